/* Good manners towards hosts: one request at a time, a pause behind each, robots.txt read once.
 * Shared by all threads of a run. */
#ifndef NET_POLITE_H
#define NET_POLITE_H

#include "net/http.h"

struct polite;

struct polite *polite_new(unsigned pause_ms);
void polite_free(struct polite *p);

/* http_ask when it is this host's turn and the pause is over; waits until then. */
calque_status polite_ask(struct polite *p, struct http *http, calque_arena *arena,
                         const struct http_request *request, struct http_answer *answer,
                         calque_error *err);

/* May we read this page? robots.txt is asked for when the host is new. CALQUE_OK, or why not. A
 * host without robots.txt allows all; one that cannot say allows nothing. */
calque_status polite_may_read(struct polite *p, struct http *http, calque_arena *arena,
                              calque_str url, calque_error *err);

#endif
