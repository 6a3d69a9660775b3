/* Collecting what a verification finds. */
#ifndef ENGLISH_FINDING_H
#define ENGLISH_FINDING_H

#include "base/array.h"
#include "calque.h"

struct findings {
  calque_arena *arena;
  ARRAY(calque_verify_finding) list;
};

static inline void finding_add(struct findings *f, const char *family, calque_severity severity,
                               calque_str message, calque_span fr, calque_span en) {
  calque_verify_finding one = {family, severity, message, fr, en};
  ARRAY_PUSH(f->arena, &f->list, one);
}

#endif
