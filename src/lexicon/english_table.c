/* Looking English words up. The section is a count, the entries, the French texts. */
#include "lexicon/english_table.h"

struct english_table english_table_open(const calque_lexicon *lex) {
  struct english_table table = {0};
  calque_str section = lexicon_section(lex, SECTION_ENGLISH);
  uint64_t n;
  if (section.len < sizeof n) return table;
  memcpy(&n, section.ptr, sizeof n);
  if (n > (section.len - sizeof n) / sizeof(struct english_entry)) return table;
  const void *entries = section.ptr + sizeof n;
  table.entries = entries;
  table.n_entries = (size_t)n;
  size_t head = sizeof n + (size_t)n * sizeof(struct english_entry);
  table.texts = section.ptr + head;
  table.texts_len = section.len - head;
  return table;
}

/* Index of the first entry whose first word is not below `first`. */
static size_t lower_bound(const struct english_table *table, word_id first) {
  size_t low = 0, high = table->n_entries;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (table->entries[middle].words[0] < first) low = middle + 1;
    else high = middle;
  }
  return low;
}

static bool matches(const struct english_entry *e, const calque_token *tokens, size_t n) {
  if (e->n_words > n || e->n_words > ENGLISH_TABLE_WORDS) return false;
  for (size_t i = 0; i < e->n_words; i++)
    if (e->words[i] != tokens[i].lower && e->words[i] != tokens[i].exact) return false;
  return true;
}

static const struct english_entry *find_from(const struct english_table *table, word_id first,
                                             const calque_token *tokens, size_t n, unsigned kinds) {
  const struct english_entry *best = NULL;
  if (!first) return NULL;
  for (size_t i = lower_bound(table, first); i < table->n_entries; i++) {
    const struct english_entry *e = &table->entries[i];
    if (e->words[0] != first) break;
    if (!(kinds & 1u << e->kind) || (best && e->n_words <= best->n_words)) continue;
    if (matches(e, tokens, n)) best = e;
  }
  return best;
}

const struct english_entry *english_table_find(const struct english_table *table,
                                               const calque_token *tokens, size_t n,
                                               unsigned kinds) {
  if (!n) return NULL;
  const struct english_entry *a = find_from(table, tokens[0].lower, tokens, n, kinds);
  if (tokens[0].exact == tokens[0].lower) return a;
  const struct english_entry *b = find_from(table, tokens[0].exact, tokens, n, kinds);
  return !a || (b && b->n_words > a->n_words) ? b : a;
}

calque_str english_table_french(const struct english_table *table,
                                const struct english_entry *entry) {
  if (!entry || entry->french > table->texts_len ||
      entry->french_len > table->texts_len - entry->french)
    return (calque_str){"", 0};
  return (calque_str){table->texts + entry->french, entry->french_len};
}
