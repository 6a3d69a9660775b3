/* Checks before the work begins, the clock at its end. */
#define _GNU_SOURCE /* localtime_r */
#include "cli/digest_forms.h"

#include "base/array.h"
#include "cli/batch.h"
#include "output/escape.h"
#include "output/mime.h"

#include <time.h>

bool digest_addresses(const struct options *o) {
  const struct {
    const char *option, *value;
  } rows[] = {{"--mail-from", o->mail_from}, {"--mail-to", o->mail_to}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    if (!rows[i].value || mime_is_address_list(calque_str_of(rows[i].value))) continue;
    calque_error err = {0};
    struct buf shown;
    buf_init(&shown, 64 << 10);
    escape_line(&shown, calque_str_of(rows[i].value));
    fail(&err, CALQUE_E_CONFIG, rows[i].option, 0,
         "'%.80s' is not an address like a@b or Name <a@b>", shown.len ? shown.ptr : "");
    batch_complain(&err);
    buf_free(&shown);
    return false;
  }
  return true;
}

void digest_write(const struct output *output, const struct digest_day *day, struct buf *out) {
  const char *name = output->writer->name;
  struct digest_day dated = *day;
  char today[16];
  if (!day->date.len && (strcmp(name, "atom") == 0 || strcmp(name, "mail") == 0)) {
    time_t now = time(NULL);
    struct tm tm;
    size_t n = strftime(today, sizeof today, "%Y-%m-%d", localtime_r(&now, &tm));
    dated.date = (calque_str){today, n};
  }
  output->writer->digest(&output->style, &dated, out);
}
