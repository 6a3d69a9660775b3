/* Which machines may be called. An address that a feed or a redirect names could be this machine
 * or one of its network, where a request may do harm that nobody outside could; so unless the user
 * allows it, only public addresses are called, and each address is looked at after names were
 * resolved, right before the connection is made. */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include "base/str.h"

struct sockaddr;

/* Loopback, private, link-local, shared (RFC 6598), multicast, reserved, unspecified; the same
 * written as IPv6 (::ffff:, 64:ff9b::, 2002::); any family but IPv4 and IPv6. */
bool address_is_private(const struct sockaddr *address);

/* 127.0.0.0/8, ::1 and the former written as IPv6. */
bool address_is_loopback(const struct sockaddr *address);
/* The same of a host as url_host gives it, with or without a port; "localhost" too. */
bool address_is_loopback_host(calque_str host);

#endif
