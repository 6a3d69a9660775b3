/* An English version, for those who read it (terminal, Markdown, a page with the French beside it)
 * and for programs. Whoever reads it is told what it is and whether it was verified; what is wrong
 * with it stands behind it. */
#include "output/english.h"

#include "base/array.h"
#include "output/escape.h"
#include "output/members.h"

#define GIST_OK "numbers and names are there, more is not promised"

enum { LEFT_SHOWN = 6 }; /* words that a gist left as they were */

#define NOTHING "there is nothing in it to put into English"

static const char *const english_members[] = {"id",       "english", "french", "kind",
                                              "provider", "model",   "gist",   "verified",
                                              "findings", "cached",  NULL};

void english_label(const calque_translation *t, struct buf *out) {
  buf_puts(out, t->gist ? "machine gist" : "");
  if (t->summary) buf_puts(out, t->gist ? " of a summary" : "summary");
  else if (!t->gist) buf_puts(out, "translation");
  bool local = strcmp(t->provider, "local") == 0;
  buf_printf(out, " by %s", local ? "Apertium" : t->provider);
  if (t->model.len) {
    buf_puts(out, " (");
    escape_line(out, t->model);
    buf_puts(out, ")");
  }
}

/* A gist is as good as the words that its rules know, so those that they do not know are named. A
 * note each: their place is in the JSON. */
static void put_left_words(const calque_translation *t, const char *glue, struct buf *out) {
  const calque_verification *v = &t->verification;
  calque_str shown[LEFT_SHOWN];
  size_t n = 0, n_shown = 0;
  for (size_t i = 0; t->gist && i < v->n_findings; i++) {
    const calque_verify_finding *f = &v->findings[i];
    if (f->severity != CALQUE_NOTE || strcmp(f->family, "untranslated") != 0) continue;
    const calque_str word = str_of_span(t->english, f->en);
    bool again = false;
    if (!word.ptr || !word.len) continue;
    for (size_t k = 0; k < n_shown; k++) again |= str_eq(shown[k], word);
    n++;
    if (!again && n_shown < LEFT_SHOWN) shown[n_shown++] = word;
  }
  if (!n) return;
  buf_printf(out, "%s%zu %s no English: ", glue, n, n == 1 ? "word is" : "words are");
  for (size_t k = 0; k < n_shown; k++) {
    if (k) buf_puts(out, ", ");
    escape_line(out, shown[k]);
  }
  if (n > n_shown) buf_puts(out, " …");
}

/* The pair for the writers of verifications. Free the label's buffer. */
static struct verified pair_of(const struct englished *item, struct buf *label) {
  const calque_translation *t = item->result;
  buf_init(label, 4096);
  english_label(t, label);
  return (struct verified){.id = item->meta->id,
                           .fr = t->french,
                           .en = t->english,
                           .fr_name = STR("French"),
                           .en_name = STR("English"),
                           .label = buf_view(label),
                           .gist = t->gist,
                           .result = &t->verification,
                           .number = item->number};
}

/* ---- Terminal -----------------------------------------------------------------------------------
 */

static void put_paragraphs(const struct style *style, calque_str text, struct buf *out) {
  for (calque_str rest = text; rest.ptr;) {
    calque_str line = str_trim(str_cut(&rest, '\n'));
    if (!line.len) continue;
    terminal_wrap(style, line, 0, 0, out);
    buf_char(out, '\n');
  }
}

/* Notes are for those who ask for them in another form. */
static calque_verification without_notes(const calque_verification *all, calque_arena *arena) {
  calque_verification v = *all;
  calque_verify_finding *kept = ARENA_ARRAY(arena, calque_verify_finding, v.n_findings + 1);
  size_t n = 0;
  for (size_t i = 0; i < v.n_findings; i++)
    if (v.findings[i].severity > CALQUE_NOTE) kept[n++] = v.findings[i];
  v.findings = kept;
  v.n_findings = n;
  return v;
}

/* What rules made passes the checks and is no English for all that. */
static void put_gist(const struct style *style, const struct verified *pair,
                     const calque_translation *t, struct buf *out) {
  terminal_ink(style, INK_BOLD, out);
  escape_line(out, pair->label);
  terminal_ink(style, INK_PLAIN, out);
  buf_puts(out, ": " GIST_OK);
  put_left_words(t, "\n", out);
  buf_char(out, '\n');
}

void terminal_english(const struct style *style, const struct englished *item, struct buf *out) {
  struct buf label;
  struct verified pair = pair_of(item, &label);
  calque_arena *arena = calque_arena_new();
  calque_verification faults = without_notes(pair.result, arena);
  if (style->headings) {
    buf_puts(out, "==> ");
    terminal_ink(style, INK_DIM, out);
    escape_line(out, item->meta->id);
    terminal_ink(style, INK_PLAIN, out);
    buf_puts(out, " <==\n");
  }
  if (!item->shown) put_paragraphs(style, item->result->english, out);
  pair.result = &faults;
  pair.id = pair.label;
  if (!item->result->french.len && faults.ok) buf_puts(out, NOTHING "\n");
  else if (item->result->gist && faults.ok) put_gist(style, &pair, item->result, out);
  else terminal_verify(style, &pair, out);
  calque_arena_free(arena);
  buf_free(&label);
}

/* ---- JSON ---------------------------------------------------------------------------------------
 */

static void put_bool(struct buf *out, const char *name, bool value) {
  member_key(out, name);
  buf_puts(out, value ? "true" : "false");
}

void english_put_members(const calque_translation *t, struct buf *out) {
  member_string(out, "english", t->english);
  member_string(out, "kind", t->summary ? STR("summary") : STR("translation"));
  member_string(out, "provider", calque_str_of(t->provider));
  member_string_or_null(out, "model", t->model);
  put_bool(out, "gist", t->gist);
  put_bool(out, "verified", t->verification.ok);
  json_findings(&t->verification, out);
  put_bool(out, "cached", t->cached);
}

void json_english(const struct style *style, const struct englished *item, struct buf *out) {
  const calque_translation *t = item->result;
  (void)style;
  buf_char(out, '{');
  member_string(out, "id", item->meta->id);
  english_put_members(t, out);
  member_string(out, "french", t->french);
  member_extra(out, item->meta->extra, english_members);
  buf_puts(out, "}\n");
}

/* ---- HTML and Markdown --------------------------------------------------------------------------
 */

void html_english(const struct style *style, const struct englished *item, struct buf *out) {
  struct buf label;
  struct verified pair = pair_of(item, &label);
  html_verify(style, &pair, out);
  buf_free(&label);
}

/* "machine gist by Apertium (fra-cat cat-eng): not verified: « 14 » became “15”" */
static void put_standing(const calque_translation *t, struct buf *out) {
  const calque_verification *v = &t->verification;
  english_label(t, out);
  if (v->ok) buf_puts(out, t->gist ? ": " GIST_OK : ": verified");
  if (v->ok) put_left_words(t, "; ", out);
  else buf_puts(out, ": not verified");
  for (size_t i = 0; i < v->n_findings; i++) {
    if (v->findings[i].severity == CALQUE_NOTE) continue;
    buf_puts(out, ": ");
    escape_line(out, v->findings[i].message);
    break;
  }
}

void english_put_terminal(const struct style *style, const calque_translation *t, struct buf *out) {
  struct buf standing;
  buf_init(&standing, BUF_MAX_OUTPUT);
  put_standing(t, &standing);
  buf_char(out, '\n');
  put_paragraphs(style, t->english, out);
  terminal_ink(style, t->verification.ok ? INK_DIM : INK_BAD, out);
  terminal_wrap(style, buf_view(&standing), 0, 0, out);
  terminal_ink(style, INK_PLAIN, out);
  buf_free(&standing);
}

void english_put_html(const calque_translation *t, struct buf *out) {
  struct buf standing;
  buf_init(&standing, BUF_MAX_OUTPUT);
  put_standing(t, &standing);
  buf_puts(out, "<p class=\"english\" lang=\"en\">");
  escape_html(out, t->english);
  buf_puts(out, "</p>\n<p class=\"source\" lang=\"en\">");
  escape_html(out, buf_view(&standing));
  buf_puts(out, "</p>\n");
  buf_free(&standing);
}

void english_put_markdown(const calque_translation *t, struct buf *out) {
  struct buf standing;
  buf_init(&standing, BUF_MAX_OUTPUT);
  put_standing(t, &standing);
  buf_puts(out, "> ");
  escape_markdown(out, t->english);
  buf_puts(out, "\n\n*");
  escape_markdown(out, buf_view(&standing));
  buf_puts(out, "*\n\n");
  buf_free(&standing);
}

void markdown_english(const struct style *style, const struct englished *item, struct buf *out) {
  const calque_verification *v = &item->result->verification;
  struct buf label;
  (void)style;
  struct verified pair = pair_of(item, &label);
  buf_puts(out, "## ");
  escape_markdown(out, article_name(item->meta));
  buf_puts(out, "\n\n");
  for (calque_str rest = item->result->english; rest.ptr;) {
    calque_str line = str_trim(str_cut(&rest, '\n'));
    if (!line.len) continue;
    escape_markdown(out, line);
    buf_puts(out, "\n\n");
  }
  buf_puts(out, "*");
  escape_markdown(out, pair.label);
  const char *good = item->result->gist ? ": " GIST_OK : ": verified";
  if (!item->result->french.len) good = ": " NOTHING;
  buf_puts(out, v->ok ? good : ": not verified");
  if (v->ok) put_left_words(item->result, "; ", out);
  buf_puts(out, "*\n\n");
  for (size_t i = 0; i < v->n_findings; i++) {
    if (v->findings[i].severity == CALQUE_NOTE) continue;
    buf_puts(out, "- ");
    escape_markdown(out, v->findings[i].message);
    buf_printf(out, " (%s)\n", v->findings[i].family);
  }
  if (!v->ok) buf_char(out, '\n');
  buf_free(&label);
}
