/* Why English may stand in a French text. Each reason is a function that looks at the neighbours of
 * a span; the first that holds is the excuse. They run for spans alone, so they may look around. */
#include "checks/english.h"

enum {
  MAX_QUOTATION = 60,  /* tokens looked at on each side for its marks */
  MAX_PLUS = 14,       /* the same for the +quotations+ of news agencies */
  MAX_REFERENCE = 6,   /* tokens before its mark of language */
  MAX_TITLE = 12,      /* tokens of titles in a row */
  MAX_NAME = 5,        /* words behind the capital that a name begins with */
  MAX_KEYWORD = 4,     /* bytes of the words that programs are written in: this, from, with */
  FRENCH_WEIGHT = -15, /* of words that count as French in a quotation */
  STEADY = 3           /* uses that make a term of a word */
};

struct place {
  const struct check_context *ctx;
  const calque_doc *doc;
  const calque_token *first, *last;   /* of the span */
  const calque_token *before, *after; /* its neighbours, or &nothing */
  const struct english *english;
  const struct english_span *span;
};

static const calque_token nothing = {.kind = CALQUE_SYMBOL, .flags = CALQUE_SPACE_BEFORE};

static const calque_token *token_or_nothing(const calque_doc *doc, uint32_t i) {
  return i < doc->n_tokens ? &doc->tokens[i] : &nothing;
}

static bool is_mark(const struct place *p, const calque_token *t, const char *marks) {
  if (t == &nothing || t->kind == CALQUE_WORD) return false;
  uint32_t c = token_char(p->doc, t);
  return c && c < 0x80 && strchr(marks, (int)c);
}

static bool is_glued(const calque_token *t) { return !(t->flags & CALQUE_SPACE_BEFORE); }

static bool has_capital(const calque_token *t) {
  return t->kind == CALQUE_WORD && t->flags & CALQUE_CAPITAL;
}

static bool is_name_like(const calque_token *t) {
  return t->kind == CALQUE_WORD && t->flags & CALQUE_CAPITAL && !(t->flags & CALQUE_FRENCH);
}

/* a/b, prendra(it), window.open, x = {y}: an alternative ending, a unit, a program. */
static bool is_code(const struct place *p) {
  if (is_glued(p->first) && is_mark(p, p->before, "/_=@")) return true;
  if (is_glued(p->first) && is_mark(p, p->before, ".") && !has_capital(p->first)) return true;
  if (is_glued(p->first) && is_mark(p, p->before, "([") && is_glued(p->before)) return true;
  if (is_glued(p->after) && is_mark(p, p->after, "/_=@")) return true;
  if (is_glued(p->after) && is_mark(p, p->after, "([")) return true;
  const calque_token *next = token_or_nothing(p->doc, p->span->last + 2);
  if (is_glued(p->after) && is_mark(p, p->after, ".") && is_glued(next) &&
      next->kind == CALQUE_WORD && !(next->flags & CALQUE_CAPITAL))
    return true;
  const calque_token *second = p->span->first > 1 ? p->first - 2 : &nothing;
  if (is_mark(p, p->before, ":") && second->kind == CALQUE_QUOTE) return true; /* "mute": true */
  return is_mark(p, p->before, "={}") || is_mark(p, p->after, "={}");
}

static bool is_dots(const struct place *p, const calque_token *t) {
  calque_str s = token_str(p->doc, t);
  return t != &nothing && t->kind != CALQUE_WORD &&
         (str_eq(s, STR("…")) || str_starts(s, STR("..")));
}

static bool is_in(const struct place *p, const calque_token *t, const calque_str *forms, size_t n) {
  calque_str word = lexicon_name(p->ctx->lex, t->lower);
  for (size_t i = 0; i < n; i++)
    if (str_eq(forms[i], word)) return true;
  return false;
}

/* What bears a name that is English in every program: « la méthode », « l’attribut ». */
static bool is_bearer_of_code(const struct place *p, const calque_token *t) {
  static const calque_str forms[] = {
#define CODE_BEARER(form) STR_INIT(form),
#include "checks/introducers.def"
  };
  return t->kind == CALQUE_WORD && is_in(p, t, forms, COUNT(forms));
}

/* :before, float:left, for..of in a text on programming: no space where French has one. */
static bool is_notation(const struct place *p) {
  if (!english_in_programming(p->ctx)) return false;
  const calque_token *second = p->span->first > 1 ? p->first - 2 : &nothing;
  const calque_token *next = token_or_nothing(p->doc, p->span->last + 2);
  bool dots = p->before->kind == CALQUE_PUNCT && is_glued(p->before) && second->kind == CALQUE_WORD;
  if (is_glued(p->first) && is_mark(p, p->before, ":")) return true;
  if (is_glued(p->first) && dots && (is_mark(p, p->before, ".") || is_dots(p, p->before)))
    return true;
  return (is_glued(p->after) && is_mark(p, p->after, ";")) ||
         (is_glued(p->after) && is_mark(p, p->after, ":") && is_glued(next) &&
          next->kind == CALQUE_WORD);
}

/* « la méthode has », « le mot-clé of », « for … of » */
static bool is_keyword(const struct place *p) {
  if (p->span->n_words > 1 || !english_in_programming(p->ctx)) return false;
  const calque_token *second = p->span->first > 1 ? p->first - 2 : &nothing;
  if (is_bearer_of_code(p, p->before)) return true;
  if (is_dots(p, p->before) && second->kind == CALQUE_WORD) return true;
  return (token_morph(p->ctx->lex, p->before) & M_PREP || is_mark(p, p->before, ":")) &&
         is_bearer_of_code(p, second);
}

/* commit, props, git pull in a text on programming; not « however » nor whole sentences. */
static bool is_jargon(const struct place *p) {
  if (!english_in_programming(p->ctx)) return false;
  unsigned glue = 0;
  for (const calque_token *t = p->first; t <= p->last; t++) {
    const struct word *w = lexicon_word(p->ctx->lex, t->lower);
    glue += w->flags & WORD_ENGLISH_FUNCTION && !(t->flags & CALQUE_FRENCH) &&
            w->name_len > MAX_KEYWORD;
  }
  return glue < (p->span->n_words == 1 ? 1 : 2);
}

/* Every word of the span has a capital but for those that names are held together with. */
static bool is_capitalised(const struct place *p) {
  unsigned capitals = 0;
  for (const calque_token *t = p->first; t <= p->last; t++) {
    bool glue = lexicon_word(p->ctx->lex, t->lower)->flags & WORD_ENGLISH_FUNCTION;
    if (t->kind != CALQUE_WORD || glue) continue;
    if (!(t->flags & CALQUE_CAPITAL)) return false;
    capitals++;
  }
  return capitals || has_capital(p->before);
}

static bool is_glue(const struct place *p) {
  return lexicon_word(p->ctx->lex, p->first->lower)->flags & WORD_ENGLISH_FUNCTION;
}

/* Black Lives Matter, Bank of England, Data scientist: capitals around it. */
static bool is_name(const struct place *p) {
  bool edge = has_capital(p->before) || has_capital(p->first);
  if (edge && p->span->n_words > 1 && is_capitalised(p)) return true;
  if (p->span->n_words == 1 && has_capital(p->first) && has_capital(p->after)) return true;
  if (p->span->n_words == 1 && is_glue(p) && has_capital(p->before) && has_capital(p->after))
    return true;
  if (p->span->n_words == 1 && is_glue(p)) return false;
  uint32_t before = lexicon_word(p->ctx->lex, p->before->lower)->flags;
  bool short_enough = p->span->n_words <= MAX_NAME;
  if (short_enough && is_name_like(p->before) && before & WORD_ENGLISH) return true;
  if (!is_name_like(p->after) || !(p->after->flags & CALQUE_ENGLISH)) return false;
  uint32_t lower = lexicon_word(p->ctx->lex, p->after->lower)->flags;
  return is_name_like(p->before) || lower & WORD_ENGLISH;
}

/* Do the words from open to close (both marks) hold hardly any French? */
static bool is_english_between(const struct place *p, uint32_t open, uint32_t close) {
  unsigned words = 0, french = 0;
  for (uint32_t i = open + 1; i < close; i++) {
    const calque_token *t = &p->doc->tokens[i];
    words += t->kind == CALQUE_WORD;
    french += t->kind == CALQUE_WORD && english_weight(p->ctx, i) <= FRENCH_WEIGHT;
  }
  return french * 5 <= words;
}

static bool is_quoted(const struct place *p) {
  uint8_t depth = p->first->depth;
  if (!depth) return false;
  uint32_t open = p->span->first, close = p->span->last;
  for (int n = 0; open > 0 && p->doc->tokens[open].depth >= depth; n++, open--)
    if (n == MAX_QUOTATION) return false;
  for (int n = 0; close + 1 < p->doc->n_tokens && p->doc->tokens[close].depth >= depth;
       n++, close++)
    if (n == MAX_QUOTATION) return false;
  return is_english_between(p, open, close);
}

/* +mot+ : how agencies quote inside a quotation. */
static bool is_plus_quoted(const struct place *p) {
  uint32_t open = p->span->first, close = p->span->last;
  for (int n = 0; !is_mark(p, &p->doc->tokens[open], "+"); n++, open--)
    if (n == MAX_PLUS || open == 0) return false;
  for (int n = 0; !is_mark(p, &p->doc->tokens[close], "+"); n++, close++)
    if (n == MAX_PLUS || close + 1 >= p->doc->n_tokens) return false;
  return is_glued(&p->doc->tokens[close]) && is_english_between(p, open, close);
}

/* fake news, prime time: listed, with the words around it. */
static bool is_listed_term(const struct place *p) {
  uint32_t first = p->span->first;
  for (uint32_t back = 0; back <= 3 && back <= first; back++) {
    uint32_t start = first - back;
    const struct english_entry *e = english_table_find(
        &p->english->table, &p->doc->tokens[start], p->doc->n_tokens - start, 1u << ENGLISH_TERM);
    if (e && start + e->n_words > p->span->last) return true;
  }
  return false;
}

static bool is_introducer(const struct place *p, const calque_token *t) {
  static const calque_str forms[] = {
#define INTRODUCER(form) STR_INIT(form),
#include "checks/introducers.def"
  };
  return t->kind == CALQUE_WORD && is_in(p, t, forms, COUNT(forms));
}

/* « la série Wednesday »: the word before says what bears the name. */
static bool is_bearer(const struct place *p, const calque_token *t) {
  static const calque_str forms[] = {
#define BEARER(form) STR_INIT(form),
#include "checks/introducers.def"
  };
  return t->kind == CALQUE_WORD && p->first->flags & CALQUE_CAPITAL &&
         is_in(p, t, forms, COUNT(forms));
}

/* « la trilogie Zoe's eleven, twelve et thirteen »: a title goes on over commas and « et » as long
 * as its words are no French ones. */
static bool continues_title(const struct place *p) {
  const uint32_t start = p->doc->sentences[p->first->sentence].first_token;
  for (uint32_t i = p->span->first; i > start + 1 && p->span->first - i < MAX_TITLE; i--) {
    const calque_token *t = &p->doc->tokens[i - 1];
    struct place title = *p;
    title.first = t;
    if (t->flags & CALQUE_CAPITAL && is_bearer(&title, t - 1)) return true;
    bool joint =
        is_mark(p, t, ",") || token_is(p->doc, t, STR("et")) || token_is(p->doc, t, STR("ou"));
    bool foreign = t->kind == CALQUE_WORD && !(t->flags & CALQUE_FRENCH);
    if (!joint && !foreign) return false;
  }
  return false;
}

/* A single word of which the table says that it is no term. */
static bool is_listed_word(const struct place *p) {
  return p->span->n_words == 1 &&
         lexicon_word(p->ctx->lex, p->first->lower)->flags & WORD_ENGLISH_LISTED;
}

/* « appelé le », « surnommés les »: an article may stand between. */
static bool is_introduced(const struct place *p) {
  if (is_listed_word(p) && p->before->kind == CALQUE_WORD) return is_bearer(p, p->before);
  if (is_bearer(p, p->before) || is_introducer(p, p->before)) return true;
  const calque_token *second = p->span->first > 1 ? p->first - 2 : &nothing;
  if (is_mark(p, p->before, ",:") && is_introducer(p, second)) return true; /* en anglais, … */
  bool article = token_morph(p->ctx->lex, p->before) & M_DET || p->before->kind == CALQUE_QUOTE;
  if (article && second->sentence == p->first->sentence && is_introducer(p, second)) return true;
  const calque_token *behind = token_or_nothing(p->doc, p->span->last + 2);
  return behind->kind == CALQUE_WORD &&
         str_eq(lexicon_name(p->ctx->lex, behind->lower), STR("anglais"));
}

/* « (en) Jane Hollis, Notes on a scandal »: a reference that says its language. */
static bool is_reference(const struct place *p) {
  const calque_sentence *s = &p->doc->sentences[p->first->sentence];
  for (uint32_t i = s->first_token; i < p->span->first && i < s->first_token + MAX_REFERENCE; i++) {
    const calque_token *t = &p->doc->tokens[i];
    if (is_mark(p, t, "(") && token_is(p->doc, token_or_nothing(p->doc, i + 1), STR("en")) &&
        is_mark(p, token_or_nothing(p->doc, i + 2), ")"))
      return true;
  }
  return false;
}

/* shebeens (bars): its translation stands in brackets behind it. */
static bool is_glossed(const struct place *p) {
  const calque_token *open = p->after;
  uint32_t i = p->span->last + 1;
  if (is_listed_word(p)) return false;
  if (open->kind == CALQUE_QUOTE) open = token_or_nothing(p->doc, ++i);
  if (!is_mark(p, open, "(")) return false;
  const calque_token *next = token_or_nothing(p->doc, i + 1);
  if (next->kind == CALQUE_QUOTE) next = token_or_nothing(p->doc, i + 2);
  return next->kind == CALQUE_WORD && next->flags & CALQUE_FRENCH &&
         !(next->flags & CALQUE_ALL_CAPS);
}

/* claret, hustings, policemen: a story from the time of our grandparents. */
static bool is_literary(const struct place *p) {
  return p->span->n_words == 1 && !is_glue(p) && english_in_narrative(p->ctx);
}

static bool is_third_language(const struct place *p) {
  const calque_token *around[] = {p->before, p->after};
  if (is_listed_word(p)) return false;
  for (size_t i = 0; i < COUNT(around); i++) {
    const calque_token *t = around[i];
    bool word =
        t->kind == CALQUE_WORD && !(t->flags & (CALQUE_CAPITAL | CALQUE_ELIDED | CALQUE_CLITIC));
    if (word && !(t->flags & (CALQUE_FRENCH | CALQUE_ENGLISH)) &&
        lexicon_word(p->ctx->lex, t->lower)->english < 40)
      return true;
  }
  return false;
}

/* One word that the article uses again and again is a term of it, unless it holds sentences
 * together in English. */
static bool is_steady(const struct place *p) {
  const struct word *w = lexicon_word(p->ctx->lex, p->first->lower);
  if (p->span->n_words > 1 || w->flags & (WORD_ENGLISH_FUNCTION | WORD_ENGLISH_LISTED))
    return false;
  return english_count(p->english->sure, p->english->n_sure, p->first->lower) >= STEADY;
}

static const struct {
  bool (*holds)(const struct place *p);
  enum english_excuse excuse;
} reasons[] = {
    {is_code, ENGLISH_CODE},
    {is_notation, ENGLISH_CODE},
    {is_keyword, ENGLISH_CODE},
    {is_listed_term, ENGLISH_LISTED},
    {is_jargon, ENGLISH_CODE},
    {is_quoted, ENGLISH_QUOTED},
    {is_plus_quoted, ENGLISH_QUOTED},
    {is_introduced, ENGLISH_INTRODUCED},
    {is_glossed, ENGLISH_INTRODUCED},
    {continues_title, ENGLISH_NAME},
    {is_reference, ENGLISH_INTRODUCED},
    {is_name, ENGLISH_NAME},
    {is_third_language, ENGLISH_FOREIGN},
    {is_literary, ENGLISH_LITERARY},
    {is_steady, ENGLISH_STEADY},
};

enum english_excuse english_excuse_of(const struct check_context *ctx,
                                      const struct english *english,
                                      const struct english_span *span) {
  const calque_doc *doc = ctx->doc;
  struct place p = {.ctx = ctx,
                    .doc = doc,
                    .first = &doc->tokens[span->first],
                    .last = &doc->tokens[span->last],
                    .before = span->first ? &doc->tokens[span->first - 1] : &nothing,
                    .after = token_or_nothing(doc, span->last + 1),
                    .english = english,
                    .span = span};
  for (size_t i = 0; i < COUNT(reasons); i++)
    if (reasons[i].holds(&p)) return reasons[i].excuse;
  return ENGLISH_LEAK;
}
