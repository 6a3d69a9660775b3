/* Small closed sets of words that the features look for: cues.def. */
#ifndef SUMMARY_CUES_H
#define SUMMARY_CUES_H

#include "text/text.h"

enum { /* bits: a word may be of several kinds */
       CUE_FIRST_PERSON = 1 << 0
};

/* The kinds of a word token, 0 for nearly all. Any thread. */
unsigned cue_of(const calque_doc *doc, const calque_token *t);

#endif
