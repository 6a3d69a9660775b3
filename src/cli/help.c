/* --help: commands, then options in the order of the tables, wrapped to 80 columns or what the
 * terminal has. */
#include "cli/help.h"

#include "base/array.h"
#include "cli/batch.h"
#include "output/terminal.h"

#include <stdio.h>

enum { INDENT = 28, WIDTH = 80 };

#define STATUS(number, meaning) {number, meaning},
const struct status_row status_rows[] = {
#include "cli/statuses.def"
};
#undef STATUS
const size_t n_status_rows = COUNT(status_rows);

void help_option_name(const struct option_row *row, struct buf *out) {
  if (row->letter) buf_printf(out, "-%c, ", row->letter);
  buf_printf(out, "--%s", row->name);
  if (row->value) buf_printf(out, row->kind == KIND_OPTIONAL ? "[=%s]" : "=%s", row->value);
}

void help_option_text(const struct option_row *row, const struct command_row *command,
                      struct buf *out) {
  const char *unset = row->unset && strcmp(row->unset, "0") != 0 ? row->unset : NULL;
  buf_puts(out, row->help);
  if (row->kind == KIND_CHOICE) {
    struct buf words;
    buf_init(&words, 4096);
    option_choices(row, command, &words);
    buf_puts(out, " (");
    for (size_t i = 0; i < words.len; i++) {
      if (words.ptr[i] == '|') buf_puts(out, ", ");
      else buf_char(out, words.ptr[i]);
    }
    buf_printf(out, "%s%s)", unset ? "; default " : "", unset ? unset : "");
    buf_free(&words);
  } else if (unset) {
    buf_printf(out, " (default %s)", unset);
  }
}

static void put_entry(const struct style *style, calque_str name, calque_str text,
                      struct buf *out) {
  unsigned used = 2 + terminal_columns(name);
  buf_printf(out, "  %.*s", STR_ARG(name));
  if (used + 2 > INDENT) {
    buf_char(out, '\n');
    used = 0;
  }
  buf_printf(out, "%*s", (int)(INDENT - used), "");
  terminal_wrap(style, text, INDENT, INDENT, out);
}

static void put_options(const struct style *style, const struct command_row *command,
                        struct buf *out) {
  struct buf name, text;
  buf_init(&name, 4096);
  buf_init(&text, 4096);
  for (size_t i = 0; i < n_option_rows; i++) {
    const struct option_row *row = &option_rows[i];
    if (command ? !option_is_for(row, command) : row->commands != C_ANY) continue;
    buf_clear(&name);
    buf_clear(&text);
    buf_puts(&name, row->letter ? "" : "    ");
    help_option_name(row, &name);
    help_option_text(row, command, &text);
    put_entry(style, buf_view(&name), buf_view(&text), out);
  }
  buf_free(&name);
  buf_free(&text);
}

static void put_program(const struct style *style, struct buf *out) {
  buf_puts(out,
           "calque finds what machine translation left in French articles, and digests those that "
           "are\nfit to read.\n\nusage: calque COMMAND [OPTION]... [FILE|DIR|-]...\n\ncommands\n");
  for (size_t i = 0; i < N_COMMANDS; i++)
    put_entry(style, calque_str_of(commands[i].name), calque_str_of(commands[i].line), out);
  buf_puts(out, "\noptions\n");
  put_options(style, NULL, out);
  buf_puts(out,
           "\n'calque help COMMAND' lists the options of a command, calque(1) is the manual.\n");
}

static void put_command(const struct style *style, const struct command_row *command,
                        struct buf *out) {
  buf_printf(out, "usage: calque %s [OPTION]... %s\n\n", command->name, command->operands);
  terminal_wrap(style, calque_str_of(command->text), 0, 0, out);
  buf_puts(out, "\noptions\n");
  put_options(style, command, out);
}

int help_print(const struct command_row *command) {
  struct style style = {.width = WIDTH};
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  if (command) put_command(&style, command, &out);
  else put_program(&style, &out);
  int status = print_all(NULL, buf_view(&out));
  buf_free(&out);
  return status;
}

void help_usage(void) {
  fputs("usage: calque COMMAND [OPTION]... [FILE|DIR|-]...\n", stderr);
  for (size_t i = 0; i < N_COMMANDS; i++)
    fprintf(stderr, "  %-12s %s\n", commands[i].name, commands[i].line);
}
