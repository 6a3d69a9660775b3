/* The tables of options.def, commands.def and env.def in memory, and how a value gets into its
 * field. */
#include "cli/options.h"

#include "base/array.h"
#include "cli/commands.h"
#include "output/writer.h"

#define CMD(name, operands, line, text) {#name, operands, line, text, cmd_##name},
const struct command_row commands[N_COMMANDS] = {
#include "cli/commands.def"
};
#undef CMD

#define OPT(kind, field, letter, name, value, unset, used_by, limits, help) \
  {KIND_##kind, letter, name, value, unset, limits, help, used_by, offsetof(struct options, field)},
const struct option_row option_rows[] = {
#include "cli/options.def"
};
#undef OPT
const size_t n_option_rows = COUNT(option_rows);

#define ENV(name, option, example, help)       {name, option, example, help, NULL},
#define ENV_ADDRESS(name, keys, example, help) {name, NULL, example, help, keys},
const struct env_row env_rows[] = {
#include "cli/env.def"
};
#undef ENV
#undef ENV_ADDRESS
const size_t n_env_rows = COUNT(env_rows);

const struct command_row *command_find(calque_str name) {
  for (size_t i = 0; i < N_COMMANDS; i++)
    if (str_eq(calque_str_of(commands[i].name), name)) return &commands[i];
  return NULL;
}

const struct option_row *option_find(calque_str name, const struct command_row *command) {
  const struct option_row *first = NULL;
  for (size_t i = n_option_rows; i-- > 0;) {
    const struct option_row *row = &option_rows[i];
    if (!str_eq(calque_str_of(row->name), name)) continue;
    if (command && option_is_for(row, command)) return row;
    first = row;
  }
  return first;
}

bool option_is_for(const struct option_row *row, const struct command_row *command) {
  return (row->commands >> (command - commands)) & 1;
}

/* What a command writes; N_SUBJECTS: nothing that has a form. */
static enum subject subject_of(const struct command_row *command) {
  static const struct {
    const char *name;
    enum subject subject;
  } table[] = {{"check", SUBJECT_CHECK},     {"summarize", SUBJECT_SUMMARY},
               {"clean", SUBJECT_CLEAN},     {"digest", SUBJECT_DIGEST},
               {"explain", SUBJECT_EXPLAIN}, {"verify", SUBJECT_VERIFY},
               {"english", SUBJECT_ENGLISH}};
  for (size_t i = 0; command && i < COUNT(table); i++)
    if (strcmp(table[i].name, command->name) == 0) return table[i].subject;
  return N_SUBJECTS;
}

/* Only --to has choices that not every command offers. */
static bool choice_fits(const struct option_row *row, const struct command_row *command,
                        calque_str word) {
  enum subject subject = subject_of(command);
  const struct writer *writer = strcmp(row->name, "to") == 0 ? writer_find(word) : NULL;
  return !writer || subject == N_SUBJECTS || writer_serves(writer, subject);
}

void option_choices(const struct option_row *row, const struct command_row *command,
                    struct buf *out) {
  size_t n = 0;
  for (calque_str rest = calque_str_of(row->limits); rest.ptr;) {
    calque_str word = str_cut(&rest, '|');
    if (!choice_fits(row, command, word)) continue;
    if (n++) buf_char(out, '|');
    buf_str(out, word);
  }
}

/* "0..256" or "1K..2G" */
static bool parse_size(calque_str s, uint64_t *out) {
  static const char units[] = "KMG";
  unsigned shift = 0;
  if (s.len) {
    char last = s.ptr[s.len - 1];
    const char *unit = strchr(units, last >= 'a' ? last - 32 : last);
    if (unit && *unit) shift = 10 * (unsigned)(unit - units + 1), s.len--;
  }
  if (!str_to_u64(s, out) || *out > UINT64_MAX >> shift) return false;
  *out <<= shift;
  return true;
}

static bool parse_within(calque_str s, const char *limits, bool units, uint64_t *out) {
  calque_str alone = calque_str_of(limits), range = str_cut(&alone, ':');
  size_t dots = str_find(range, STR(".."));
  uint64_t least = 0, most = 0;
  parse_size(str_slice(range, 0, dots), &least);
  parse_size(str_slice(range, dots + 2, range.len), &most);
  return (units ? parse_size(s, out) : str_to_u64(s, out)) && *out >= least && *out <= most;
}

static calque_status wrong_choice(const struct options *o, const struct option_row *row,
                                  const char *value, const char *from, long line,
                                  calque_error *err) {
  enum { MOST_CHOICES = 16 };
  const char *names[MOST_CHOICES];
  size_t n = 0;
  struct buf all, words;
  buf_init(&all, 4096);
  buf_init(&words, 4096);
  option_choices(row, o->command, &all);
  buf_str(&words, buf_view(&all));
  for (char *p = words.ptr; p && n < MOST_CHOICES; p = strchr(p, '|')) {
    if (n) *p++ = '\0';
    names[n++] = p;
  }
  const char *near = suggest(calque_str_of(value), names, sizeof *names, n);
  fail(err, CALQUE_E_CONFIG, from, line, "'%.60s' is not one of %s%s%s%s", value, all.ptr,
       near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
  buf_free(&all);
  buf_free(&words);
  return CALQUE_E_CONFIG;
}

/* YYYY-MM-DD of a day that the calendar has. */
static bool is_date(calque_str s) {
  static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  uint64_t year, month, day;
  if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-') return false;
  if (!str_to_u64(str_slice(s, 0, 4), &year) || !str_to_u64(str_slice(s, 5, 7), &month) ||
      !str_to_u64(str_slice(s, 8, 10), &day) || month < 1 || month > 12)
    return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= days[month - 1] + (leap && month == 2);
}

/* A day, or so many hours or days before now: 24h, 7d. */
static bool is_since(calque_str s) {
  uint64_t n;
  bool span = s.len && (s.ptr[s.len - 1] == 'h' || s.ptr[s.len - 1] == 'd');
  if (!span) return is_date(s);
  return str_to_u64(str_slice(s, 0, s.len - 1), &n) && n > 0 && n <= 24 * 3660;
}

static bool is_choice(const struct option_row *row, const struct command_row *command,
                      const char *value) {
  calque_str v = calque_str_of(value);
  for (calque_str rest = calque_str_of(row->limits); rest.ptr;) {
    calque_str word = str_cut(&rest, '|');
    if (str_eq(word, v)) return choice_fits(row, command, word);
  }
  return false;
}

calque_status option_set(struct options *o, const struct option_row *row, const char *value,
                         const char *from, long line, calque_error *err) {
  void *field = (char *)o + row->offset;
  uint64_t n = 0;
  switch (row->kind) {
    case KIND_FLAG: *(bool *)field = !value || strcmp(value, "0") != 0; return CALQUE_OK;
    case KIND_TEXT: *(const char **)field = value; return CALQUE_OK;
    case KIND_CHOICE:
      if (!is_choice(row, o->command, value)) return wrong_choice(o, row, value, from, line, err);
      *(const char **)field = value;
      return CALQUE_OK;
    case KIND_DATE:
      if (!is_date(calque_str_of(value)))
        return fail(err, CALQUE_E_CONFIG, from, line, "'%.60s' is not a day as YYYY-MM-DD", value);
      *(const char **)field = value;
      return CALQUE_OK;
    case KIND_SINCE:
      if (!is_since(calque_str_of(value)))
        return fail(err, CALQUE_E_CONFIG, from, line,
                    "'%.60s' is neither a day as YYYY-MM-DD nor a time like 24h or 7d", value);
      *(const char **)field = value;
      return CALQUE_OK;
    case KIND_OPTIONAL:
      if (!value) value = strchr(row->limits, ':') + 1;
      break;
    case KIND_NUMBER:
    case KIND_SIZE: break;
  }
  if (!parse_within(calque_str_of(value), row->limits, row->kind == KIND_SIZE, &n))
    return fail(err, CALQUE_E_CONFIG, from, line, "'%.80s' is not a number of %.*s", value,
                (int)strcspn(row->limits, ":"), row->limits);
  if (row->kind == KIND_SIZE) *(size_t *)field = (size_t)n;
  else *(unsigned *)field = (unsigned)n;
  return CALQUE_OK;
}

/* --lexicon and --dictionary-path name the same thing in two ways; the one that was said later,
 * that is on the command line and not in the environment, holds. */
static calque_status settle_dictionaries(struct options *o, const bool *given, calque_error *err) {
  bool lexicon = given[option_find(STR("lexicon"), NULL) - option_rows];
  bool folder = given[option_find(STR("dictionary-path"), NULL) - option_rows];
  if (lexicon && folder)
    return fail(err, CALQUE_E_CONFIG, NULL, 0,
                "only one of --lexicon and --dictionary-path can hold");
  if (lexicon) o->dictionaries = NULL;
  if (folder) o->lexicon = NULL;
  return CALQUE_OK;
}

calque_status options_read(struct options *o, int argc, char **argv, calque_error *err) {
  bool given[COUNT(option_rows)] = {false};
  *o = (struct options){0};
  for (size_t i = 0; i < n_option_rows; i++)
    if (option_rows[i].unset)
      option_set(o, &option_rows[i], option_rows[i].unset, "default", 0, err);
  calque_status status = arguments_read(o, given, argc, argv, err);
  if (status || o->help || o->version || !o->command || o->command == &commands[N_help])
    return status;
  status = environment_read(o, given, ".env", err);
  return status ? status : settle_dictionaries(o, given, err);
}
