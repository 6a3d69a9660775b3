/* SHA-256 (FIPS 180-4): names for what is kept under a key that is made of secrets and texts of
 * any length. No library that we link has it in its interface. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/str.h"

enum { SHA256_BYTES = 32, SHA256_BLOCK = 64 };

struct sha256 {
  uint32_t state[8];
  uint64_t len; /* bytes so far */
  unsigned char block[SHA256_BLOCK];
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, calque_str bytes);
/* The length of the field goes in before it, so that "ab" "c" and "a" "bc" differ. */
void sha256_field(struct sha256 *s, calque_str field);
void sha256_end(struct sha256 *s, unsigned char out[SHA256_BYTES]);

#endif
