/* Completions for three shells: commands, then the options that the command takes and the words
 * that a choice may be, then files. Each is a script that knows the tables by heart. */
#include "checks/check.h"
#include "cli/help.h"

static void put_choices(struct buf *out, const struct option_row *row,
                        const struct command_row *command) {
  struct buf words;
  buf_init(&words, 4096);
  option_choices(row, command, &words);
  for (size_t i = 0; i < words.len; i++) buf_char(out, words.ptr[i] == '|' ? ' ' : words.ptr[i]);
  buf_free(&words);
}

static void put_commands(struct buf *out) {
  for (size_t i = 0; i < N_COMMANDS; i++) buf_printf(out, "%s%s", i ? " " : "", commands[i].name);
}

static void put_checks(struct buf *out) {
  for (size_t i = 0; i < n_checks; i++) buf_printf(out, "%s%s", i ? " " : "", all_checks[i]->id);
}

static void put_long_options(struct buf *out, const struct command_row *command) {
  const char *space = "";
  for (size_t i = 0; i < n_option_rows; i++) {
    if (!option_is_for(&option_rows[i], command)) continue;
    buf_printf(out, "%s--%s%s", space, option_rows[i].name, option_rows[i].value ? "=" : "");
    space = " ";
  }
}

void completion_bash(struct buf *out) {
  buf_puts(out,
           "# bash completion for calque\n"
           "_calque() {\n"
           "  local cur prev words cword split=false command= i\n"
           "  _init_completion -s -n : 2>/dev/null || {\n"
           "    cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    words=(\"${COMP_WORDS[@]}\") cword=$COMP_CWORD\n"
           "    if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then "
           "prev=${words[cword-2]}; fi\n"
           "  }\n"
           "  for ((i = 1; i < cword; i++)); do\n"
           "    case ${words[i]} in -*|=) ;; *) command=${words[i]}; break ;; esac\n"
           "  done\n"
           "  case $command:$prev in\n");
  for (size_t c = 0; c < N_COMMANDS; c++)
    for (size_t i = 0; i < n_option_rows; i++) {
      const struct option_row *row = &option_rows[i];
      if (row->kind != KIND_CHOICE || !option_is_for(row, &commands[c])) continue;
      buf_printf(out, "    %s:--%s", commands[c].name, row->name);
      if (row->letter) buf_printf(out, "|%s:-%c", commands[c].name, row->letter);
      buf_puts(out, ") COMPREPLY=($(compgen -W '");
      put_choices(out, row, &commands[c]);
      buf_puts(out, "' -- \"$cur\")); return ;;\n");
    }
  buf_puts(out, "  esac\n  case $command in\n    '') COMPREPLY=($(compgen -W '");
  put_commands(out);
  buf_puts(out,
           " --help --version' -- \"$cur\")); return ;;\n    explain) [[ $cur == -* ]] || { "
           "COMPREPLY=($(compgen -W '");
  put_checks(out);
  buf_puts(out,
           "' -- \"$cur\")); return; } ;;\n    help) [[ $cur == -* ]] || { "
           "COMPREPLY=($(compgen -W '");
  put_commands(out);
  buf_puts(out,
           "' -- \"$cur\")); return; } ;;\n  esac\n  if [[ $cur == -* ]]; then\n"
           "    case $command in\n");
  for (size_t c = 0; c < N_COMMANDS; c++) {
    buf_printf(out, "      %s) COMPREPLY=($(compgen -W '", commands[c].name);
    put_long_options(out, &commands[c]);
    buf_puts(out, "' -- \"$cur\")) ;;\n");
  }
  buf_puts(out,
           "    esac\n"
           "    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace\n"
           "  else\n"
           "    COMPREPLY=($(compgen -f -- \"$cur\"))\n"
           "    compopt -o filenames\n"
           "  fi\n"
           "}\n"
           "complete -F _calque calque\n");
}

/* Inside '...' of a shell and [...] of zsh's _arguments. */
static void put_quoted(struct buf *out, const char *text, const char *special) {
  for (; *text; text++) {
    if (*text == '\'') buf_puts(out, "'\\''");
    else if (strchr(special, *text)) buf_printf(out, "\\%c", *text);
    else buf_char(out, *text);
  }
}

static void put_zsh_option(struct buf *out, const struct option_row *row,
                           const struct command_row *command) {
  bool optional = row->kind == KIND_OPTIONAL;
  buf_printf(out, "        '--%s%s[", row->name, optional ? "=-" : row->value ? "=" : "");
  put_quoted(out, row->help, "[]:");
  buf_char(out, ']');
  if (row->kind == KIND_CHOICE) {
    buf_printf(out, ":%s:(", row->value);
    put_choices(out, row, command);
    buf_char(out, ')');
  } else if (row->value) {
    bool folder = strcmp(row->value, "DIR") == 0, file = strcmp(row->value, "FILE") == 0;
    buf_printf(out, "%s:%s:%s", optional ? ":" : "", row->value,
               folder ? "_files -/"
               : file ? "_files"
                      : " ");
  }
  buf_puts(out, "' \\\n");
}

void completion_zsh(struct buf *out) {
  buf_puts(out,
           "#compdef calque\n"
           "_calque() {\n"
           "  local -a commands\n"
           "  commands=(\n");
  for (size_t i = 0; i < N_COMMANDS; i++) {
    buf_printf(out, "    '%s:", commands[i].name);
    put_quoted(out, commands[i].line, ":");
    buf_puts(out, "'\n");
  }
  buf_puts(out,
           "  )\n"
           "  if (( CURRENT == 2 )); then\n"
           "    _describe command commands\n"
           "    return\n"
           "  fi\n"
           "  local command=$words[2]\n"
           "  shift words\n"
           "  (( CURRENT-- ))\n"
           "  case $command in\n");
  for (size_t c = 0; c < N_COMMANDS; c++) {
    buf_printf(out, "    %s)\n      _arguments -s \\\n", commands[c].name);
    for (size_t i = 0; i < n_option_rows; i++)
      if (option_is_for(&option_rows[i], &commands[c]))
        put_zsh_option(out, &option_rows[i], &commands[c]);
    buf_puts(out, "        '*:operand:");
    if (strcmp(commands[c].name, "explain") == 0) {
      buf_char(out, '(');
      put_checks(out);
      buf_char(out, ')');
    } else if (strcmp(commands[c].name, "help") == 0) {
      buf_char(out, '(');
      put_commands(out);
      buf_char(out, ')');
    } else {
      buf_puts(out, "_files");
    }
    buf_puts(out, "' ;;\n");
  }
  buf_puts(out, "  esac\n}\n_calque \"$@\"\n");
}

static void put_fish_option(struct buf *out, const struct option_row *row,
                            const struct command_row *command) {
  buf_printf(out, "complete -c calque -n '__fish_seen_subcommand_from %s' -l %s", command->name,
             row->name);
  if (row->letter) buf_printf(out, " -s %c", row->letter);
  if (row->kind == KIND_CHOICE) {
    buf_puts(out, " -xa '");
    put_choices(out, row, command);
    buf_char(out, '\'');
  } else if (row->value && row->kind != KIND_OPTIONAL) {
    bool path = strcmp(row->value, "DIR") == 0 || strcmp(row->value, "FILE") == 0;
    buf_puts(out, path ? " -rF" : " -x");
  }
  buf_puts(out, " -d '");
  put_quoted(out, row->help, "");
  buf_puts(out, "'\n");
}

void completion_fish(struct buf *out) {
  buf_puts(out, "# fish completion for calque\n");
  for (size_t i = 0; i < N_COMMANDS; i++) {
    buf_printf(out, "complete -c calque -n __fish_use_subcommand -fa %s -d '", commands[i].name);
    put_quoted(out, commands[i].line, "");
    buf_puts(out, "'\n");
  }
  buf_puts(out, "complete -c calque -n '__fish_seen_subcommand_from explain' -fa '");
  put_checks(out);
  buf_puts(out, "'\ncomplete -c calque -n '__fish_seen_subcommand_from help' -fa '");
  put_commands(out);
  buf_puts(out, "'\n");
  for (size_t c = 0; c < N_COMMANDS; c++)
    for (size_t i = 0; i < n_option_rows; i++)
      if (option_is_for(&option_rows[i], &commands[c]))
        put_fish_option(out, &option_rows[i], &commands[c]);
}
