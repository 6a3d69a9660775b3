/* robots.txt (RFC 9309): may we read a page? */
#ifndef NET_ROBOTS_H
#define NET_ROBOTS_H

#include "base/str.h"

/* `agent` is our name in lower case; `path` starts with "/". The rules of our group count, else
 * those of "*"; of the rules that fit the longest, and of equals Allow. */
bool robots_allow(calque_str robots, calque_str agent, calque_str path);

#endif
