/* What each line is. Phrases of boilerplate.tsv prove most; the rest is told by its neighbours. */
#include "checks/lines.h"

#include "checks/line_facts.h"
#include "checks/line_repeats.h"

static enum line_role role_of_kind(uint8_t kind) {
  switch (kind) {
    case KIND_NONE: return LINE_TEXT;
    case KIND_META: return LINE_META;
    case KIND_CAPTION: return LINE_CAPTION;
    case KIND_DISCLOSURE: return LINE_DISCLOSURE;
    default: return LINE_FURNITURE;
  }
}

const struct line_label *lines_label(calque_arena *arena, const calque_lexicon *lex,
                                     const calque_doc *doc) {
  struct line_label *labels = ARENA_ARRAY(arena, struct line_label, doc->n_lines + 1);
  const struct line_facts *facts = line_facts_gather(arena, lex, doc);
  const uint32_t *first = facts ? line_repeats_find(arena, lex, doc, facts) : NULL;
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    labels[i].first = first ? first[i] : NO_LINE;
    if (!facts) continue;
    if (labels[i].first != NO_LINE) {
      labels[i].role = LINE_REPEAT;
      labels[i].reason = "repeat";
      continue;
    }
    labels[i].role = role_of_kind(facts[i].proof.kind);
    labels[i].reason = line_kind_name(facts[i].proof.kind);
  }
  return labels;
}

enum line_role *lines_roles(calque_arena *arena, const calque_doc *doc,
                            const struct line_label *labels) {
  enum line_role *roles = ARENA_ARRAY(arena, enum line_role, doc->n_lines + 1);
  for (uint32_t i = 0; i < doc->n_lines; i++) roles[i] = labels[i].role;
  return roles;
}

enum line_role *lines_classify(calque_arena *arena, const calque_lexicon *lex,
                               const calque_doc *doc) {
  return lines_roles(arena, doc, lines_label(arena, lex, doc));
}
