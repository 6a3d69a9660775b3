/* The compiler of the lexicon, run by make: compile FR.AFF FR.DIC EN.AFF EN.DIC DATA_DIR OUT */
#include "base/error.h"
#include "lexicon/lexicon.h"

#include <stdio.h>

int main(int argc, char **argv) {
  calque_error err = {0};
  char message[600];
  if (argc != 7) {
    fputs("usage: compile FR.AFF FR.DIC EN.AFF EN.DIC DATA_DIR OUT\n", stderr);
    return 2;
  }
  const struct lexicon_sources sources = {argv[1], argv[2], argv[3], argv[4], argv[5]};
  if (!lexicon_compile(&sources, argv[6], &err)) return 0;
  fprintf(stderr, "compile: %s\n", error_text(&err, message, sizeof message));
  return 1;
}
