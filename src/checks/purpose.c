/* Whoever wants a summary asks nothing of agreement or of double spaces: their findings keep no
 * sentence out of it. What each check can say at worst is compared with vetoes.def once for the
 * process; summaries and cleaned texts are the same as if every check had run. */
#include "checks/purpose.h"

#include "base/array.h"

static const struct {
  const char *what;
  calque_severity severity;
} spoiling[] = {
#define SPOILS(what, severity) {what, severity},
#include "checks/vetoes.def"
};

static const char *const cut[] = {"boilerplate", "disclosure", "repeat", "leaked-prompt"};

static calque_severity least_spoiling(const char *id, const char *family) {
  for (size_t i = 0; i < COUNT(spoiling); i++)
    if (strcmp(spoiling[i].what, id) == 0 || strcmp(spoiling[i].what, family) == 0)
      return spoiling[i].severity;
  return CALQUE_MAJOR;
}

bool finding_spoils(const calque_finding *f) {
  return f->severity >= least_spoiling(f->check, f->family);
}

static bool is_cut(const char *id) {
  for (size_t i = 0; i < COUNT(cut); i++)
    if (strcmp(cut[i], id) == 0) return true;
  return false;
}

bool finding_is_cut(const calque_finding *f) { return is_cut(f->check); }

static uint64_t spoilers, cutters;
uint64_t checks_whole;

__attribute__((constructor)) static void purposes_fill(void) {
  for (size_t i = 0; i < n_checks; i++) {
    const struct check *c = all_checks[i];
    const uint64_t bit = UINT64_C(1) << i;
    calque_severity worst = c->worst > c->severity ? c->worst : c->severity;
    if (worst >= least_spoiling(c->id, c->family)) spoilers |= bit;
    if (is_cut(c->id)) cutters |= bit;
    if (c->whole) checks_whole |= bit;
  }
}

uint64_t checks_serving(calque_purpose purpose) {
  const uint64_t all = UINT64_MAX >> (64 - n_checks);
  return purpose == CALQUE_FOR_REPORT ? all : purpose == CALQUE_FOR_SUMMARY ? spoilers : cutters;
}
