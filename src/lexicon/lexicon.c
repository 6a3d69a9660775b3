/* Opening the compiled file and finding words in it. Everything is used as it lies in the mapping;
 * what it says is range-checked on the way, so a file with flipped bytes gives wrong words but
 * nothing worse. */
#include "lexicon/lexicon.h"

#include "base/arena.h"
#include "base/file.h"
#include "lexicon/choose.h"
#include "lexicon/spelling.h"
#include "lexicon/tables.h"

#include <stdlib.h>

const struct word lexicon_no_word = {0};

/* Words are short: eight bytes a step, the last step overlapping, as they are hashed. */
static inline bool same_bytes(const char *a, const char *b, size_t n) {
  for (; n > 8; n -= 8, a += 8, b += 8)
    if (format_load(a, 8) != format_load(b, 8)) return false;
  if (n == 8) return format_load(a, 8) == format_load(b, 8);
  if (n >= 4)
    return format_load(a, 4) == format_load(b, 4) &&
           format_load(a + n - 4, 4) == format_load(b + n - 4, 4);
  return a[0] == b[0] && a[n >> 1] == b[n >> 1] && a[n - 1] == b[n - 1];
}

static inline word_id probe(const calque_lexicon *lex, struct slot_table table, calque_str word,
                            uint64_t hash) {
  uint32_t tag = format_slot(hash, 0);
  for (uint32_t i = (uint32_t)hash & table.mask, n = 0; n <= table.mask;
       i = (i + 1) & table.mask, n++) {
    uint32_t slot = table.slots[i], id = slot & FORMAT_ID_MASK;
    if (!slot) return 0;
    if ((slot & ~FORMAT_ID_MASK) != tag || id >= lex->records.n_words) continue;
    const struct word *w = &lex->records.words[id];
    if (w->name_len == word.len && w->name <= lex->names_len - UINT8_MAX &&
        same_bytes(lex->names + w->name, word.ptr, word.len))
      return id;
  }
  return 0;
}

word_id lexicon_find_straight(const calque_lexicon *lex, calque_str word) {
  return word.len ? lexicon_find_hashed(lex, word, format_hash(word)) : 0;
}

word_id lexicon_find_hashed(const calque_lexicon *lex, calque_str word, uint64_t hash) {
  if (!word.len || word.len > UINT8_MAX) return 0;
  return probe(lex, lex->all, word, hash);
}

word_id lexicon_find(const calque_lexicon *lex, calque_str word) {
  char straight[UINT8_MAX];
  size_t n = 0;
  if (word.len > UINT8_MAX) return 0;
  if (!word.len || !memchr(word.ptr, 0xe2, word.len)) return lexicon_find_straight(lex, word);
  for (size_t i = 0; i < word.len;) {
    bool apostrophe = str_starts(str_slice(word, i, word.len), STR("’"));
    straight[n++] = apostrophe ? '\'' : word.ptr[i];
    i += apostrophe ? 3 : 1;
  }
  return lexicon_find_straight(lex, (calque_str){straight, n});
}

uint32_t lexicon_size(const calque_lexicon *lex) { return lex->records.n_words; }

calque_str lexicon_name(const calque_lexicon *lex, word_id id) {
  const struct word *w = lexicon_word(lex, id);
  if (w->name > lex->names_len - UINT8_MAX) return (calque_str){"", 0};
  return (calque_str){lex->names + w->name, w->name_len};
}

uint32_t lexicon_verb_flags(uint64_t morph) {
  const uint64_t verb_only =
      M_VERB | M_AUX | M_FINITE | M_1 | M_2 | M_3 | M_SING | M_PLUR | M_SUBJ_PRES;
  uint32_t flags = 0;
  if (morph & M_VERB && !(morph & M_NOUN)) flags |= WORD_NO_NOUN;
  if (morph & M_PRESENT && !(morph & ~verb_only)) flags |= WORD_PRESENT;
  if (morph & M_IMPERFECT && !(morph & ~verb_only)) flags |= WORD_IMPERFECT;
  if (morph & M_FUTURE) flags |= WORD_FUTURE;
  if (morph & M_INF) flags |= WORD_INFINITIVE;
  return flags;
}

static const char *const section_names[] = {
#define SECTION(number, name, compile) name,
#include "lexicon/sections.def"
#undef SECTION
};

calque_str lexicon_section(const calque_lexicon *lex, enum lexicon_section section) {
  return lex->sections[section];
}

/* ---- Opening --------------------------------------------------------------------------------- */

static size_t unpack(calque_str packed, calque_str *out, size_t max) {
  size_t n = 0;
  for (calque_str rest = packed; rest.len && n < max; n++) out[n] = str_cut(&rest, '\0');
  return n;
}

/* The byte that gives a pair away: the first that is not ASCII, for e + U+0301 starts as many
 * a word does. */
static unsigned char trigger(calque_str from) {
  size_t i = 0;
  while (i + 1 < from.len && (unsigned char)from.ptr[i] < 0x80) i++;
  return (unsigned char)from.ptr[(unsigned char)from.ptr[i] < 0x80 ? 0 : i];
}

static void rules_read(struct spelling_rules *rules, calque_str iconv, calque_str breaks) {
  calque_str strings[FORMAT_MAX_PAIRS * 2];
  size_t n = unpack(iconv, strings, COUNT(strings));
  for (size_t i = 0; i + 1 < n; i += 2) {
    if (!strings[i].len) continue;
    rules->from[rules->n_pairs] = strings[i];
    rules->to[rules->n_pairs++] = strings[i + 1];
    rules->triggers[trigger(strings[i])] = true;
  }
  rules->n_breaks = unpack(breaks, rules->breaks, FORMAT_MAX_BREAKS);
}

static void classify_bytes(calque_lexicon *lex, const struct spelling_rules *rules) {
  for (size_t i = 0; i < 256; i++)
    if (rules->triggers[i]) lex->byte_class[i] |= BYTE_CONVERTS;
  for (size_t i = 0; i < rules->n_breaks; i++) {
    calque_str b = rules->breaks[i];
    if (b.len > 1 && b.ptr[0] == '^') b = str_slice(b, 1, b.len);
    if (b.len) lex->byte_class[(unsigned char)b.ptr[0]] |= BYTE_BREAKS;
  }
  for (const char *p = "0123456789."; *p; p++) lex->byte_class[(unsigned char)*p] |= BYTE_BREAKS;
}

static bool slots_read(calque_lexicon *lex) {
  calque_str slots = tables_section(lex->file, "slots"), forms = tables_section(lex->file, "forms");
  size_t n = slots.len / sizeof(uint32_t), n_forms = forms.len / sizeof(struct form);
  lex->all = (struct slot_table){(const uint32_t *)(const void *)slots.ptr, (uint32_t)n - 1};
  lex->forms = (struct form_table){(const struct form *)(const void *)forms.ptr, (uint32_t)n_forms};
  return n && !(n & (n - 1)) && n <= UINT32_MAX / 2 && n_forms && n_forms <= UINT32_MAX / 2;
}

calque_status lexicon_read(calque_lexicon *lex, const char *path, calque_error *err) {
  calque_str words = tables_section(lex->file, "words"), names = tables_section(lex->file, "names");
  calque_str readings = tables_section(lex->file, "readings");
  size_t n_words = words.len / sizeof(struct word);
  size_t n_readings = readings.len / sizeof(struct reading);
  if (!slots_read(lex) || n_words < 1 || n_words > FORMAT_ID_MASK ||
      words.len % sizeof(struct word) || names.len < UINT8_MAX ||
      readings.len % sizeof(struct reading) || n_readings > UINT32_MAX)
    return fail(err, CALQUE_E_SYNTAX, path, 0, "the word table of the lexicon is damaged");
  lex->records.words = (const struct word *)(const void *)words.ptr;
  lex->records.n_words = (uint32_t)n_words;
  lex->names = names.ptr;
  lex->names_len = names.len;
  lex->records.readings = (const struct reading *)(const void *)readings.ptr;
  lex->records.n_readings = (uint32_t)n_readings;
  rules_read(&lex->french, tables_section(lex->file, "french.iconv"),
             tables_section(lex->file, "french.break"));
  rules_read(&lex->english, tables_section(lex->file, "english.iconv"),
             tables_section(lex->file, "english.break"));
  for (size_t i = 0; i < N_SECTIONS; i++)
    lex->sections[i] = tables_section(lex->file, section_names[i]);
  classify_bytes(lex, &lex->french);
  classify_bytes(lex, &lex->english);
  lex->french.accepted = WORD_FRENCH;
  lex->french.upper = WORD_FRENCH_UPPER;
  lex->french.keep_case = WORD_KEEP_CASE;
  lex->english.accepted = WORD_ENGLISH;
  lex->english.upper = WORD_ENGLISH_UPPER;
  lex->english.keep_case = WORD_ENGLISH_KEEP_CASE;
  closed_resolve(lex);
  return CALQUE_OK;
}

static calque_lexicon *open_file(const char *path, calque_error *err) {
  calque_lexicon *lex = must_alloc(sizeof *lex);
  memset(lex, 0, sizeof *lex);
  if (!file_map(path, &lex->file, err) && !tables_check(lex->file, path, err) &&
      !lexicon_read(lex, path, err))
    return lex;
  calque_lexicon_free(lex);
  return NULL;
}

calque_lexicon *calque_lexicon_open(const char *path, calque_error *err) {
  calque_arena *arena = calque_arena_new();
  if (!path) path = choose_lexicon(arena, err);
  calque_lexicon *lex = path ? open_file(path, err) : NULL;
  calque_arena_free(arena);
  return lex;
}

void calque_lexicon_free(calque_lexicon *lex) {
  if (!lex) return;
  file_unmap(lex->file);
  free(lex);
}
