/* The dictionaries are expanded as Hunspell's manual (hunspell(5)) describes them: an entry of the
 * .dic names affix flags; a suffix rule strips, adds and may name further flags; a prefix combines
 * with suffixes when both say so. Too many proposals cost a little time, one too few would be a
 * word lost, so restrictions that only forbid (NEEDAFFIX, CIRCUMFIX, KEEPCASE) are left to the
 * judge. */
#include "lexicon/affix.h"

#include "base/array.h"
#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>

typedef uint32_t affix_flag; /* up to four bytes of the flag, whatever the FLAG style */

typedef ARRAY(affix_flag) flag_list;

struct rule {
  calque_str strip, add, condition; /* condition "." when there is none */
  const affix_flag *next;           /* flags that go on from the affix */
  size_t n_next;
  bool prefix, cross, elision;
};

/* All rules of one flag stand together: rules[first .. first + n). */
struct rule_group {
  affix_flag flag;
  uint32_t first, n;
};

struct affixes {
  calque_arena *arena;
  const char *path;
  ARRAY(struct rule) rules;
  ARRAY(struct rule_group) groups;
  ARRAY(calque_str) iconv;
  ARRAY(calque_str) breaks;
  affix_flag keep_case; /* 0: none */
  bool long_flags, own_breaks;
};

struct expansion {
  const struct affixes *affixes;
  affix_sink *sink;
  void *ctx;
  unsigned flags; /* FORM_* of the entry at hand */
};

/* ---- .aff ------------------------------------------------------------------------------------ */

/* The next word of a line, white space skipped. */
static calque_str next_word(calque_str *rest) {
  size_t i = 0, start;
  while (i < rest->len && (rest->ptr[i] == ' ' || rest->ptr[i] == '\t')) i++;
  start = i;
  while (i < rest->len && rest->ptr[i] != ' ' && rest->ptr[i] != '\t') i++;
  calque_str word = str_slice(*rest, start, i);
  *rest = str_slice(*rest, i, rest->len);
  return word;
}

static flag_list flags_parse(const struct affixes *a, calque_str s) {
  flag_list flags = {0};
  for (size_t i = 0; i < s.len;) {
    size_t len = 1;
    if (a->long_flags) len = s.len - i < 2 ? 1 : 2;
    else if ((unsigned char)s.ptr[i] >= 0x80) utf8_decode(str_slice(s, i, s.len), &len);
    affix_flag flag = 0;
    for (size_t k = 0; k < len; k++) flag = flag << 8 | (unsigned char)s.ptr[i + k];
    ARRAY_PUSH(a->arena, &flags, flag);
    i += len;
  }
  return flags;
}

static calque_str zero_is_empty(calque_str s) { return str_eq(s, STR("0")) ? STR("") : s; }

static bool is_rule_header(calque_str cross, calque_str count, calque_str rest) {
  uint64_t n;
  return (str_eq(cross, STR("Y")) || str_eq(cross, STR("N"))) && str_to_u64(count, &n) &&
         !str_trim(rest).len;
}

/* "SFX S. Y 2" opens a group, "SFX S. 0 s/D'Q' [^sxz] is:pl" is a rule of it. */
static calque_status affix_line(struct affixes *a, bool prefix, calque_str rest, long line,
                                calque_error *err) {
  calque_str name = next_word(&rest), strip = next_word(&rest), add = next_word(&rest);
  if (!add.len)
    return fail(err, CALQUE_E_SYNTAX, a->path, line, "an affix rule of too few columns");
  flag_list flag = flags_parse(a, name);
  if (flag.n != 1) return fail(err, CALQUE_E_SYNTAX, a->path, line, "a flag of the wrong length");
  if (is_rule_header(strip, add, rest)) {
    struct rule_group group = {flag.ptr[0], (uint32_t)a->rules.n, 0};
    ARRAY_PUSH(a->arena, &a->groups, group);
    struct rule first = {.prefix = prefix, .cross = str_eq(strip, STR("Y"))};
    ARRAY_PUSH(a->arena, &a->rules, first); /* stands for the group; no rule adds that little */
    ARRAY_LAST(&a->groups).first++;
    return CALQUE_OK;
  }
  if (!a->groups.n || ARRAY_LAST(&a->groups).flag != flag.ptr[0])
    return fail(err, CALQUE_E_SYNTAX, a->path, line, "an affix rule before its header");
  struct rule rule = {.strip = zero_is_empty(strip), .prefix = prefix};
  rule.cross = a->rules.ptr[ARRAY_LAST(&a->groups).first - 1].cross;
  rule.add = zero_is_empty(str_cut(&add, '/'));
  flag_list next = flags_parse(a, add.ptr ? add : STR(""));
  rule.next = next.ptr;
  rule.n_next = next.n;
  rule.condition = next_word(&rest);
  calque_str add_bytes = rule.add;
  rule.elision = prefix && str_has(add_bytes, STR("'"));
  ARRAY_PUSH(a->arena, &a->rules, rule);
  ARRAY_LAST(&a->groups).n++;
  return CALQUE_OK;
}

static calque_status option_line(struct affixes *a, calque_str key, calque_str rest, long line,
                                 calque_error *err) {
  calque_str value = next_word(&rest), second = next_word(&rest);
  uint64_t n;
  if (str_eq(key, STR("SET")) && !str_eq_nocase(value, STR("UTF-8")))
    return fail(err, CALQUE_E_CONFIG, a->path, line, "only dictionaries in UTF-8 can be used");
  if (str_eq(key, STR("FLAG")) && !str_eq(value, STR("UTF-8"))) {
    a->long_flags = str_eq(value, STR("long"));
    if (!a->long_flags)
      return fail(err, CALQUE_E_CONFIG, a->path, line, "flags of style '%.*s' are not known",
                  STR_ARG(value));
  }
  if (str_eq(key, STR("KEEPCASE"))) {
    flag_list flag = flags_parse(a, value);
    if (flag.n == 1) a->keep_case = flag.ptr[0];
  }
  if (str_eq(key, STR("AF")))
    return fail(err, CALQUE_E_CONFIG, a->path, line, "flag aliases (AF) cannot be used");
  if (str_eq(key, STR("COMPOUNDFLAG")) || str_eq(key, STR("COMPOUNDBEGIN")))
    return fail(err, CALQUE_E_CONFIG, a->path, line,
                "dictionaries that compound words cannot be used");
  if (str_eq(key, STR("ICONV")) && second.len) {
    ARRAY_PUSH(a->arena, &a->iconv, value);
    ARRAY_PUSH(a->arena, &a->iconv, second);
  }
  if (str_eq(key, STR("BREAK"))) {
    if (a->own_breaks) ARRAY_PUSH(a->arena, &a->breaks, value);
    else if (!str_to_u64(value, &n))
      return fail(err, CALQUE_E_SYNTAX, a->path, line, "BREAK without its count");
    a->own_breaks = true;
  }
  return CALQUE_OK;
}

static int by_flag(const void *x, const void *y) {
  const struct rule_group *a = x, *b = y;
  return (a->flag > b->flag) - (a->flag < b->flag);
}

static void default_breaks(struct affixes *a) {
  static const calque_str usual[] = {STR_INIT("-"), STR_INIT("^-"), STR_INIT("-$")};
  if (a->own_breaks) return;
  for (size_t i = 0; i < COUNT(usual); i++) ARRAY_PUSH(a->arena, &a->breaks, usual[i]);
}

static calque_status aff_parse(struct affixes *a, calque_str text, calque_error *err) {
  bool encoding = false;
  long line = 0;
  for (calque_str rest = text; rest.ptr;) {
    calque_str row = str_trim(str_cut(&rest, '\n'));
    calque_status status = CALQUE_OK;
    line++;
    if (!row.len || row.ptr[0] == '#') continue;
    calque_str key = next_word(&row);
    if (str_eq(key, STR("SET"))) encoding = true;
    if (str_eq(key, STR("PFX"))) status = affix_line(a, true, row, line, err);
    else if (str_eq(key, STR("SFX"))) status = affix_line(a, false, row, line, err);
    else status = option_line(a, key, row, line, err);
    if (status) return status;
  }
  if (!encoding) return fail(err, CALQUE_E_CONFIG, a->path, 0, "not a Hunspell affix file: no SET");
  default_breaks(a);
  if (a->groups.n) qsort(a->groups.ptr, a->groups.n, sizeof *a->groups.ptr, by_flag);
  return CALQUE_OK;
}

/* ---- Applying rules -------------------------------------------------------------------------- */

static const struct rule *rules_of(const struct affixes *a, affix_flag flag, size_t *n) {
  struct rule_group key = {flag, 0, 0};
  const struct rule_group *g =
      a->groups.n ? bsearch(&key, a->groups.ptr, a->groups.n, sizeof key, by_flag) : NULL;
  *n = g ? g->n : 0;
  return g ? a->rules.ptr + g->first : NULL;
}

/* Bytes of the condition's first atom: a character or [...]. */
static size_t atom_len(calque_str condition) {
  size_t len;
  if (condition.ptr[0] != '[') return utf8_decode(condition, &len), len;
  size_t end = str_find(condition, STR("]"));
  return end == SIZE_MAX ? condition.len : end + 1;
}

static bool atom_matches(calque_str atom, uint32_t c) {
  size_t len;
  if (str_eq(atom, STR("."))) return true;
  if (atom.ptr[0] != '[') return utf8_decode(atom, &len) == c;
  bool negated = atom.len > 1 && atom.ptr[1] == '^', found = false;
  for (size_t i = negated ? 2 : 1; i + 1 < atom.len && !found; i += len)
    found = utf8_decode(str_slice(atom, i, atom.len), &len) == c;
  return found != negated;
}

/* Does `s` match the atoms one after another from its start, or (suffixes) up to its end? */
static bool condition_holds(const struct rule *rule, calque_str s) {
  size_t n_atoms = 0, len, at = 0;
  if (str_eq(rule->condition, STR("."))) return true;
  for (size_t i = 0; i < rule->condition.len; n_atoms++)
    i += atom_len(str_slice(rule->condition, i, rule->condition.len));
  if (!rule->prefix) {
    at = s.len;
    for (size_t i = 0; i < n_atoms; i++, at -= len) {
      if (!at) return false;
      utf8_decode_before(s, at, &len);
    }
  }
  for (calque_str rest = rule->condition; rest.len; at += len) {
    calque_str atom = str_slice(rest, 0, atom_len(rest));
    if (at >= s.len || !atom_matches(atom, utf8_decode(str_slice(s, at, s.len), &len)))
      return false;
    rest = str_slice(rest, atom.len, rest.len);
  }
  return true;
}

/* The stem with the affix on it in out[], or an empty string when the rule is not for it. */
static calque_str rule_apply(const struct rule *rule, calque_str stem, char out[AFFIX_MAX_FORM]) {
  bool strips = rule->prefix ? str_starts(stem, rule->strip) : str_ends(stem, rule->strip);
  size_t kept = stem.len - rule->strip.len, len = kept + rule->add.len;
  if (!strips || len > AFFIX_MAX_FORM || !condition_holds(rule, stem)) return STR("");
  const char *rest = rule->prefix ? stem.ptr + rule->strip.len : stem.ptr;
  memcpy(out + (rule->prefix ? rule->add.len : 0), rest, kept);
  if (rule->add.len) memcpy(out + (rule->prefix ? 0 : kept), rule->add.ptr, rule->add.len);
  return (calque_str){out, len};
}

struct flag_set {
  const affix_flag *ptr;
  size_t n;
};

static void propose(const struct expansion *x, calque_str form) {
  if (form.len && form.len <= AFFIX_MAX_FORM) x->sink(x->ctx, form, x->flags);
}

/* Puts every suffix that `flags` names on the stem; `depth` more may follow. */
static void add_suffixes(const struct expansion *x, calque_str stem, struct flag_set flags,
                         bool crossed, int depth);

static void add_prefixes(const struct expansion *x, calque_str stem, struct flag_set flags,
                         struct flag_set suffixes, bool suffixed) {
  char out[AFFIX_MAX_FORM];
  for (size_t i = 0, n; i < flags.n; i++) {
    const struct rule *rules = rules_of(x->affixes, flags.ptr[i], &n);
    for (size_t k = 0; k < n; k++) {
      const struct rule *rule = &rules[k];
      if (!rule->prefix || rule->elision || (suffixed && !rule->cross)) continue;
      calque_str form = rule_apply(rule, stem, out);
      if (!form.len) continue;
      struct flag_set next = {rule->next, rule->n_next};
      propose(x, form);
      if (suffixed || !rule->cross) continue;
      add_suffixes(x, form, next, true, 0);
      add_suffixes(x, form, suffixes, true, 0);
    }
  }
}

static void add_suffixes(const struct expansion *x, calque_str stem, struct flag_set flags,
                         bool crossed, int depth) {
  char out[AFFIX_MAX_FORM];
  for (size_t i = 0, n; i < flags.n; i++) {
    const struct rule *rules = rules_of(x->affixes, flags.ptr[i], &n);
    for (size_t k = 0; k < n; k++) {
      const struct rule *rule = &rules[k];
      if (rule->prefix || (crossed && !rule->cross)) continue;
      calque_str form = rule_apply(rule, stem, out);
      if (!form.len) continue;
      struct flag_set next = {rule->next, rule->n_next};
      propose(x, form);
      if (depth > 0 && next.n) {
        add_suffixes(x, form, next, crossed, depth - 1);
        add_prefixes(x, form, next, (struct flag_set){0}, true);
      }
    }
  }
}

static void expand(const struct expansion *x, calque_str stem, struct flag_set flags) {
  propose(x, stem);
  add_suffixes(x, stem, flags, false, 1);
  add_prefixes(x, stem, flags, flags, false);
}

/* ---- .dic ------------------------------------------------------------------------------------ */

/* Hunspell lets OPENOFFICE.ORG pass for OpenOffice.org by a hidden entry Openoffice.org. True and
 * the hidden stem in out[] for words of that kind: a capital after the first letter. */
static bool hidden_stem(calque_str stem, bool has_flags, char *out, size_t *out_len) {
  size_t n = 0, capitals = 0, letters = 0, neutral = 0, len;
  for (size_t i = 0; i < stem.len; i += len, letters++) {
    uint32_t c = utf8_decode(str_slice(stem, i, stem.len), &len);
    uint32_t lower = utf8_lower(c);
    capitals += c != lower;
    neutral += utf8_upper(c) == lower;
    n += utf8_encode(i ? lower : utf8_upper(c), out + n);
  }
  *out_len = n;
  bool first = utf8_is_upper(utf8_decode(stem, &len));
  bool all = capitals + neutral == letters;
  if (!capitals || (capitals == 1 && first)) return false;
  return !all || has_flags;
}

static void expand_entry(struct expansion *x, calque_str row) {
  char hidden[AFFIX_MAX_FORM * 3];
  size_t end = 0, hidden_len;
  /* the word ends at a tab or at a space before a field such as po:nom */
  while (end < row.len && row.ptr[end] != '\t') {
    if (row.ptr[end] == ' ' && end + 3 < row.len && row.ptr[end + 3] == ':') break;
    end++;
  }
  calque_str word = str_trim(str_slice(row, 0, end));
  size_t slash = 0;
  while (slash < word.len && (word.ptr[slash] != '/' || !slash)) slash++;
  calque_str stem = str_slice(word, 0, slash);
  if (!stem.len || stem.len > AFFIX_MAX_FORM) return;
  calque_str names = slash < word.len ? str_slice(word, slash + 1, word.len) : STR("");
  flag_list flags = flags_parse(x->affixes, names);
  struct flag_set set = {flags.ptr, flags.n};
  x->flags = 0;
  for (size_t i = 0; i < flags.n; i++)
    if (flags.ptr[i] == x->affixes->keep_case) x->flags = FORM_KEEP_CASE;
  expand(x, stem, set);
  if (!hidden_stem(stem, flags.n > 0, hidden, &hidden_len)) return;
  x->flags |= FORM_HIDDEN;
  expand(x, (calque_str){hidden, hidden_len}, set);
}

static calque_status dic_expand(struct expansion *x, const char *path, calque_str text,
                                calque_error *err) {
  calque_str rest = text, count = str_trim(str_cut(&rest, '\n'));
  uint64_t n;
  if (!str_to_u64(next_word(&count), &n) || !n)
    return fail(err, CALQUE_E_CONFIG, path, 1,
                "not a Hunspell dictionary: its first line is no number of words");
  while (rest.ptr) {
    calque_str row = str_cut(&rest, '\n');
    if (row.len && row.ptr[row.len - 1] == '\r') row.len--;
    if (row.len && row.ptr[0] != '\t') expand_entry(x, row);
  }
  return CALQUE_OK;
}

static calque_status read_utf8(const char *path, struct buf *text, calque_error *err) {
  calque_status status = file_read(path, text, err);
  if (status) return status;
  if (!text->len) return fail(err, CALQUE_E_CONFIG, path, 0, "the dictionary is empty");
  size_t good = utf8_valid_prefix(buf_view(text)), line = 1;
  if (good == text->len) return CALQUE_OK;
  for (size_t i = 0; i < good; i++) line += text->ptr[i] == '\n';
  return fail(err, CALQUE_E_ENCODING, path, (long)line, "the dictionary is not valid UTF-8");
}

calque_status affix_expand(const char *aff_path, const char *dic_path, calque_arena *arena,
                           struct affix_options *options, affix_sink *sink, void *ctx,
                           calque_error *err) {
  struct affixes a = {.arena = arena, .path = aff_path};
  struct expansion x = {.affixes = &a, .sink = sink, .ctx = ctx};
  struct buf aff, dic;
  buf_init(&aff, AFFIX_MAX_FILE);
  buf_init(&dic, AFFIX_MAX_FILE);
  calque_status status = read_utf8(aff_path, &aff, err);
  if (!status) status = aff_parse(&a, arena_copy(arena, buf_view(&aff)), err);
  if (!status) status = read_utf8(dic_path, &dic, err);
  if (!status) status = dic_expand(&x, dic_path, buf_view(&dic), err);
  *options = (struct affix_options){a.iconv.ptr, a.iconv.n / 2, a.breaks.ptr, a.breaks.n};
  buf_free(&aff);
  buf_free(&dic);
  return status;
}
