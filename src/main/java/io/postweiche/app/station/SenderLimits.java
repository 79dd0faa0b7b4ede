package io.postweiche.app.station;

import io.postweiche.config.BrokerSettings;
import io.postweiche.config.BrokerSettings.BrokerUser;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.AddressList;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
import io.postweiche.core.mail.Mailbox;
import io.postweiche.core.mail.Submission;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As whom a user of the embedded broker may send: the envelope sender and every address of the
 * headers From and Sender must be among his {@code senders}. Who is not among the users may not
 * send at all, once there are users.
 */
final class SenderLimits {
  /** The router's own login: a dead letter that an operator sends through the door again. */
  private static final String ROUTER = "router";

  private static final List<String> SHOWN_AS_AUTHOR = List.of("From", "Sender");

  private SenderLimits() {}

  /** Why this may not be sent; null when it may. */
  static @Nullable String objection(Submission submission, BrokerSettings settings)
      throws IOException {
    Map<String, BrokerUser> users =
        settings instanceof BrokerSettings.Embedded embedded ? embedded.users() : Map.of();
    String name = submission.origin().user();
    if (users.isEmpty() || ROUTER.equals(name)) {
      return null;
    }
    if (name == null) {
      return "posted by nobody known, while there are broker.users";
    }
    BrokerUser user = users.get(name);
    if (user == null) {
      return "posted by '" + name + "', who is not among broker.users";
    }
    return user.senders().isEmpty() ? null : objection(submission, name, user);
  }

  private static @Nullable String objection(Submission submission, String name, BrokerUser user)
      throws IOException {
    Address sender = submission.envelope().sender();
    if (!mayUse(user, sender)) {
      return "the user " + name + " may not send as " + sender.bracketed() + " (broker.users)";
    }
    Headers headers = HeaderScan.read(submission.content());
    for (String field : SHOWN_AS_AUTHOR) {
      for (String value : headers.all(field)) {
        String objection = objection(value, user);
        if (objection != null) {
          return "the user " + name + " may not write " + field + ": " + objection;
        }
      }
    }
    return null;
  }

  private static @Nullable String objection(String value, BrokerUser user) {
    try {
      for (Mailbox author : AddressList.parse(value)) {
        if (!mayUse(user, author.address())) {
          return author.address().bracketed() + " (broker.users)";
        }
      }
      return null;
    } catch (IllegalArgumentException e) {
      return "what cannot be read (" + e.getMessage() + ")";
    }
  }

  private static boolean mayUse(BrokerUser user, Address address) {
    return user.senders().stream().anyMatch(pattern -> pattern.matches(address));
  }
}
