/* A language shows in its function words. Over windows of eight words we count those of French,
 * Catalan and Spanish against those of English; names like « de la Vega » or the title of a book
 * have a few, so there must be more foreign evidence than English, and more than two words of it.
 * A segment without function words (« Conditions météorologiques ») is found because it is the
 * French, word for word. Single words that no English dictionary has are notes. */
#include "english/untranslated.h"

#define WINDOW        8  /* words */
#define MAX_SHOWN     60 /* bytes of the text that a message quotes */
#define SHORTEST_STEM 3  /* bytes before an ending: « prise » is no “prize” */
#define MAX_BRITISH   40 /* bytes of a word */

struct function_word {
  calque_str word;
  int language;
};

static const struct function_word FUNCTION_WORDS[] = {
#define FUNCTION_WORD(word, language) {STR_INIT(word), language},
#include "english/function_words.def"
#undef FUNCTION_WORD
};

/* One word of the English and what it speaks for. */
struct witness {
  uint32_t piece;
  uint8_t language; /* of a function word; 0: none */
  bool foreign;     /* no English word, and French or in the French text */
  bool unknown;     /* no English word */
  bool flagged;
};

int function_language(calque_str folded) {
  size_t low = 0;
  for (size_t high = COUNT(FUNCTION_WORDS); low < high;) {
    size_t middle = (low + high) / 2;
    if (str_compare(FUNCTION_WORDS[middle].word, folded) < 0) low = middle + 1;
    else high = middle;
  }
  bool found = low < COUNT(FUNCTION_WORDS) && str_eq(FUNCTION_WORDS[low].word, folded);
  return found ? FUNCTION_WORDS[low].language : 0;
}

/* Names hold Los, Le and La with capitals; “I'd” and “ain't” have no d’ and n’. */
static int witness_language(const struct piece *p) {
  int language = function_language(p->folded);
  if (language == ENGLISH_WORD) return language;
  bool capital = (p->flags & PIECE_CAPITAL) && !(p->flags & PIECE_FIRST);
  bool cut = p->folded.len == 1 || str_eq(p->folded, STR("qu"));
  return capital || (cut && !(p->flags & PIECE_ELIDED)) ? 0 : language;
}

static const struct {
  calque_str british, american;
} SPELLINGS[] = {
#define BRITISH(ending, american) {STR_INIT(ending), STR_INIT(american)},
#include "english/british.def"
#undef BRITISH
};

/* Would the American spelling be English? */
static bool is_british(const calque_lexicon *lex, calque_str word) {
  char other[MAX_BRITISH + 8];
  const bool s = str_ends(word, STR("s"));
  const calque_str stem = str_slice(word, 0, word.len - s);
  if (word.len > MAX_BRITISH) return false;
  for (size_t i = 0; i < COUNT(SPELLINGS); i++) {
    calque_str from = SPELLINGS[i].british, to = SPELLINGS[i].american;
    const bool whole = str_ends(from, STR("s")); /* “onwards”: the s is of the ending */
    const calque_str all = whole ? word : stem;
    if (!str_ends(all, from)) continue;
    const size_t before = all.len - from.len;
    if (before && before < SHORTEST_STEM) continue;
    memcpy(other, word.ptr, before);
    memcpy(other + before, to.ptr, to.len);
    size_t len = before + to.len;
    if (s && !whole) other[len++] = 's';
    if (lexicon_word(lex, lexicon_find(lex, (calque_str){other, len}))->flags & WORD_ENGLISH)
      return true;
  }
  return false;
}

static bool is_known_english(const struct name_tables *tables, const struct piece *p) {
  if (!tables->lex) return true;
  uint32_t flags =
      lexicon_word(tables->lex, p->exact)->flags | lexicon_word(tables->lex, p->lower)->flags;
  return (flags & WORD_ENGLISH) || is_british(tables->lex, p->folded);
}

static bool is_french(const struct name_tables *tables, const struct piece *p) {
  return tables->lex && (lexicon_word(tables->lex, p->exact)->flags & WORD_FRENCH);
}

static struct witness witness_of(const struct name_index *fr, const struct name_index *en,
                                 uint32_t i) {
  const struct piece *p = &en->p->ptr[i];
  struct witness w = {.piece = i, .language = (uint8_t)witness_language(p)};
  bool content = p->folded.len >= 4 && !(p->flags & (PIECE_CAPITAL | PIECE_MIXED | PIECE_DOTTED));
  if (w.language || !content) return w;
  w.unknown = !is_known_english(en->tables, p);
  w.foreign = w.unknown && (is_french(en->tables, p) || name_index_word(fr, p->folded));
  return w;
}

/* Marks the words of every window in which the foreign language has the better of it. */
static void mark_windows(struct witness *words, size_t n) {
  size_t english = 0, function = 0, content = 0;
  for (size_t i = 0; i < n; i++) {
    english += words[i].language == ENGLISH_WORD;
    function += words[i].language > ENGLISH_WORD;
    content += words[i].foreign;
    if (i >= WINDOW) {
      const struct witness *out = &words[i - WINDOW];
      english -= out->language == ENGLISH_WORD;
      function -= out->language > ENGLISH_WORD;
      content -= out->foreign;
    }
    if (function < 2 || function + content < 3 || function <= english) continue;
    size_t first = i + 1 >= WINDOW ? i + 1 - WINDOW : 0;
    for (size_t k = first; k <= i; k++) words[k].flagged = true;
  }
}

/* English words at the edges of what was marked are not part of it. */
static void trim_marks(struct witness *words, size_t n) {
  for (size_t i = 0; i < n;) {
    size_t end = i;
    while (end < n && words[end].flagged) end++;
    size_t last = end;
    while (i < last && words[i].language <= ENGLISH_WORD && !words[i].foreign) {
      words[i++].flagged = false;
    }
    while (last > i && words[last - 1].language <= ENGLISH_WORD && !words[last - 1].foreign) {
      words[--last].flagged = false;
    }
    i = end > i ? end : i + 1;
  }
}

static calque_str shown(calque_str text) {
  if (text.len <= MAX_SHOWN) return text;
  size_t len = MAX_SHOWN;
  while (len > 0 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) len--;
  return str_slice(text, 0, len);
}

static void report(struct findings *out, const struct name_index *en, calque_span span,
                   calque_severity severity, const char *what) {
  calque_str text = str_of_span(en->p->text, span);
  const char *more = text.len > MAX_SHOWN ? "…" : "";
  calque_str message = arena_printf(out->arena, "“%.*s%s” %s", STR_ARG(shown(text)), more, what);
  finding_add(out, "untranslated", severity, message, (calque_span){0, 0}, span);
}

static void report_marked(struct findings *out, const struct name_index *en,
                          const struct witness *words, size_t n) {
  for (size_t i = 0; i < n;) {
    size_t end = i, french = 0, pivot = 0;
    for (; end < n && words[end].flagged; end++) {
      french += words[end].language == FRENCH_WORD;
      pivot += words[end].language == PIVOT_WORD;
    }
    if (end > i) {
      calque_span span = {en->p->ptr[words[i].piece].span.start,
                          en->p->ptr[words[end - 1].piece].span.end};
      report(out, en, span, CALQUE_MAJOR,
             french >= pivot ? "is still French" : "is neither English nor French");
    }
    i = end > i ? end : i + 1;
  }
}

/* The segment is its French, word for word, and some word of it is not English. */
static bool is_echo(const struct name_index *fr, const struct name_index *en) {
  uint32_t i = 0, k = 0, words = 0;
  bool french = false;
  while (i < fr->p->n || k < en->p->n) {
    while (i < fr->p->n && fr->p->ptr[i].kind == PIECE_MARK) i++;
    while (k < en->p->n && en->p->ptr[k].kind == PIECE_MARK) k++;
    if (i >= fr->p->n || k >= en->p->n) break;
    const struct piece *p = &en->p->ptr[k];
    if (!str_eq(fr->p->ptr[i].folded, p->folded)) return false;
    bool small = !(p->flags & PIECE_CAPITAL) || (p->flags & PIECE_FIRST);
    if (small && p->kind == PIECE_WORD && p->folded.len > 1 && p->lower &&
        !is_known_english(en->tables, p)) {
      french |= (lexicon_word(en->tables->lex, p->lower)->flags & WORD_FRENCH) != 0;
    }
    words++, i++, k++;
  }
  return french && words >= 2 && i >= fr->p->n && k >= en->p->n;
}

/* *word, #word, @word: how a rule-based engine says that it could not. */
static void report_engine_marks(struct findings *out, const struct name_index *fr,
                                const struct name_index *en) {
  for (uint32_t i = 0; i + 1 < en->p->n; i++) {
    const struct piece *mark = &en->p->ptr[i], *word = mark + 1;
    bool sign = mark->mark == '*' || mark->mark == '#' || mark->mark == '@';
    if (mark->kind != PIECE_MARK || !sign || !piece_has_space(mark)) continue;
    if (word->kind != PIECE_WORD || piece_has_space(word)) continue;
    const struct name_word *same = name_index_word(fr, word->folded);
    const struct piece *before = same ? piece_at(fr->p, (int64_t)same->piece - 1) : NULL;
    if (before && before->mark == mark->mark) continue;
    report(out, en, (calque_span){mark->span.start, word->span.end}, CALQUE_MINOR,
           "carries an engine's mark for a word that it does not know");
  }
}

void untranslated_find(struct findings *out, const struct name_index *fr,
                       const struct name_index *en) {
  struct witness *words = ARENA_ARRAY(out->arena, struct witness, en->p->n + 1);
  size_t n = 0;
  for (uint32_t i = 0; i < en->p->n; i++) {
    if (en->p->ptr[i].kind == PIECE_WORD) words[n++] = witness_of(fr, en, i);
  }
  if (n && is_echo(fr, en)) {
    calque_span all = {en->p->ptr[0].span.start, en->p->ptr[en->p->n - 1].span.end};
    report(out, en, all, CALQUE_MAJOR, "is still French");
    return;
  }
  mark_windows(words, n);
  trim_marks(words, n);
  report_marked(out, en, words, n);
  report_engine_marks(out, fr, en);
  for (size_t i = 0; i < n; i++) {
    if (!words[i].unknown || words[i].flagged) continue;
    report(out, en, en->p->ptr[words[i].piece].span, CALQUE_NOTE,
           words[i].foreign ? "was left as it is in the French" : "is no English word");
  }
}
