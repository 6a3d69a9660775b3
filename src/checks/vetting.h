/* What calque_check leaves for calque_summarize to ask. A summary quotes two sentences of an
 * article's twenty: checks that look at one sentence at a time need not look at the others. The
 * answers are those that a whole report gives. */
#ifndef CHECKS_VETTING_H
#define CHECKS_VETTING_H

#include "checks/purpose.h"

/* Does a finding of a check that looks at sentences spoil this one? Found out when it is first
 * asked; what spoils it otherwise is in the report. NULL: every check has run, none does. */
bool vetting_spoils(struct vetting *vetting, uint32_t sentence);

#endif
