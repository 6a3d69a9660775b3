/* Reading a treebank in CoNLL-U: every sentence as calque cuts it into tokens, each with the tag
 * (lexicon/tagger.h) of the word that the treebank has in its place. */
#ifndef TRAIN_TREEBANK_H
#define TRAIN_TREEBANK_H

#include "corpus.h"
#include "lexicon/tagger.h"

enum { TREEBANK_WORDS = 1024 /* of a sentence; the rest is left out */ };

/* A token of a sentence, quotation marks left out. */
struct example {
  enum tagger_look look;
  enum tag tag;
  word_id word; /* in lower case */
  calque_str text;
};

struct treebank_sentence {
  const calque_doc *doc;
  uint32_t sentence; /* of the document */
  uint32_t first;    /* of the examples */
};

struct treebank {
  calque_arena *arena; /* of the documents too */
  const calque_lexicon *lex;
  ARRAY(struct example) examples;
  ARRAY(struct treebank_sentence) sentences;
};

/* A surface word of the treebank, with the columns that matter. */
struct treebank_word {
  calque_str form, part, features, relation;
  bool contracted; /* of two words: du = de + le */
  calque_str second_part;
  uint32_t start, end; /* in the text */
};

static inline bool treebank_has(calque_str s, const char *part) {
  calque_str p = calque_str_of(part);
  for (size_t i = 0; i + p.len <= s.len; i++)
    if (memcmp(s.ptr + i, p.ptr, p.len) == 0) return true;
  return false;
}

/* Is the word one of those between spaces in `list`? A hyphen before it does not count. */
static inline bool treebank_is_one_of(calque_str s, const char *list) {
  if (str_starts(s, STR("-t-"))) s = str_slice(s, 3, s.len);
  if (str_starts(s, STR("-"))) s = str_slice(s, 1, s.len);
  char lower[64] = {0};
  if (s.len > 20) return false;
  size_t n = utf8_lower_word(s, lower + 1);
  if (n >= 3 && memcmp(lower + n - 2, "\xe2\x80\x99", 3) == 0) n -= 2, lower[n] = '\'';
  lower[0] = ' ';
  lower[n + 1] = ' ';
  return strstr(list, lower) != NULL;
}

static inline enum tag treebank_pronoun(const struct treebank_word *w) {
  static const char subjects[] = " je j' tu il elle on nous vous ils elles ce c' ";
  static const char objects[] = " me m' te t' se s' le la l' les lui leur y en nous vous ";
  if (treebank_has(w->features, "PronType=Rel") || treebank_has(w->features, "PronType=Int"))
    return TAG_RELATIVE;
  bool subject = treebank_has(w->relation, "subj");
  if (subject && treebank_is_one_of(w->form, subjects)) return TAG_SUBJECT;
  bool object = treebank_has(w->relation, "obj") || treebank_has(w->relation, "expl");
  if (treebank_is_one_of(w->form, " y en ")) return TAG_OBJECT;
  return object && treebank_is_one_of(w->form, objects) ? TAG_OBJECT : TAG_PRONOUN;
}

static inline enum tag treebank_verb(const struct treebank_word *w) {
  if (treebank_has(w->features, "VerbForm=Inf")) return TAG_INFINITIVE;
  if (treebank_has(w->features, "VerbForm=Fin"))
    return str_eq(w->part, STR("AUX")) ? TAG_AUXILIARY : TAG_VERB;
  if (treebank_has(w->features, "Tense=Past")) return TAG_PARTICIPLE;
  return TAG_GERUND;
}

static inline enum tag treebank_tag(const struct treebank_word *w) {
  static const struct {
    const char *part;
    enum tag tag;
  } of[] = {{"NOUN", TAG_NOUN},          {"PROPN", TAG_NAME},      {"ADJ", TAG_ADJECTIVE},
            {"DET", TAG_DETERMINER},     {"ADP", TAG_PREPOSITION}, {"CCONJ", TAG_CONJUNCTION},
            {"SCONJ", TAG_SUBORDINATOR}, {"NUM", TAG_NUMERAL}};
  if (w->contracted && str_eq(w->part, STR("ADP")))
    return str_eq(w->second_part, STR("DET")) ? TAG_CONTRACTED : TAG_RELATIVE;
  for (size_t i = 0; i < COUNT(of); i++)
    if (str_eq(w->part, calque_str_of(of[i].part))) return of[i].tag;
  if (str_eq(w->part, STR("ADV")))
    return treebank_is_one_of(w->form, " ne n' ") ? TAG_NEGATION : TAG_ADVERB;
  if (str_eq(w->part, STR("PRON"))) return treebank_pronoun(w);
  if (str_eq(w->part, STR("VERB")) || str_eq(w->part, STR("AUX"))) return treebank_verb(w);
  return TAG_OTHER;
}

/* Finds the words in the text, one behind the other; false when one is not there. */
static inline bool treebank_place(calque_str text, struct treebank_word *words, size_t n) {
  size_t at = 0;
  for (size_t i = 0; i < n; i++) {
    while (at < text.len && !str_starts(str_slice(text, at, text.len), words[i].form)) at++;
    if (at == text.len) return false;
    words[i].start = (uint32_t)at;
    at += words[i].form.len;
    words[i].end = (uint32_t)at;
  }
  return true;
}

static inline enum tag treebank_tag_at(const struct treebank_word *words, size_t n,
                                       enum tagger_look look, uint32_t start) {
  if (look == LOOK_STOP) return TAG_STOP;
  if (look == LOOK_COMMA) return TAG_COMMA;
  if (look == LOOK_MARK) return TAG_MARK;
  for (size_t i = 0; i < n; i++)
    if (words[i].start <= start && start < words[i].end) return treebank_tag(&words[i]);
  return TAG_OTHER;
}

static inline void treebank_add(struct treebank *bank, calque_str text, struct treebank_word *words,
                                size_t n) {
  if (!n || !treebank_place(text, words, n)) return;
  const calque_article article = {.text = text};
  const calque_doc *doc = calque_doc_parse(bank->arena, bank->lex, &article);
  for (uint32_t s = 0; s < doc->n_sentences; s++) {
    const calque_sentence *sentence = &doc->sentences[s];
    struct treebank_sentence one = {doc, s, (uint32_t)bank->examples.n};
    for (uint32_t i = 0; i < sentence->n_tokens; i++) {
      const calque_token *t = &doc->tokens[sentence->first_token + i];
      if (t->kind == CALQUE_QUOTE) continue;
      enum tagger_look look = tagger_look(bank->lex, doc, t);
      struct example e = {look, treebank_tag_at(words, n, look, t->span.start), t->lower,
                          token_str(doc, t)};
      ARRAY_PUSH(bank->arena, &bank->examples, e);
    }
    ARRAY_PUSH(bank->arena, &bank->sentences, one);
  }
}

/* A line of ten columns: a word, or a contracted one whose two words follow. */
static inline void treebank_line(calque_str line, struct treebank_word *words, size_t *n,
                                 uint64_t *covered) {
  calque_str column[10] = {{0}}, rest = line;
  for (size_t i = 0; i < COUNT(column) && rest.ptr; i++) column[i] = str_cut(&rest, '\t');
  calque_str id = column[0], from = str_cut(&id, '-');
  uint64_t number, last;
  if (!column[7].ptr || *n == TREEBANK_WORDS || !str_to_u64(from, &number)) return;
  if (id.ptr && str_to_u64(id, &last)) {
    words[(*n)++] = (struct treebank_word){.form = column[1], .contracted = true};
    *covered = last;
    return;
  }
  struct treebank_word *word = *n ? &words[*n - 1] : NULL;
  if (number <= *covered && word && word->contracted) {
    if (word->part.len) word->second_part = column[3];
    else
      *word = (struct treebank_word){word->form, column[3], column[5], column[7], true, {0}, 0, 0};
    return;
  }
  words[(*n)++] =
      (struct treebank_word){column[1], column[3], column[5], column[7], false, {0}, 0, 0};
}

/* Adds the sentences of a file, gzipped or not; stops the program when it cannot be read. */
static inline void treebank_read(struct treebank *bank, const char *path) {
  static struct treebank_word words[TREEBANK_WORDS];
  char *line = must_alloc(CORPUS_LINE);
  gzFile in = gzopen(path, "rb");
  calque_str text = {0};
  size_t n = 0;
  uint64_t covered = 0;
  if (!in) {
    fprintf(stderr, "cannot open '%s'\n", path);
    exit(1);
  }
  while (gzgets(in, line, CORPUS_LINE)) {
    calque_str s = str_trim(calque_str_of(line));
    if (!s.len) {
      treebank_add(bank, text, words, n);
      n = 0, covered = 0;
    } else if (str_starts(s, STR("# text = "))) {
      text = arena_copy(bank->arena, str_slice(s, 9, s.len));
    } else if (s.ptr[0] != '#') {
      treebank_line(arena_copy(bank->arena, s), words, &n, &covered);
    }
  }
  treebank_add(bank, text, words, n);
  gzclose(in);
  free(line);
}

#endif
