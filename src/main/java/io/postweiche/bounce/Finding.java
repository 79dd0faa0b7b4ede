package io.postweiche.bounce;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Mail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is told of some recipients of a mail: those of its envelope, with the journey that is
 * theirs.
 *
 * @param reason why it failed; null when it did not
 * @param until how long it is still tried; null when it is not
 * @param relayHost the host name of the relay in the journey, null when none was asked
 */
public record Finding(
    Kind kind,
    Mail mail,
    @Nullable DeadReason reason,
    @Nullable Instant until,
    @Nullable String relayHost) {
  public static Finding failed(Mail mail, DeadReason reason, @Nullable String relayHost) {
    return new Finding(Kind.FAILED, mail, reason, null, relayHost);
  }

  public static Finding delayed(Mail mail, Instant until, @Nullable String relayHost) {
    return new Finding(Kind.DELAYED, mail, null, until, relayHost);
  }

  public static Finding relayed(Mail mail, @Nullable String relayHost) {
    return new Finding(Kind.RELAYED, mail, null, null, relayHost);
  }

  /** Of those recipients only of whom the sender wants to hear this (RFC 3461); may be none. */
  public Optional<Finding> wanted() {
    List<Address> told = mail.envelope().wishing(kind::wanted);
    Mail theirs = mail.withEnvelope(mail.envelope().withRecipients(told));
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(new Finding(kind, theirs, reason, until, relayHost));
  }

  /** {@code expired}, or the kind when there is no reason: names the sentences on it. */
  String about() {
    return reason == null ? kind.word() : reason.word();
  }
}
