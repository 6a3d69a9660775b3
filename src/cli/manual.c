/* calque(1): the prose of manual.man with the tables put where it says @NAME@. */
#include "base/array.h"
#include "checks/check.h"
#include "cli/help.h"

static const char prose[] =
#include "manual.man.inc"
    ;

/* Text in a line of roff: hyphens that are to be copied, backslashes, and no control line. */
static void put_roff(struct buf *out, const char *text) {
  if (*text == '.' || *text == '\'') buf_puts(out, "\\&");
  for (; *text; text++) {
    if (*text == '-') buf_puts(out, "\\-");
    else if (*text == '\\') buf_puts(out, "\\e");
    else buf_char(out, *text);
  }
}

static void put_item(struct buf *out, const char *name, const char *text) {
  buf_puts(out, ".TP\n.B ");
  put_roff(out, name);
  buf_char(out, '\n');
  put_roff(out, text);
  buf_char(out, '\n');
}

static void put_version(struct buf *out) { buf_puts(out, CALQUE_VERSION); }
static void put_datadir(struct buf *out) { put_roff(out, CALQUE_DATADIR); }

static void put_synopsis(struct buf *out) {
  for (size_t i = 0; i < N_COMMANDS; i++) {
    buf_printf(out, "%s.B calque %s\n.RI [ OPTION ]...\n", i ? ".br\n" : "", commands[i].name);
    put_roff(out, commands[i].operands);
    buf_char(out, '\n');
  }
}

static void put_commands(struct buf *out) {
  for (size_t i = 0; i < N_COMMANDS; i++) {
    struct buf name;
    buf_init(&name, 4096);
    buf_printf(&name, "%s %s", commands[i].name, commands[i].operands);
    put_item(out, name.ptr, commands[i].text);
    buf_free(&name);
  }
}

/* " Commands: check, clean." unless all of them take it. */
static void put_takers(const struct option_row *row, struct buf *out) {
  if (row->commands == C_ANY) return;
  const char *before = " Taken by ";
  for (size_t i = 0; i < N_COMMANDS; i++) {
    if (!option_is_for(row, &commands[i])) continue;
    buf_printf(out, "%s%s", before, commands[i].name);
    before = ", ";
  }
  buf_char(out, '.');
}

static void put_options(struct buf *out) {
  struct buf name, text;
  buf_init(&name, 4096);
  buf_init(&text, 4096);
  for (size_t i = 0; i < n_option_rows; i++) {
    buf_clear(&name);
    buf_clear(&text);
    help_option_name(&option_rows[i], &name);
    help_option_text(&option_rows[i], NULL, &text);
    buf_char(&text, '.');
    put_takers(&option_rows[i], &text);
    put_item(out, name.ptr, text.ptr);
  }
  buf_free(&name);
  buf_free(&text);
}

static void put_checks(struct buf *out) {
  for (size_t i = 0; i < n_checks; i++) {
    struct buf name;
    buf_init(&name, 4096);
    buf_printf(&name, "%s (%s)", all_checks[i]->id, all_checks[i]->family);
    put_item(out, name.ptr, all_checks[i]->title);
    buf_free(&name);
  }
}

static void put_environment(struct buf *out) {
  for (size_t i = 0; i < n_env_rows; i++) put_item(out, env_rows[i].name, env_rows[i].help);
}

static void put_status(struct buf *out) {
  for (size_t i = 0; i < n_status_rows; i++)
    put_item(out, status_rows[i].number, status_rows[i].meaning);
}

static const struct {
  const char *name;
  void (*put)(struct buf *out);
} parts[] = {{"VERSION", put_version},   {"DATADIR", put_datadir},
             {"SYNOPSIS", put_synopsis}, {"COMMANDS", put_commands},
             {"OPTIONS", put_options},   {"CHECKS", put_checks},
             {"STATUS", put_status},     {"ENVIRONMENT", put_environment}};

static bool put_part(struct buf *out, calque_str name) {
  for (size_t i = 0; i < COUNT(parts); i++) {
    if (!str_eq(name, calque_str_of(parts[i].name))) continue;
    parts[i].put(out);
    return true;
  }
  return false;
}

void manual_write(struct buf *out) {
  for (calque_str rest = calque_str_of(prose); rest.ptr;) {
    buf_str(out, str_cut(&rest, '@'));
    if (!rest.ptr) return;
    if (!put_part(out, str_cut(&rest, '@'))) return; /* the manual's test sees it cut off */
    /* A table ends its own line; the break behind @NAME@ would be an empty one. */
    if (out->ptr[out->len - 1] == '\n' && rest.len && rest.ptr[0] == '\n')
      rest = str_slice(rest, 1, rest.len);
  }
}
