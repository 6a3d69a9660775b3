/* The command line: --name=value, --name value, -nvalue, -n value, -abc for flags, -- ends options.
 * Options may stand before and behind the command and its operands. */
#include "cli/options.h"

#include <stdio.h>

struct arguments {
  struct options *options;
  bool *given;
  char **argv;
  int argc, next;
  calque_error *err;
};

static calque_status unknown(struct arguments *a, const char *what, const char *dashes,
                             calque_str word, const char *near) {
  enum { SHOWN = 60 };
  word.len = word.len < SHOWN ? word.len : SHOWN;
  return fail(a->err, CALQUE_E_CONFIG, NULL, 0, "unknown %s '%s%.*s'%s%s%s%s", what, dashes,
              STR_ARG(word), near ? "; did you mean '" : "; see 'calque help", near ? dashes : "",
              near ? near : "", near ? "'?" : "'");
}

/* Sets a row. `value`: what stood behind = or the letter, NULL when nothing did. */
static calque_status take(struct arguments *a, const struct option_row *row, const char *value) {
  char from[64];
  snprintf(from, sizeof from, "--%s", row->name);
  if (row->kind == KIND_FLAG && value)
    return fail(a->err, CALQUE_E_CONFIG, from, 0, "takes no value");
  if (row->kind != KIND_FLAG && row->kind != KIND_OPTIONAL && !value) {
    if (a->next == a->argc)
      return fail(a->err, CALQUE_E_CONFIG, from, 0, "a value is missing: --%s=%s", row->name,
                  row->value);
    value = a->argv[a->next++];
  }
  a->given[row - option_rows] = true;
  return option_set(a->options, row, value, from, 0, a->err);
}

/* The command, also when its name is still to come: what --words takes depends on it. */
static const struct command_row *command_of(const struct arguments *a) {
  const struct command_row *command = a->options->command;
  for (int i = a->next; !command && i < a->argc && strcmp(a->argv[i], "--") != 0; i++)
    command = command_find(calque_str_of(a->argv[i]));
  return command;
}

static calque_status take_long(struct arguments *a, const char *arg) {
  calque_str rest = calque_str_of(arg), name = str_cut(&rest, '=');
  const struct option_row *row = option_find(name, command_of(a));
  if (row) return take(a, row, rest.ptr);
  return unknown(a, "option", "--", name,
                 suggest(name, &option_rows[0].name, sizeof option_rows[0], n_option_rows));
}

static const struct option_row *find_letter(char letter) {
  for (size_t i = 0; i < n_option_rows; i++)
    if (option_rows[i].letter && option_rows[i].letter == letter) return &option_rows[i];
  return NULL;
}

static calque_status take_letters(struct arguments *a, const char *letters) {
  for (; *letters; letters++) {
    const struct option_row *row = find_letter(*letters);
    if (!row) return unknown(a, "option", "-", calque_str_of(letters), NULL);
    if (row->kind != KIND_FLAG && row->kind != KIND_OPTIONAL)
      return take(a, row, letters[1] ? letters + 1 : NULL);
    calque_status status = take(a, row, NULL);
    if (status) return status;
  }
  return CALQUE_OK;
}

static calque_status take_operand(struct arguments *a, const char *arg) {
  struct options *o = a->options;
  if (o->command) {
    a->argv[o->n_operands++] = (char *)(uintptr_t)arg; /* a place that was read already */
    return CALQUE_OK;
  }
  o->command = command_find(calque_str_of(arg));
  if (o->command) return CALQUE_OK;
  calque_str word = calque_str_of(arg);
  return unknown(a, "command", "", word,
                 suggest(word, &commands[0].name, sizeof commands[0], N_COMMANDS));
}

/* Options that were given and that the command does not take, or not with that value: they may
 * have stood before its name. */
static calque_status check_command(struct arguments *a) {
  struct options *o = a->options;
  if (o->help || o->version || !o->command) return CALQUE_OK;
  for (size_t i = 0; i < n_option_rows; i++) {
    const struct option_row *row = &option_rows[i];
    if (!a->given[i]) continue;
    if (!option_is_for(row, o->command))
      return fail(a->err, CALQUE_E_CONFIG, NULL, 0, "'%s' does not take --%s; see 'calque help %s'",
                  o->command->name, row->name, o->command->name);
    if (row->kind != KIND_CHOICE) continue;
    const char *value = *(const char **)(void *)((char *)o + row->offset);
    char from[64];
    snprintf(from, sizeof from, "--%s", row->name);
    if (option_set(o, row, value, from, 0, a->err)) return CALQUE_E_CONFIG;
  }
  return CALQUE_OK;
}

calque_status arguments_read(struct options *o, bool *given, int argc, char **argv,
                             calque_error *err) {
  struct arguments a = {o, given, argv, argc, 1, err};
  o->operands = (const char *const *)argv;
  calque_status status = CALQUE_OK;
  for (bool ended = false; status == CALQUE_OK && a.next < argc;) {
    const char *arg = argv[a.next++];
    if (!ended && strcmp(arg, "--") == 0) ended = true;
    else if (!ended && strncmp(arg, "--", 2) == 0) status = take_long(&a, arg + 2);
    else if (!ended && arg[0] == '-' && arg[1]) status = take_letters(&a, arg + 1);
    else status = take_operand(&a, arg);
  }
  return status ? status : check_command(&a);
}
