package io.postweiche.app.hook;

import io.postweiche.broker.Outgoing;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a route at a {@link Point} sees: a fixed set, none of them the message's own.
 */
final class Seen {
  private final Map<String, Object> headers = new LinkedHashMap<>();

  private Seen() {}

  static Map<String, Object> of(Mail mail) {
    Seen seen = new Seen();
    seen.envelope(mail.envelope().sender(), mail.envelope().recipients());
    return seen.put("mailId", mail.id().value())
        .put("headerFrom", text(mail.summary().headerFrom()))
        .put("acceptedAt", mail.journey().acceptedAt().toString())
        .put("size", mail.content().size())
        .headers;
  }

  static Map<String, Object> of(Mail mail, DeadReason reason) {
    Seen seen = new Seen();
    seen.headers.putAll(of(mail));
    return seen.put("reason", reason.word())
        .put("detail", mail.journey().reason())
        .put("relay", text(mail.journey().relay()))
        .put("lastReply", mail.journey().lastReply())
        .put("attempt", mail.journey().attempt())
        .headers;
  }

  static Map<String, Object> of(Outgoing.Unreadable post) {
    return new Seen()
        .put("mailId", post.id().value())
        .put("reason", DeadReason.MALFORMED.word())
        .put("detail", post.reason())
        .headers;
  }

  static Map<String, Object> of(MailEvent event) {
    Seen seen = new Seen();
    seen.envelope(event.sender(), event.recipients());
    return seen.put("mailId", event.id().value())
        .put("event", event.type().word())
        .put("queue", event.queue())
        .put("relay", event.relay())
        .put("stage", event.stage())
        .put("verdict", event.verdict())
        .put("lastReply", event.reply())
        .put("detail", event.detail())
        .headers;
  }

  private void envelope(Address sender, List<Address> recipients) {
    Domain domain = sender.domain();
    put("mailFrom", sender.toString());
    put("senderDomain", domain == null ? "" : domain.ascii());
    put("rcptTo", recipients.stream().map(Address::toString).collect(Collectors.joining(",")));
  }

  private Seen put(String name, @Nullable Object value) {
    if (value != null) {
      headers.put(name, value);
    }
    return this;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
