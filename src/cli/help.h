/* Everything that is written about the program, made from its tables.
 *
 *   help.c        for a terminal
 *   manual.c      calque(1), with the prose of manual.man
 *   completion.c  bash, zsh, fish
 *   documents.c   .env.example and the tables of README.md */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/options.h"

/* Help for a command, for the program when NULL, on standard output; the exit status. */
int help_print(const struct command_row *command);
/* A few lines on standard error for who gave no command. */
void help_usage(void);

void manual_write(struct buf *out);
void completion_bash(struct buf *out);
void completion_zsh(struct buf *out);
void completion_fish(struct buf *out);
void documents_env(struct buf *out);
void documents_readme(struct buf *out);

struct status_row {
  const char *number, *meaning;
};
extern const struct status_row status_rows[];
extern const size_t n_status_rows;

/* "-j, --jobs=N" */
void help_option_name(const struct option_row *row, struct buf *out);
/* The help of an option with its choices for the command (NULL: all) and what holds without it. */
void help_option_text(const struct option_row *row, const struct command_row *command,
                      struct buf *out);

#endif
