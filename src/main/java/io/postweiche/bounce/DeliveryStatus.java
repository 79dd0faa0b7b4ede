package io.postweiche.bounce;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DsnWish;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailDate;
import io.postweiche.core.mail.Xtext;
import io.postweiche.core.reply.Reply;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a report that is for programs: RFC 3464 section 2. */
final class DeliveryStatus {
  private DeliveryStatus() {}

  static byte[] of(List<Finding> findings, String hostname) {
    Mail mail = findings.get(0).mail();
    Fields fields = new Fields();
    fields.add("Original-Envelope-Id", decoded(mail.envelope().dsn().envelopeId()));
    fields.add("Reporting-MTA", "dns; " + hostname);
    fields.add("Arrival-Date", MailDate.of(mail.journey().acceptedAt()));
    for (Finding finding : findings) {
      Fields each = outcome(finding); // the same for every recipient of it
      Envelope envelope = finding.mail().envelope();
      for (Address recipient : envelope.recipients()) {
        fields
            .nextGroup()
            .add("Original-Recipient", original(envelope.dsn().wish(recipient)))
            .add("Final-Recipient", typed(recipient))
            .add(each);
      }
    }
    return fields.octets();
  }

  private static Fields outcome(Finding finding) {
    Journey journey = finding.mail().journey();
    Reply reply = Evidence.reply(journey);
    Instant last = lastAttempt(journey.history());
    Instant until = finding.until();
    return new Fields()
        .add("Action", finding.kind().word())
        .add("Status", Evidence.status(finding, reply))
        .add(
            "Remote-MTA",
            reply == null || finding.relayHost() == null ? null : "dns; " + finding.relayHost())
        .add("Diagnostic-Code", diagnostic(journey, reply))
        .add("Last-Attempt-Date", last == null ? null : MailDate.of(last))
        .add("Will-Retry-Until", until == null ? null : MailDate.of(until));
  }

  // only an SMTP reply may be called one; a sentence of ours has a type of its own
  private static @Nullable String diagnostic(Journey journey, @Nullable Reply reply) {
    if (reply == null) {
      return journey.reason() == null ? null : "x-postweiche; " + journey.reason();
    }
    return (reply.code() > 0 ? "smtp; " : "x-postweiche; ") + reply.text();
  }

  private static @Nullable Instant lastAttempt(List<HistoryEntry> history) {
    Instant last = null;
    for (HistoryEntry entry : history) {
      if (entry.what().equals("attempted")) {
        last = entry.at();
      }
    }
    return last;
  }

  private static @Nullable String decoded(@Nullable String xtext) {
    return xtext == null ? null : Xtext.decode(xtext);
  }

  /** {@code type; address} (section 2.3.1). */
  private static @Nullable String original(DsnWish wish) {
    String original = wish.original();
    return original == null ? null : Xtext.decode(original.replaceFirst(";", "; "));
  }

  /** With its address type; beyond ASCII in the ASCII form of RFC 6533 section 3. */
  private static String typed(Address address) {
    if (!address.needsSmtpUtf8()) {
      return "rfc822; " + address;
    }
    StringBuilder encoded = new StringBuilder("utf-8; ");
    address
        .toString()
        .codePoints()
        .forEach(
            c -> {
              if (c > ' ' && c < 127 && c != '\\' && c != '+' && c != '=') {
                encoded.appendCodePoint(c);
              } else {
                encoded.append(String.format("\\x{%X}", c));
              }
            });
    return encoded.toString();
  }
}
