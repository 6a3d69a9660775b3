/* calque help: for people; with an option, the documents that are made from the tables. */
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/help.h"

static int print_part(void (*part)(struct buf *)) {
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  part(&out);
  int status = print_all(NULL, buf_view(&out));
  buf_free(&out);
  return status;
}

int cmd_help(const struct options *o) {
  if (o->man) return print_part(manual_write);
  if (o->bash) return print_part(completion_bash);
  if (o->zsh) return print_part(completion_zsh);
  if (o->fish) return print_part(completion_fish);
  if (o->env) return print_part(documents_env);
  if (o->readme) return print_part(documents_readme);
  if (!o->n_operands) return help_print(NULL);
  calque_str name = calque_str_of(o->operands[0]);
  const struct command_row *command = command_find(name);
  if (command) return help_print(command);
  const char *near = suggest(name, &commands[0].name, sizeof commands[0], N_COMMANDS);
  calque_error err = {0};
  fail(&err, CALQUE_E_CONFIG, NULL, 0, "unknown command '%.60s'%s%s%s", o->operands[0],
       near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
  batch_complain(&err);
  return EXIT_USAGE;
}
