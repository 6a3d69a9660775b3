/* What is known of a word: its French analyses, whether English has it, how frequent it is, and
 * which of our word lists name it. Everything is compiled by `make` from the Hunspell dictionaries
 * and dictionaries/ into one file that is mapped read-only: no lock, no allocation, no Hunspell.
 *
 *   morph.h      the bits of an analysis
 *   choose.c     which compiled file is opened
 *   lexicon.c    mapping it, looking words up
 *   closed.c     which words are in the lists of closed.def
 *   spelling.c   Hunspell's verdict on a word: capitals, BREAK, ICONV
 *   annotate.c   calque_doc_parse: text_parse, then every token looked up
 *   tables.c     the file: named sections, checked when it is opened
 *   compile.c    all of it -> the file, in the stages of build.h:
 *     affix.c      .aff and .dic -> every form
 *     hunspell.c   every call to Hunspell
 *     proposals.c  which forms it accepts, and as what
 *     lists.c      frequencies and word lists (tsv.c); elision.c: before which words l’ stands
 *     order.c      frequent words first; link.c: records with ids
 *     forms.c      frequent words as texts have them: the answers of annotate.c
 *     sections.def what others compile from dictionaries/
 *   tagger.c     which part of speech a word is in its sentence (tagger.h)
 *   phrases.c    phrase patterns of dictionaries/ (*.tsv) as an automaton over tokens */
#ifndef LEXICON_LEXICON_H
#define LEXICON_LEXICON_H

#include "lexicon/morph.h"
#include "text/text.h"

typedef uint32_t word_id; /* 0: no such word */

enum {                           /* word.flags */
       WORD_FRENCH = 1u << 0,    /* Hunspell's French dictionary accepts exactly this form */
       WORD_ENGLISH = 1u << 1,   /* the same of the English one */
       WORD_KEEP_CASE = 1u << 2, /* only as written: no capital may be put on it */
       WORD_ELIDES = 1u << 3,    /* takes l’ d’ qu’ before it (vowel or mute h) */
       WORD_STOP = 1u << 4,      /* function word: says nothing of the subject */
       WORD_ANGLICISM = 1u << 5, /* English that is French by now: dictionaries/anglicisms.tsv */
       WORD_ENGLISH_FUNCTION =
           1u << 6, /* the, of, and, with ... also those that are French forms */
       WORD_ENGLISH_LISTED =
           1u << 7,                 /* dictionaries/english_french.tsv says what it is in French */
       WORD_PROGRAMMING = 1u << 12, /* of texts on programming: dictionaries/programming.tsv */
       /* What the summary asks every word of a text for. */
       WORD_STOP_LEMMA = 1u << 13,   /* its lemma is a function word */
       WORD_FIRST_PERSON = 1u << 14, /* CLOSED_FIRST_PERSON, and so on */
       WORD_DATE = 1u << 15,
       WORD_NEGATION = 1u << 16,
       WORD_NO_NOUN = 1u << 17, /* a form of a verb, and not of a noun */
       WORD_PRESENT = 1u << 18, /* nothing but a verb in the present */
       WORD_IMPERFECT = 1u << 19,
       WORD_FUTURE = 1u << 20, /* a verb in the future, whatever else */
       WORD_INFINITIVE = 1u << 21,
       WORD_PERSON = 1u << 22 /* CLOSED_SUBJECT or CLOSED_TONIC */
};

/* One form of the table. */
struct word {
  uint64_t morph;    /* all readings or-ed together; 0: not a French form */
  uint32_t name;     /* offset of its bytes in the names */
  uint32_t flags;    /* WORD_* */
  uint32_t lemma;    /* word_id of its most usual lemma; its own id where unknown */
  uint32_t accented; /* word_id of a French form that differs by accents only; 0: none */
  uint32_t reading;  /* index of its first reading */
  uint16_t n_readings;
  uint16_t class_id; /* distinct set of readings; 0: no reading */
  uint8_t name_len;  /* bytes; longer words are not in the table */
  uint8_t french;    /* frequency in French film subtitles: 8 * log2(1 + per 100 million) */
  uint8_t english;   /* the same in English ones */
  uint8_t news;      /* the same of this very form in French news */
  uint8_t idf;       /* 16 * ln((N + 1) / (documents + 0.5)) over French news, capped at 255 */
  uint8_t rarity;    /* the least idf of it and of its lemma */
  uint8_t reserved[2];
};

/* One analysis: « avait » is a form of avoir, auxiliary, imperfect, third person singular. */
struct reading {
  uint64_t morph;
  word_id lemma;
  uint32_t reserved;
};

/* The id of a word as written (apostrophes ' or ’ alike), 0 when unknown. */
word_id lexicon_find(const calque_lexicon *lex, calque_str word);

/* The lists of closed.def, as bits. */
enum {
#define CLOSED_LIST(list) CLOSED_BIT_##list,
#include "lexicon/closed.def"
  N_CLOSED_LISTS
};
enum {
#define CLOSED_LIST(list) CLOSED_##list = 1 << CLOSED_BIT_##list,
#include "lexicon/closed.def"
};
/* A word and its lists; id 0: an empty slot. */
#define CLOSED_BITS  10u
#define CLOSED_SLOTS (1u << CLOSED_BITS)
struct closed {
  word_id id;
  uint32_t lists;
};

/* What a calque_lexicon begins with: asked for so often that it stands here. */
struct lexicon_records {
  const struct word *words;
  const struct reading *readings;
  uint32_t n_words, n_readings;
  const struct closed *closed; /* CLOSED_SLOTS of them */
};
extern const struct word lexicon_no_word;

/* The record of an id below lexicon_size; id 0 has no bits and an empty name. */
static inline const struct word *lexicon_word(const calque_lexicon *lex, word_id id) {
  const struct lexicon_records *r = (const void *)lex;
  return id < r->n_words ? &r->words[id] : &lexicon_no_word;
}
uint32_t lexicon_size(const calque_lexicon *lex);
calque_str lexicon_name(const calque_lexicon *lex, word_id id);
static inline uint32_t closed_slot(const struct closed *slots, word_id id) {
  uint32_t i = (id * 0x9e3779b1u) >> (32u - CLOSED_BITS);
  while (slots[i].id && slots[i].id != id) i = (i + 1) & (CLOSED_SLOTS - 1);
  return i;
}
/* The lists that have the word: CLOSED_* or-ed together. */
static inline uint32_t lexicon_closed(const calque_lexicon *lex, word_id id) {
  const struct closed *slots = ((const struct lexicon_records *)(const void *)lex)->closed;
  return slots[closed_slot(slots, id)].lists;
}
/* The readings of a word; *n may be 0. */
static inline const struct reading *lexicon_readings(const calque_lexicon *lex, word_id id,
                                                     size_t *n) {
  const struct lexicon_records *r = (const void *)lex;
  const struct word *w = lexicon_word(lex, id);
  bool sound = w->reading <= r->n_readings && w->n_readings <= r->n_readings - w->reading;
  *n = sound ? w->n_readings : 0;
  return r->readings + (*n ? w->reading : 0);
}
/* Gender and number of those readings of a word that have a bit of `part`, together. */
static inline uint64_t lexicon_features(const calque_lexicon *lex, word_id id, uint64_t part) {
  size_t n;
  const struct reading *r = lexicon_readings(lex, id, &n);
  uint64_t bits = 0;
  for (size_t i = 0; i < n; i++)
    if (r[i].morph & part) bits |= r[i].morph;
  return bits & (M_GENDER | M_NUMBER);
}

/* Would Hunspell's French (English) dictionary accept this word? Capitals and hyphens as Hunspell
 * treats them. Elided prefixes (l’ d’ qu’) stand before a vowel or h; Hunspell lets them stand
 * before consonants too. */
bool lexicon_spells_french(const calque_lexicon *lex, calque_str word);
bool lexicon_spells_english(const calque_lexicon *lex, calque_str word);

/* WORD_NO_NOUN, WORD_PRESENT ... of a word with these readings. */
uint32_t lexicon_verb_flags(uint64_t morph);

/* What others compile from dictionaries/: trained tables, phrases, names. */
enum lexicon_section {
#define SECTION(number, name, compile) SECTION_##number,
#include "lexicon/sections.def"
#undef SECTION
  N_SECTIONS
};
/* A section of the compiled file; empty when there is none. */
calque_str lexicon_section(const calque_lexicon *lex, enum lexicon_section section);

/* Fills exact, lower, CALQUE_FRENCH and CALQUE_ENGLISH of every token. */
void lexicon_annotate(const calque_lexicon *lex, calque_doc *doc);

/* Compiles dictionaries into `out_path` (written atomically). `data_dir` is the project's
 * dictionaries/ folder. Fails with a clear message when a dictionary is missing, empty or does
 * not know a few words that every one of its language knows. */
struct lexicon_sources {
  const char *french_aff, *french_dic, *english_aff, *english_dic;
  const char *data_dir;
};
calque_status lexicon_compile(const struct lexicon_sources *sources, const char *out_path,
                              calque_error *err);

/* The word behind a token: as written, else its lower-case form; never NULL. */
static inline const struct word *token_word(const calque_lexicon *lex, const calque_token *t) {
  return lexicon_word(lex, t->exact ? t->exact : t->lower);
}
/* All French readings of a token or-ed together: as written and in lower case. */
static inline uint64_t token_morph(const calque_lexicon *lex, const calque_token *t) {
  return lexicon_word(lex, t->exact)->morph | lexicon_word(lex, t->lower)->morph;
}
/* The closed lists that a word token is in, whether it has a capital or not; none when it has
 * nothing but capitals, or is cut off behind a hyphen. */
static inline uint32_t token_closed(const calque_lexicon *lex, const calque_token *t) {
  return t->flags & (CALQUE_ALL_CAPS | CALQUE_CLITIC) ? 0 : lexicon_closed(lex, t->lower);
}
static inline uint32_t token_flags(const calque_lexicon *lex, const calque_token *t) {
  return lexicon_word(lex, t->exact)->flags | lexicon_word(lex, t->lower)->flags;
}

#endif
