/**
 * Signs mail that leaves (DKIM, RFC 6376 and RFC 8463). The body's canonical form and hash are the
 * library's; the header's are ours, since the library knows no Ed25519 and reads octets above 127
 * by the machine's locale.
 */
@NullMarked
package io.postweiche.dkim;

import org.jspecify.annotations.NullMarked;
