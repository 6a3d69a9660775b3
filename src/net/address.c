/* Tables of networks after the IANA registries of special-purpose addresses. */
#include "net/address.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <sys/socket.h>

static const struct {
  uint8_t start[4];
  unsigned bits;
} networks4[] = {
    {{0, 0, 0, 0}, 8},      {{10, 0, 0, 0}, 8},    {{100, 64, 0, 0}, 10},   {{127, 0, 0, 0}, 8},
    {{169, 254, 0, 0}, 16}, {{172, 16, 0, 0}, 12}, {{192, 0, 0, 0}, 24},    {{192, 0, 2, 0}, 24},
    {{192, 168, 0, 0}, 16}, {{198, 18, 0, 0}, 15}, {{198, 51, 100, 0}, 24}, {{203, 0, 113, 0}, 24},
    {{224, 0, 0, 0}, 4},    {{240, 0, 0, 0}, 4},
};

static const struct {
  uint8_t start[2];
  unsigned bits;
} networks6[] = {
    {{0xfc, 0x00}, 7},  /* unique local */
    {{0xfe, 0x80}, 10}, /* link-local */
    {{0xfe, 0xc0}, 10}, /* site-local, of old */
    {{0xff, 0x00}, 8},  /* multicast */
};

static bool within(const uint8_t *address, const uint8_t *start, unsigned bits) {
  unsigned bytes = bits / 8, left = bits % 8;
  if (memcmp(address, start, bytes) != 0) return false;
  return left == 0 || (address[bytes] ^ start[bytes]) >> (8 - left) == 0;
}

static bool is_private4(const uint8_t *a) {
  for (size_t i = 0; i < sizeof networks4 / sizeof *networks4; i++)
    if (within(a, networks4[i].start, networks4[i].bits)) return true;
  return false;
}

static bool is_private6(const uint8_t *a) {
  static const uint8_t zero[12], mapped[12] = {[10] = 0xff, [11] = 0xff};
  static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};
  if (memcmp(a, mapped, 12) == 0 || memcmp(a, nat64, 12) == 0) return is_private4(a + 12);
  if (memcmp(a, zero, 12) == 0) return true; /* ::, ::1, addresses of old notation */
  if (a[0] == 0x20 && a[1] == 0x02) return is_private4(a + 2); /* 6to4 */
  for (size_t i = 0; i < sizeof networks6 / sizeof *networks6; i++)
    if (within(a, networks6[i].start, networks6[i].bits)) return true;
  return false;
}

/* The bytes of an address: 4, 16, or 0 of another family. */
static size_t bytes_of(const struct sockaddr *address, uint8_t out[16]) {
  const bool six = address->sa_family == AF_INET6;
  const size_t n = six ? 16 : address->sa_family == AF_INET ? 4 : 0;
  memcpy(out,
         (const char *)address + (six ? offsetof(struct sockaddr_in6, sin6_addr)
                                      : offsetof(struct sockaddr_in, sin_addr)),
         n);
  return n;
}

bool address_is_private(const struct sockaddr *address) {
  uint8_t bytes[16];
  const size_t n = bytes_of(address, bytes);
  return n == 0 || (n == 4 ? is_private4(bytes) : is_private6(bytes));
}

static bool is_loopback(const uint8_t *bytes, size_t n) {
  static const uint8_t one[16] = {[15] = 1}, mapped[12] = {[10] = 0xff, [11] = 0xff};
  if (n == 16 && memcmp(bytes, mapped, 12) == 0) return bytes[12] == 127;
  return n == 4 ? bytes[0] == 127 : n == 16 && memcmp(bytes, one, 16) == 0;
}

bool address_is_loopback(const struct sockaddr *address) {
  uint8_t bytes[16];
  const size_t n = bytes_of(address, bytes);
  return is_loopback(bytes, n);
}

bool address_is_loopback_host(calque_str host) {
  char text[64];
  uint8_t bytes[16];
  const bool six = host.len && host.ptr[0] == '[';
  calque_str name = six ? str_slice(host, 1, host.len) : host;
  calque_str rest = name;
  name = str_cut(&rest, six ? ']' : ':');
  if (six && (!rest.ptr || (rest.len && rest.ptr[0] != ':'))) return false;
  if (str_eq_nocase(name, STR("localhost"))) return true;
  if (name.len >= sizeof text) return false;
  memcpy(text, name.ptr, name.len);
  text[name.len] = '\0';
  return inet_pton(six ? AF_INET6 : AF_INET, text, bytes) == 1 && is_loopback(bytes, six ? 16 : 4);
}
