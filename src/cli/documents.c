/* .env.example, and the tables of README.md between their marks; `make docs` puts both in place and
 * tests/cli/drift.sh sees to it that they stay so. */
#include "checks/check.h"
#include "cli/help.h"
#include "english/provider.h"

void documents_env(struct buf *out) {
  buf_puts(out,
           "# Settings of calque. Copy to .env in the folder where you run it; flags and the\n"
           "# environment win. Made by make docs from src/cli/env.def.\n");
  for (size_t i = 0; i < n_env_rows; i++)
    buf_printf(out, "\n# %s\n#%s=%s\n", env_rows[i].help, env_rows[i].name, env_rows[i].example);
}

/* A cell: nothing in it is markup. */
static void put_cell(struct buf *out, const char *text) {
  for (; *text; text++) {
    if (strchr("|<*_[", *text)) buf_char(out, '\\');
    buf_char(out, *text);
  }
}

static void put_commands(struct buf *out) {
  buf_puts(out, "| command | what it does |\n|---|---|\n");
  for (size_t i = 0; i < N_COMMANDS; i++) {
    buf_printf(out, "| `calque %s ", commands[i].name);
    for (const char *p = commands[i].operands; *p; p++) {
      if (*p == '|') buf_char(out, '\\'); /* even inside ` ` a bar would end the cell */
      buf_char(out, *p);
    }
    buf_puts(out, "` | ");
    put_cell(out, commands[i].line);
    buf_puts(out, " |\n");
  }
}

static void put_options(struct buf *out) {
  struct buf text;
  buf_init(&text, 4096);
  buf_puts(out, "| option | commands | what it does |\n|---|---|---|\n");
  for (size_t i = 0; i < n_option_rows; i++) {
    const struct option_row *row = &option_rows[i];
    buf_puts(out, "| `");
    help_option_name(row, out);
    buf_puts(out, "` | ");
    for (size_t c = 0, n = 0; c < N_COMMANDS && row->commands != C_ANY; c++)
      if (option_is_for(row, &commands[c]))
        buf_printf(out, "%s%s", n++ ? ", " : "", commands[c].name);
    buf_puts(out, row->commands == C_ANY ? "all | " : " | ");
    buf_clear(&text);
    help_option_text(row, NULL, &text);
    put_cell(out, text.ptr);
    buf_puts(out, " |\n");
  }
  buf_free(&text);
}

static void put_environment(struct buf *out) {
  buf_puts(out, "| variable | option | what it does |\n|---|---|---|\n");
  for (size_t i = 0; i < n_env_rows; i++) {
    const struct env_row *row = &env_rows[i];
    buf_printf(out, "| `%s` | %s%s%s | ", row->name, row->option ? "`--" : "",
               row->option ? row->option : "", row->option ? "`" : "");
    put_cell(out, row->help);
    buf_puts(out, " |\n");
  }
}

static void put_checks(struct buf *out) {
  buf_puts(out, "| check | family | severity | what it finds |\n|---|---|---|---|\n");
  for (size_t i = 0; i < n_checks; i++) {
    buf_printf(out, "| `%s` | %s | %s | ", all_checks[i]->id, all_checks[i]->family,
               calque_severity_name(all_checks[i]->severity));
    put_cell(out, all_checks[i]->title);
    buf_puts(out, " |\n");
  }
}

static void put_providers(struct buf *out) {
  buf_puts(out, "| name | service | kind | what to set |\n|---|---|---|---|\n");
  for (size_t i = 0; i < n_providers; i++) {
    const struct provider *p = providers[i];
    buf_printf(out, "| `%s` | %s | %s | ", p->id, p->name,
               p->kind == PROVIDER_MODEL ? "language model" : "translation");
    put_cell(out, p->needs);
    buf_puts(out, " |\n");
  }
}

static void put_statuses(struct buf *out) {
  buf_puts(out, "| exit status | meaning |\n|---|---|\n");
  for (size_t i = 0; i < n_status_rows; i++) {
    buf_printf(out, "| %s | ", status_rows[i].number);
    put_cell(out, status_rows[i].meaning);
    buf_puts(out, " |\n");
  }
}

void documents_readme(struct buf *out) {
  static const struct {
    const char *name;
    void (*put)(struct buf *out);
  } tables[] = {{"commands", put_commands},   {"options", put_options},
                {"checks", put_checks},       {"environment", put_environment},
                {"providers", put_providers}, {"statuses", put_statuses}};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    buf_printf(out, "<!-- %s: made by make docs -->\n", tables[i].name);
    tables[i].put(out);
    buf_printf(out, "<!-- /%s -->\n", tables[i].name);
  }
}
