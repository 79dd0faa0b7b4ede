package io.postweiche.jms;

import io.postweiche.core.mail.Content;

/**
 * A message ready to go out, before its envelope.
 *
 * @param content without Bcc; CRLF throughout
 * @param eightBit it has octets above 127
 */
record Letter(Content content, boolean eightBit, Addressing addressing) {}
