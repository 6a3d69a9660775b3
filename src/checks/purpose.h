/* Which checks a summary or a cleaned text has any use for. */
#ifndef CHECKS_PURPOSE_H
#define CHECKS_PURPOSE_H

#include "checks/check.h"

/* Does the finding make its sentence unfit to be quoted? (vetoes.def) */
bool finding_spoils(const calque_finding *finding);
/* Is the finding left out of a cleaned text, if it stands where it may be cut? */
bool finding_is_cut(const calque_finding *finding);
/* The checks whose findings can change the result: bit i stands for check number i of all_checks.
 */
uint64_t checks_serving(calque_purpose purpose);
/* Those of them that look at the whole document. */
extern uint64_t checks_whole;

#endif
