/* The tables of dictionaries/: one row a line, columns between tabs, lines of # are comments. */
#ifndef LEXICON_TSV_H
#define LEXICON_TSV_H

#include "base/arena.h"
#include "base/error.h"

#define TSV_MAX_FILE    ((size_t)64 << 20)
#define TSV_MAX_COLUMNS 12u

struct tsv {
  const char *path;
  calque_str rest;
  long line; /* of the row read last, 1-based */
};

/* Reads the file `name` of folder `dir` into the arena. The first line that is no comment names
 * the columns and must be exactly `columns` ("word<tab>note<tab>example"). */
calque_status tsv_open(struct tsv *t, calque_arena *arena, const char *dir, const char *name,
                       const char *columns, calque_error *err);
/* CALQUE_OK and the n cells of the next row, CALQUE_END after the last one; a row of another
 * number of cells, or one whose first cell is empty, is an error. */
calque_status tsv_row(struct tsv *t, calque_str *cells, size_t n, calque_error *err);

#endif
