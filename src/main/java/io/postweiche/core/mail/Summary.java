package io.postweiche.core.mail;

import org.jspecify.annotations.Nullable;

/**
 * What a person recognises a mail by, read once from its header; decoded, cut to a sane length,
 * without controls.
 *
 * @param headerFrom the first address of the header {@code From}
 */
public record Summary(
    @Nullable Address headerFrom, @Nullable String subject, @Nullable String messageId) {
  public static final Summary NONE = new Summary(null, null, null);
}
