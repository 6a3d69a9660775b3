/* Small closed sets of words that the features look for: cues.def. */
#ifndef SUMMARY_CUES_H
#define SUMMARY_CUES_H

#include "text/text.h"

enum { /* bits: a word may be of several kinds */
       CUE_FIRST_PERSON = 1 << 0,
       CUE_DATE = 1 << 1,
       CUE_NEGATION = 1 << 2,
       CUE_ATTRIBUTION = 1 << 3,
       CUE_SUBJECT = 1 << 4,
       CUE_TONIC = 1 << 5,
       CUE_REFERENCE = 1 << 6,
       CUE_DEMONSTRATIVE = 1 << 7,
       CUE_IMPERSONAL = 1 << 8,
       CUE_BESIDE_IL = 1 << 9,
       CUE_TIME = 1 << 10,
       CUE_RELATIVE = 1 << 11,
       CUE_POINTER = 1 << 12
};

struct cues;

/* The table of cues.def, built once for the process and then constant. Any thread. */
const struct cues *cues_table(void);

/* The kinds of a word token, 0 for nearly all. Words in capitals have none. */
unsigned cue_of(const struct cues *cues, const calque_doc *doc, const calque_token *t);

#endif
