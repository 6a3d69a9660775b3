/* The table of writers and what all of them share: begin, put, end. */
#include "output/writer.h"

#include "base/array.h"

#define WRITER(id) extern const struct writer writer_##id;
#include "output/writers.def"
#undef WRITER

#define WRITER(id) &writer_##id,
const struct writer *const all_writers[] = {
#include "output/writers.def"
};
#undef WRITER

const size_t n_writers = COUNT(all_writers);

const struct writer *writer_find(calque_str name) {
  for (size_t i = 0; i < n_writers; i++)
    if (str_eq(calque_str_of(all_writers[i]->name), name)) return all_writers[i];
  return NULL;
}

bool writer_serves(const struct writer *writer, enum subject subject) {
  switch (subject) {
    case SUBJECT_CHECK: return writer->check != NULL;
    case SUBJECT_SUMMARY: return writer->summary != NULL;
    case SUBJECT_CLEAN: return writer->clean != NULL;
    case SUBJECT_DIGEST: return writer->digest != NULL;
    case SUBJECT_EXPLAIN: return writer->explain != NULL;
    case SUBJECT_VERIFY: return writer->verify != NULL;
    case SUBJECT_ENGLISH: return writer->english != NULL;
    case N_SUBJECTS: break;
  }
  return false;
}

void output_begin(struct output *o, struct buf *out) {
  buf_init(&o->held, BUF_MAX_OUTPUT);
  if (o->writer->begin) o->writer->begin(o, out);
}

void output_put(struct output *o, calque_str item, struct buf *out) {
  if (o->writer->put) o->writer->put(o, item, out);
  else buf_str(out, item);
  o->n_items++;
}

void output_end(struct output *o, struct buf *out) {
  if (o->writer->end) o->writer->end(o, out);
  buf_free(&o->held);
}
