/* calque: finds what machine translation left in French articles, digests the articles that are
 * fit to read, and puts them into English on demand. This is the whole public interface.
 *
 *   calque_error err = {0};
 *   calque_lexicon *lex = calque_lexicon_open(NULL, &err);          once; shared by all threads
 *   calque_arena *arena = calque_arena_new();                       one a thread
 *   calque_article article = {.text = calque_str_of("Cela fait du sens.")};
 *   const calque_doc *doc = calque_doc_parse(arena, lex, &article);
 *   calque_report report = calque_check(arena, lex, doc, NULL);
 *   calque_verdict verdict = calque_judge(arena, doc, &report);
 *   ... then calque_arena_reset(arena) and the next article.
 *
 * Memory: what hangs off a document lives in the arena it was parsed with and dies at
 * calque_arena_reset; nothing in it is freed alone. Objects with _new or _open end with _free,
 * which accepts NULL. When memory runs out the process stops with a message: sizes are bounded
 * by CALQUE_MAX_ARTICLE, so no input can cause it.
 *
 * Errors: only what reads the world (files, encodings, network) can fail; it takes a
 * calque_error * as its last argument, which may be NULL, and the first error stays. Analysis
 * returns its result.
 *
 * Threads: a lexicon is read-only and may be shared; everything else belongs to one thread.
 *
 * Text is UTF-8. A span counts bytes of the document's text, start inclusive, end exclusive. */
#ifndef CALQUE_H
#define CALQUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CALQUE_VERSION "0.1.0"
#define CALQUE_API     __attribute__((visibility("default")))

/* Articles of more bytes than this are refused unless the caller asks for more. */
#define CALQUE_MAX_ARTICLE ((size_t)16 << 20)

/* ---- Data ---------------------------------------------------------------------------------- */

/* Bytes that someone else owns; not NUL-terminated. */
typedef struct calque_str {
  const char *ptr;
  size_t len; /* bytes */
} calque_str;

/* Half-open range of bytes in a text: start <= end <= text length. */
typedef struct calque_span {
  uint32_t start, end;
} calque_span;

typedef enum calque_status {
  CALQUE_OK,
  CALQUE_END,        /* nothing more to read; not an error */
  CALQUE_E_IO,       /* cannot open, read or write */
  CALQUE_E_SYNTAX,   /* not what its format says */
  CALQUE_E_ENCODING, /* cannot be decoded */
  CALQUE_E_LIMIT,    /* larger or deeper than a named limit */
  CALQUE_E_CONFIG,   /* a dictionary, option or variable is wrong */
  CALQUE_E_NETWORK,  /* no answer, or not in time */
  CALQUE_E_PROVIDER  /* an answer that is an error or makes no sense */
} calque_status;

/* What went wrong, for a person. Zero it before first use. */
typedef struct calque_error {
  calque_status status;
  long line;       /* 1-based; 0: has no meaning here */
  char where[256]; /* file, URL or option; may be empty */
  char text[256];  /* one sentence, lower case, no full stop */
} calque_error;

typedef struct calque_arena calque_arena;
typedef struct calque_lexicon calque_lexicon;
typedef struct calque_words calque_words;

/* An article as read. Every field is borrowed; empty where unknown. */
typedef struct calque_article {
  calque_str id, url, title, date, source;
  calque_str text;
  calque_str extra;     /* raw JSON members to pass through, without braces: "lang":"fr","n":1.50 */
  bool title_from_text; /* the title was taken from the first line and still stands in the text */
} calque_article;

/* ---- Document ------------------------------------------------------------------------------ */

typedef enum calque_token_kind {
  CALQUE_WORD,   /* letters, with inner hyphens and apostrophes; "l’" and "-il" stand alone */
  CALQUE_NUMBER, /* 1,5  839.000  100 000  28e  14h30: one token with its separators */
  CALQUE_PUNCT,  /* . , ; : ! ? … ( ) [ ] - – — / */
  CALQUE_QUOTE,  /* « » “ ” „ " ‘ ’ when they quote */
  CALQUE_LINK,   /* URL, e-mail address, @handle, #hashtag */
  CALQUE_SYMBOL  /* everything else: % € $ + emoji ... */
} calque_token_kind;

enum {                               /* calque_token.flags */
       CALQUE_CAPITAL = 1 << 0,      /* first letter is upper case */
       CALQUE_ALL_CAPS = 1 << 1,     /* two letters or more and none is lower case */
       CALQUE_ELIDED = 1 << 2,       /* ends with an apostrophe: l’ qu’ jusqu’ */
       CALQUE_CLITIC = 1 << 3,       /* starts with a hyphen: -il -t-on -vous -ci */
       CALQUE_HYPHEN = 1 << 4,       /* has a hyphen inside */
       CALQUE_SPACE_BEFORE = 1 << 5, /* white space or the start of a line comes before it */
       CALQUE_FIRST = 1 << 6,        /* first word of its sentence */
       CALQUE_IN_QUOTE = 1 << 7,     /* inside a paired quotation, its marks not counted */
       CALQUE_FRENCH = 1 << 8,       /* the French dictionary accepts it as written */
       CALQUE_ENGLISH = 1 << 9,      /* the English dictionary accepts it as written */
       CALQUE_OPENS = 1 << 10,       /* a quotation mark that opens */
       CALQUE_CLOSES = 1 << 11       /* a quotation mark that closes */
};

typedef struct calque_token {
  calque_span span;
  uint32_t exact;    /* lexicon id of the token as written; 0: unknown */
  uint32_t lower;    /* lexicon id of its lower-case form (the same when it has no capital) */
  uint32_t sentence; /* index into doc->sentences */
  uint16_t flags;
  uint8_t kind;  /* calque_token_kind */
  uint8_t depth; /* how many paired quotations it stands in */
} calque_token;

typedef struct calque_sentence {
  calque_span span; /* without surrounding white space; never empty */
  uint32_t first_token, n_tokens;
  uint32_t line; /* index into doc->lines */
} calque_sentence;

/* A line of text as a writer means it: a paragraph, a heading, a list item, a share button. Lines
 * that were wrapped at a fixed width are one line again. Blank lines are not counted. */
typedef struct calque_line {
  calque_span span; /* without surrounding white space */
  uint32_t first_sentence, n_sentences;
  uint32_t first_token, n_tokens;
  uint32_t blank_before; /* blank lines between it and the line before */
} calque_line;

/* A pair of quotation marks, or one without its partner. */
typedef struct calque_quote {
  uint32_t open, close; /* token indexes; UINT32_MAX: missing */
  uint32_t parent;      /* index of the quotation around it; UINT32_MAX: none */
} calque_quote;

/* An article cut and looked up. Constant once parsed; all of it lives in one arena. */
typedef struct calque_doc {
  calque_article meta;
  calque_str text; /* valid UTF-8; every span points here */
  const calque_line *lines;
  const calque_sentence *sentences;
  const calque_token *tokens;
  const calque_quote *quotes; /* in order of their first mark */
  uint32_t n_lines, n_sentences, n_tokens, n_quotes;
  uint32_t n_words;       /* tokens of kind CALQUE_WORD */
  const uint32_t *breaks; /* offsets where the physical lines start; breaks[0] == 0 */
  const uint32_t *chars;  /* characters before each KiB of the text */
  uint32_t n_breaks;
} calque_doc;

/* ---- Findings ------------------------------------------------------------------------------ */

typedef enum calque_severity {
  CALQUE_NOTE, /* never counts against an article */
  CALQUE_MINOR,
  CALQUE_MAJOR,
  CALQUE_CRITICAL
} calque_severity;

typedef struct calque_finding {
  const char *check;  /* stable id: "english-word" */
  const char *family; /* leak calque grammar case quotes spacing fragment repeat truncated ... */
  calque_severity severity;
  calque_span span;
  calque_span related;   /* e.g. the first occurrence of a repeat; {0,0}: none */
  calque_str message;    /* one sentence, names the words at fault */
  calque_str suggestion; /* text to put instead; empty: none */
} calque_finding;

typedef struct calque_report {
  const calque_finding *findings; /* in order of start, then end */
  size_t n_findings;
  /* For each sentence of the document how much it reads like machine output: 0 for 19 sentences in
   * 20 of good news, 6 at most. NULL when the check `garble` did not run. */
  const float *garble;
  /* How much the ways of writing that crowd in translations crowd here, though each is French
   * (« X a déclaré », « , ajoutant »): logarithm of how many times likelier they are in one; 0 for
   * 99 good articles in 100, 12 at most. */
  double density;
  /* Seams, where a program put the text together again out of pieces, around names, code and
   * labels: a space before a comma, a name taken to pieces, the label of a button in small letters.
   */
  uint32_t n_seams;
  /* What each line is, kept for calque_summarize; NULL: it finds out itself. */
  const struct line_label *lines;
  struct vetting *vetting; /* for calque_summarize: what CALQUE_FOR_SUMMARY leaves for it to ask */
} calque_report;

typedef enum calque_grade { CALQUE_GOOD, CALQUE_SUSPECT, CALQUE_POOR } calque_grade;

typedef struct calque_reason {
  calque_str text;    /* « English word left in French (3 times) » */
  double weight;      /* share of the loss of score, 0..1 */
  const char *family; /* of the findings; no finding: "reading", how sentences read as a whole,
                         "density", what crowds in the article, "seams" */
  size_t n;           /* findings, or sentences */
} calque_reason;

typedef struct calque_verdict {
  calque_grade grade;
  int score;                    /* 100: clean French; 0: unreadable */
  const calque_reason *reasons; /* heaviest first */
  size_t n_reasons;
} calque_verdict;

/* What an English version lost, changed or made up. Spans count bytes of the two texts; {0,0}: the
 * finding has no place on that side. */
typedef struct calque_verify_finding {
  const char *family; /* number name untranslated length negation quote loop refusal segment */
  calque_severity severity;
  calque_str message; /* one sentence */
  calque_span fr, en;
} calque_verify_finding;

/* A paragraph and its translation; either is {0,0} when it has no partner. */
typedef struct calque_passage {
  calque_span fr, en;
} calque_passage;

typedef struct calque_verification {
  const calque_verify_finding *findings; /* the whole answer first, then passage by passage */
  size_t n_findings;
  const calque_passage *passages; /* in order; a summary is one */
  size_t n_passages;
  bool ok; /* nothing weighs more than a note */
} calque_verification;

/* ---- Functions ----------------------------------------------------------------------------- */

static inline calque_str calque_str_of(const char *z) {
  calque_str s = {z, strlen(z)};
  return s;
}

/* An empty arena. Never NULL. */
CALQUE_API calque_arena *calque_arena_new(void);
/* Forgets everything in it and keeps its memory for the next document. */
CALQUE_API void calque_arena_reset(calque_arena *arena);
CALQUE_API void calque_arena_free(calque_arena *arena);

/* The compiled dictionaries, mapped read-only. `path`: the file that `make` builds; NULL: where
 * the program looks for it (CALQUE_LEXICON, beside the program, the installed data folder).
 * NULL on failure. May be shared by all threads. */
CALQUE_API calque_lexicon *calque_lexicon_open(const char *path, calque_error *err);
CALQUE_API void calque_lexicon_free(calque_lexicon *lex);

/* Lines, sentences and tokens of the article, each token looked up. The text must be valid UTF-8
 * of at most UINT32_MAX bytes and must outlive the document; everything else is in the arena. */
CALQUE_API const calque_doc *calque_doc_parse(calque_arena *arena, const calque_lexicon *lex,
                                              const calque_article *article);

/* 1-based line and column (in characters) of a byte offset, counting every line break. */
CALQUE_API void calque_doc_position(const calque_doc *doc, uint32_t offset, uint32_t *line,
                                    uint32_t *column);

/* Whose French it is: of France, Québec, Belgium, Switzerland. */
typedef enum calque_variant { CALQUE_FR, CALQUE_QC, CALQUE_BE, CALQUE_CH } calque_variant;

/* What findings are for. For anything but a report only those checks run whose findings can change
 * the result of calque_summarize or calque_clean. For a summary, most of them run later: when
 * calque_summarize wants to quote a sentence it has that one checked, in the same arena and by the
 * same lexicon; such findings are not in the report, and the summary is the same. */
typedef enum calque_purpose {
  CALQUE_FOR_REPORT,
  CALQUE_FOR_SUMMARY,
  CALQUE_FOR_CLEANING
} calque_purpose;

/* Which checks run and how. Zero means: all of them, every severity. */
typedef struct calque_check_options {
  const char *only;    /* comma-separated ids of checks or families; NULL: all */
  const char *disable; /* the same, taken away */
  calque_severity min_severity;
  calque_variant variant;    /* what is usage there is a note */
  const calque_words *words; /* nothing of leak and name is found in them; NULL: none */
  calque_purpose purpose;
} calque_check_options;

/* A list of a person's own words: names, jargon, borrowings that the checks of the families leak
 * and name must leave alone. One term a line, of one word or several; a term with a capital stands
 * for itself as written, another for any case; blank lines and lines of # are skipped. `name` is
 * said in errors. NULL on failure: not valid UTF-8, more than 1 MiB. The list is copied; the words
 * hold for this lexicon only and may be shared by all threads. */
CALQUE_API calque_words *calque_words_new(const calque_lexicon *lex, calque_str list,
                                          const char *name, calque_error *err);
/* The same, read from a file. */
CALQUE_API calque_words *calque_words_open(const calque_lexicon *lex, const char *path,
                                           calque_error *err);
CALQUE_API void calque_words_free(calque_words *words);

/* All findings, in order. `options` may be NULL. */
CALQUE_API calque_report calque_check(calque_arena *arena, const calque_lexicon *lex,
                                      const calque_doc *doc, const calque_check_options *options);

CALQUE_API calque_verdict calque_judge(calque_arena *arena, const calque_doc *doc,
                                       const calque_report *report);

/* The spans of the text that are the article: no menus, adverts, share buttons, disclaimers. In
 * order, disjoint. Returns how many; *out is in the arena. */
CALQUE_API size_t calque_clean(calque_arena *arena, const calque_doc *doc,
                               const calque_report *report, const calque_span **out);

/* How long a summary may be: the first of sentences, words, chars and share that is not 0 counts;
 * all 0: two sentences. Sentences are taken whole unless `allow_cut`. */
typedef struct calque_budget {
  unsigned sentences;
  unsigned words; /* filled: sentences are added until there are so many words and numbers */
  unsigned chars; /* kept: never more, unless the shortest sentence alone has more */
  double share;   /* words, as a share of the article's: 0.1 is a tenth */
  bool compress;  /* leave out what a sentence can do without: the connective at its start,
                     parentheses, a relative clause at its end; never who said it, a conditional,
                     a negation, a number or a name */
  bool
      allow_cut; /* cut the last sentence behind a clause, with …, where it passes words or chars */
} calque_budget;

typedef struct calque_summary_sentence {
  calque_span span;        /* the whole sentence */
  double score;            /* higher carries more; comparable within one document only */
  calque_str text;         /* what the summary says, in the arena or the document's text */
  const calque_span *kept; /* the pieces of the text that it is made of; one: the whole sentence.
                              Beside them, text may have a capital, … and a quotation mark of a
                              quotation that goes on in another sentence */
  size_t n_kept;
} calque_summary_sentence;

/* The sentences that carry the document, in its order: prose of the article only, nothing that a
 * finding spoils, nothing cut off, and with a sentence that leans on the one before it (« Il a
 * démenti. ») that one too. Where nothing else is there, the least unfit: never empty for a text
 * that has a sentence. Returns how many; *out is in the arena. */
CALQUE_API size_t calque_summarize(calque_arena *arena, const calque_lexicon *lex,
                                   const calque_doc *doc, const calque_report *report,
                                   calque_budget budget, const calque_summary_sentence **out);

/* Why a summary is what it is: a row for every sentence of the document. */
typedef struct calque_sentence_score {
  calque_span span;
  double score;         /* sum of the parts */
  const double *parts;  /* what each feature adds, CALQUE_FEATURES of them; NULL: not ranked */
  const char *left_out; /* why it cannot be quoted, e.g. "spoiled by a finding"; NULL: it can */
  const char *leans; /* why it needs the sentence before it, e.g. "refers back"; NULL: it stands */
  bool chosen;
} calque_sentence_score;

enum { CALQUE_FEATURES = 35 };

/* The rows of all sentences, in order. Returns how many; *out is in the arena. */
CALQUE_API size_t calque_summary_explain(calque_arena *arena, const calque_lexicon *lex,
                                         const calque_doc *doc, const calque_report *report,
                                         calque_budget budget, const calque_sentence_score **out);
/* Name of a feature and one line on what it is; NULL from CALQUE_FEATURES on. */
CALQUE_API const char *calque_feature_name(size_t feature);
CALQUE_API const char *calque_feature_meaning(size_t feature);

/* A term of a glossary: where the French has one, the English must have the other. */
typedef struct calque_term {
  calque_str french, english;
} calque_term;

/* How an English text is read against its French. Zero: as a translation, without a glossary. */
typedef struct calque_verify_options {
  /* A summary may leave things out, but every number, name and quotation of it must be in the
   * French: in the paragraphs that a sentence cites at its end ([P3], [P1, P4]; the first line that
   * is not blank is P1), or anywhere when it cites none. */
  bool summary;
  const calque_term *terms;
  size_t n_terms;
  /* Which passage of the English stands for which of the French, in order, where that is known;
   * {0,0} for none. NULL: it is found out. */
  const calque_passage *passages;
  size_t n_passages;
} calque_verify_options;

/* Reads `en` against `fr`, both valid UTF-8 of at most UINT32_MAX bytes. `lex` may be NULL: then
 * names are compared by spelling alone. `options` may be NULL. The result is in the arena. */
CALQUE_API calque_verification calque_verify(calque_arena *arena, const calque_lexicon *lex,
                                             calque_str fr, calque_str en,
                                             const calque_verify_options *options);

/* "good", "suspect", "poor"; "note", "minor", "major", "critical". */
CALQUE_API const char *calque_grade_name(calque_grade grade);
CALQUE_API const char *calque_severity_name(calque_severity severity);

/* ---- English -------------------------------------------------------------------------------- */

/* Something that puts French into English: a translation service, a language model, or Apertium on
 * this machine. It keeps connections, a cache of verified answers, and counts what it spends. */
typedef struct calque_translator calque_translator;

/* Zero: what the variables make ready, else Apertium on this machine. All strings are copied. */
typedef struct calque_translator_options {
  const char *provider; /* "deepl", "ollama" ... or "local": Apertium on this machine */
  const char *url;      /* base address; NULL: of the variables, else the provider's own */
  const char *model;    /* NULL: of the variables, else the provider's own */
  /* The value of a variable (OPENAI_API_KEY ...), NULL when it is not set; NULL: getenv. Keys are
   * read in this way only. What it returns must outlive the translator. */
  const char *(*variable)(void *context, const char *name);
  void *variable_context;
  const calque_term *terms; /* of a glossary; borrowed */
  size_t n_terms;
  const char *cache;  /* file of verified answers; NULL: calque/english.db in the user's cache
                         folder; "": none */
  bool refresh;       /* take nothing from the cache, but keep what comes */
  unsigned timeout_s; /* of one request with all its tries; 0: 120 */
  size_t max_chars;   /* of French that is sent at most, all in all; 0: no limit */
  unsigned max_requests;
  bool allow_private; /* may call machines of private networks (this one: always) */
  /* May send a key over http to a machine that is neither this one nor, with allow_private, one of
   * a private network: whoever stands on the way can read and use it. */
  bool allow_plain;
  bool dry_run; /* nothing is sent: results hold what would be */
  /* Shows an answer as it comes, where the service can send it so: pieces of the English, and NULL
   * where it starts again. Nothing of it is verified yet. Called inside calque_english. */
  void (*show)(void *context, const calque_str *piece);
  void *show_context;
} calque_translator_options;

/* What to make of an article. Zero: all of it that is no page furniture, as a translation. */
typedef struct calque_english_options {
  bool summary;
  unsigned words; /* of a summary, about; 0: 60 */
  bool all;       /* also what calque_clean would take away */
} calque_english_options;

/* An English version, and what is wrong with it. Everything is in the arena but for `provider`. */
typedef struct calque_translation {
  calque_str french;  /* what was put into English; spans of findings count its bytes */
  calque_str english; /* paragraphs with an empty line between; a summary is one */
  bool summary;
  bool gist;            /* by rules: good enough to see what the article is about */
  const char *provider; /* "deepl" */
  calque_str model;     /* empty: it has none */
  calque_verification verification;
  bool cached;       /* nothing was asked for: all of it was at hand, verified */
  unsigned requests; /* sent, every try counted: some of them may be billed */
  size_t chars_sent; /* of French */
  uint64_t tokens_in, tokens_out, billed_chars; /* as far as the service tells */
  calque_str dry_run;                           /* the requests that would be sent, without keys */
} calque_translation;

/* Reads the variables, looks for Apertium, opens the cache; sends nothing. `lex` may be NULL and
 * must outlive the translator. NULL on failure: CALQUE_E_CONFIG with what is missing. A translator
 * belongs to one thread at a time; several may use one cache. */
CALQUE_API calque_translator *calque_translator_open(const calque_lexicon *lex,
                                                     const calque_translator_options *options,
                                                     calque_error *err);
CALQUE_API void calque_translator_free(calque_translator *translator);

/* The host that text is sent to, for a person; "this machine" where it stays here. Lives as long
 * as the translator. */
CALQUE_API const char *calque_translator_host(const calque_translator *translator);
/* What is wrong with the cache, which costs time and nothing else; empty: nothing. */
CALQUE_API const char *calque_translator_trouble(const calque_translator *translator);

/* The article in English, verified; or marked unverified with what was found, in
 * out->verification. Blocks until it is there. `options` may be NULL. CALQUE_E_NETWORK: no answer;
 * CALQUE_E_PROVIDER: an answer that is an error; CALQUE_E_LIMIT: max_chars or max_requests would
 * be passed; *out then holds what was spent. */
CALQUE_API calque_status calque_english(calque_translator *translator, calque_arena *arena,
                                        const calque_doc *doc, const calque_report *report,
                                        const calque_english_options *options,
                                        calque_translation *out, calque_error *err);

#ifdef __cplusplus
}
#endif
#endif
