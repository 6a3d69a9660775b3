/* URLs, bare domains, e-mail addresses, @handles and #hashtags, each as one token. */
#include "text/parts.h"

/* Top-level domains that are met in running French text. A bare domain must end in one. */
static const calque_str domains[] = {
    STR_INIT("fr"),  STR_INIT("com"),     STR_INIT("org"),    STR_INIT("net"),  STR_INIT("eu"),
    STR_INIT("be"),  STR_INIT("ch"),      STR_INIT("ca"),     STR_INIT("lu"),   STR_INIT("info"),
    STR_INIT("tv"),  STR_INIT("uk"),      STR_INIT("de"),     STR_INIT("ru"),   STR_INIT("us"),
    STR_INIT("gov"), STR_INIT("edu"),     STR_INIT("int"),    STR_INIT("io"),   STR_INIT("app"),
    STR_INIT("ma"),  STR_INIT("sn"),      STR_INIT("media"),  STR_INIT("news"), STR_INIT("paris"),
    STR_INIT("bzh"), STR_INIT("invalid"), STR_INIT("example")};

enum { MAX_DOMAIN = 253, MAX_LOCAL = 64 }; /* bytes, RFC 1035 and RFC 5321 */

/* Bytes of labels; bytes of what stands before an @. NUL is among them. */
static bool domain_bytes[256], local_bytes[256];

__attribute__((constructor)) static void bytes_fill(void) {
  for (size_t c = 0; c < 0x80; c++)
    domain_bytes[c] =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || utf8_is_digit((uint32_t)c) || c == '-';
  memcpy(local_bytes, domain_bytes, sizeof local_bytes);
  local_bytes['.'] = local_bytes['_'] = local_bytes['+'] = local_bytes['\0'] = true;
}

static bool is_domain_byte(char c) { return domain_bytes[(unsigned char)c]; }
static bool is_local_byte(char c) { return local_bytes[(unsigned char)c]; }

/* Do the bytes at i that a domain or a local part may have hold a full stop that goes on, or does
 * an
 * @ follow them? Words with hyphens have neither. */
static bool may_be_domain(calque_str s, size_t i) {
  for (size_t at = i; at < s.len && at - i < MAX_DOMAIN; at++) {
    if (s.ptr[at] == '@') return true;
    if (s.ptr[at] == '.' && at + 1 < s.len && is_domain_byte(s.ptr[at + 1])) return true;
    if (!is_local_byte(s.ptr[at])) return false;
  }
  return s.len - i > MAX_DOMAIN;
}

/* End of what cannot stand in a URL: white space, quotes, angle brackets. */
static size_t url_end(calque_str s, size_t i) {
  size_t len;
  while (i < s.len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    if (utf8_is_space(c) || c == '"' || c == '<' || c == '>' || c == 0xab || c == 0xbb ||
        c == 0x201c || c == 0x201d || c == 0x2019)
      break;
    i += len;
  }
  while (i > 0 && strchr(".,;:!?)]}'", s.ptr[i - 1])) i--;
  return i;
}

/* End of labels joined by dots, the last of which is a known domain; i when they are not. */
static size_t domain_end(calque_str s, size_t i) {
  size_t end = i, label = i;
  bool dotted = false;
  while (end < s.len && end - i < MAX_DOMAIN) {
    if (is_domain_byte(s.ptr[end])) {
      end++;
    } else if (s.ptr[end] == '.' && end > label && end + 1 < s.len &&
               is_domain_byte(s.ptr[end + 1])) {
      label = ++end;
      dotted = true;
    } else {
      break;
    }
  }
  if (!dotted || (end < s.len && ((unsigned char)s.ptr[end] >= 0x80 || s.ptr[end] == '\'')))
    return i;
  calque_str last = str_slice(s, label, end);
  for (size_t k = 0; k < COUNT(domains); k++)
    if (str_eq(last, domains[k])) return end;
  return i;
}

/* Letters, digits, underscores and inner hyphens, as social networks allow in a name. */
static size_t tag_end(calque_str s, size_t i) {
  size_t len;
  while (i < s.len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    if (!utf8_is_letter(c) && !utf8_is_digit(c) && c != '_') break;
    i += len;
  }
  return i;
}

static size_t address_end(calque_str s, size_t i) {
  size_t at = i;
  while (at < s.len && at - i < MAX_LOCAL && is_local_byte(s.ptr[at])) at++;
  if (at == i || at >= s.len || s.ptr[at] != '@') return i;
  size_t end = domain_end(s, at + 1);
  return end > at + 1 ? end : i;
}

size_t link_end(calque_str s, size_t i) {
  calque_str rest = str_slice(s, i, s.len);
  if (rest.ptr[0] == '#' || rest.ptr[0] == '@') {
    size_t end = tag_end(s, i + 1);
    return end > i + 1 && !utf8_is_digit((unsigned char)s.ptr[i + 1]) ? end : i;
  }
  if (str_starts(rest, STR("http://")) || str_starts(rest, STR("https://")) ||
      str_starts(rest, STR("www.")))
    return url_end(s, i);
  if (!may_be_domain(s, i)) return i;
  size_t end = domain_end(s, i);
  if (end > i) return end < s.len && s.ptr[end] == '/' ? url_end(s, end) : end;
  return address_end(s, i);
}
