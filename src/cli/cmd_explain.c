/* calque explain: why a check exists, with a bad and a good example; all of them without a name. */
#include "cli/batch.h"
#include "cli/commands.h"

#include <stdio.h>

static const struct check *find(const char *name) {
  calque_str id = calque_str_of(name);
  const struct check *check = check_find(id);
  if (check) return check;
  const char *ids[256];
  size_t n = n_checks < 256 ? n_checks : 256;
  for (size_t i = 0; i < n; i++) ids[i] = all_checks[i]->id;
  const char *near = suggest(id, ids, sizeof *ids, n);
  calque_error err = {0};
  fail(&err, CALQUE_E_CONFIG, NULL, 0, "no check is called '%.60s'%s%s%s", name,
       near ? "; did you mean '" : "; see 'calque explain", near ? near : "", near ? "'?" : "'");
  batch_complain(&err);
  return NULL;
}

/* One line a check, for a terminal. */
static void list_checks(struct buf *out) {
  int widest = 0;
  for (size_t i = 0; i < n_checks; i++) {
    int n = (int)strlen(all_checks[i]->id);
    if (n > widest) widest = n;
  }
  for (size_t i = 0; i < n_checks; i++)
    buf_printf(out, "%-*s  %-8s  %-11s  %s\n", widest, all_checks[i]->id,
               calque_severity_name(all_checks[i]->severity), all_checks[i]->family,
               all_checks[i]->title);
}

static bool explain(const struct options *o, struct output *output, struct buf *out) {
  output_begin(output, out);
  size_t n = o->n_operands ? o->n_operands : n_checks;
  for (size_t i = 0; i < n; i++) {
    const struct check *check = o->n_operands ? find(o->operands[i]) : all_checks[i];
    if (!check) return false;
    struct buf item;
    buf_init(&item, BUF_MAX_OUTPUT);
    output->writer->explain(&output->style, check, &item);
    output_put(output, buf_view(&item), out);
    buf_free(&item);
  }
  output_end(output, out);
  return true;
}

int cmd_explain(const struct options *o) {
  struct output output = {.writer = writer_find(calque_str_of(o->to)),
                          .subject = SUBJECT_EXPLAIN,
                          .style = batch_style(o)};
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  bool ok = true;
  if (!o->n_operands && strcmp(o->to, "terminal") == 0) list_checks(&out);
  else ok = explain(o, &output, &out);
  int status = ok ? print_all(o->output, buf_view(&out)) : EXIT_USAGE;
  buf_free(&out);
  return status;
}
