package io.postweiche.core.repeat;

import io.postweiche.core.mail.MailId;
import java.time.Instant;

/**
 * A post that was taken in.
 *
 * @param mail what it became
 */
public record Remembered(PostKey key, Instant at, MailId mail) {}
