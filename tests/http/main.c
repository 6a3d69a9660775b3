/* The hostile server as a program: hostile PARALLEL LOG. Prints its port; runs until its standard
 * input ends. */
#include "hostile.h"

#include <stdio.h>

int main(int argc, char **argv) {
  struct hostile *h = argc == 3 ? hostile_start(argv[1], argv[2]) : NULL;
  if (!h) {
    fprintf(stderr, "usage: hostile PARALLEL.tsv LOG.jsonl\n");
    return 2;
  }
  printf("%u\n", hostile_port(h));
  fflush(stdout);
  while (getchar() != EOF) continue;
  hostile_stop(h);
  return 0;
}
