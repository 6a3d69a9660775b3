/* What was asked for, from three places: the command line wins, then the environment, then .env in
 * the working folder.
 *
 *   options.def  commands.def  env.def   the tables
 *   options.c    the tables in memory, defaults, setting a value
 *   arguments.c  argv
 *   environment.c  environment and .env
 *   suggest.c    the nearest name */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/buf.h"
#include "base/error.h"

enum command_bit {
#define CMD(name, ...) N_##name,
#include "cli/commands.def"
#undef CMD
  N_COMMANDS
};

enum { /* option_row.commands */
       C_CHECK = 1 << N_check,
       C_SUMMARIZE = 1 << N_summarize,
       C_DIGEST = 1 << N_digest,
       C_CLEAN = 1 << N_clean,
       C_VERIFY = 1 << N_verify,
       C_EXPLAIN = 1 << N_explain,
       C_HELP = 1 << N_help,
       C_COLLECT = 1 << N_collect,
       C_ENGLISH = 1 << N_english,
       C_TRANSLATE = C_ENGLISH | C_SUMMARIZE | C_DIGEST, /* may call a service */
       C_FORM = C_CHECK | C_SUMMARIZE | C_DIGEST | C_CLEAN | C_VERIFY | C_ENGLISH,
       C_READ = C_FORM | C_COLLECT,
       C_WRITE = C_FORM | C_EXPLAIN,
       C_ANY = (1 << N_COMMANDS) - 1
};

/* One field an option, named as in options.def. */
struct options {
#define OPT_FLAG              bool
#define OPT_NUMBER            unsigned
#define OPT_OPTIONAL          unsigned
#define OPT_SIZE              size_t
#define OPT_CHOICE            const char *
#define OPT_TEXT              const char *
#define OPT_DATE              const char *
#define OPT_SINCE             const char *
#define OPT(kind, field, ...) OPT_##kind field;
#include "cli/options.def"
#undef OPT
  const struct command_row *command; /* NULL: none was named */
  const char *const *operands;
  size_t n_operands;
};

struct command_row {
  const char *name, *operands, *line, *text;
  int (*run)(const struct options *options);
};
extern const struct command_row commands[N_COMMANDS];
const struct command_row *command_find(calque_str name);

enum option_kind {
  KIND_FLAG,
  KIND_NUMBER,
  KIND_OPTIONAL,
  KIND_SIZE,
  KIND_CHOICE,
  KIND_TEXT,
  KIND_DATE,
  KIND_SINCE
};

struct option_row {
  enum option_kind kind;
  char letter; /* 0: none */
  const char *name, *value, *unset, *limits, *help;
  unsigned commands; /* C_* */
  size_t offset;     /* of its field */
};
extern const struct option_row option_rows[];
extern const size_t n_option_rows;
/* The option `name` of the command; when it has none, or is NULL, the first with that name. */
const struct option_row *option_find(calque_str name, const struct command_row *command);
/* Does the command take the option? */
bool option_is_for(const struct option_row *row, const struct command_row *command);
/* The words of a CHOICE that make sense for the command (all for NULL), as "a|b|c" in out. */
void option_choices(const struct option_row *row, const struct command_row *command,
                    struct buf *out);
/* Sets the field of the row. `from` names the option or the variable in messages, line 0: none. */
calque_status option_set(struct options *o, const struct option_row *row, const char *value,
                         const char *from, long line, calque_error *err);

struct env_row {
  const char *name, *option, *example, *help;
  const char *keys; /* of an address: variables of the keys that go there; NULL: no address */
};
extern const struct env_row env_rows[];
extern const size_t n_env_rows;

/* Reads all three. CALQUE_E_CONFIG with a message for the user when something is wrong; --help and
 * --version are found even then, and nothing else is read for them. Strings are argv's, which is
 * reordered, or the environment's. */
calque_status options_read(struct options *o, int argc, char **argv, calque_error *err);

/* arguments.c and environment.c. `given` has a mark for each row that argv set. */
calque_status arguments_read(struct options *o, bool *given, int argc, char **argv,
                             calque_error *err);
calque_status environment_read(struct options *o, const bool *given, const char *env_path,
                               calque_error *err);

/* CALQUE_E_CONFIG when .env sets an address to which a key of the environment would be sent; every
 * command that calls a service asks first. The address is one that no provider takes then. */
calque_status environment_addresses(calque_error *err);

/* The name that is nearest to `word`, NULL when none is near. The names stand in a table: `first`
 * is the field of its first row, `stride` the size of a row. */
const char *suggest(calque_str word, const char *const *first, size_t stride, size_t n);

#endif
