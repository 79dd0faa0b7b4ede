package io.postweiche.sandbox;

import io.postweiche.config.RelaySettings;
import io.postweiche.core.mail.Address;
import io.postweiche.core.reply.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One mail transaction: what the relay says to its sender, recipients and message. */
final class Transaction {
  private final RelaySettings relay;
  private final Behaviour behaviour;
  private final Address sender;
  private final Map<String, String> parameters;
  private final List<Address> recipients = new ArrayList<>();

  Transaction(RelaySettings relay, Behaviour behaviour, PathArgument mail) {
    this.relay = relay;
    this.behaviour = behaviour;
    sender = mail.address();
    parameters = mail.parameters();
  }

  /** The answer to MAIL; {@link Say#SENDER_TAKEN} lets the transaction go on. */
  Say sender() {
    if (declaredTooLarge()) {
      return Say.TOO_LARGE;
    }
    Say refusal = senderRefusedAt(Stage.MAIL);
    return refusal == null ? Say.SENDER_TAKEN : refusal;
  }

  /** The answer to RCPT. */
  Say recipient(Address recipient) {
    Say refusal = senderRefusedAt(Stage.RCPT);
    if (refusal == null) {
      refusal = Trial.of(recipient).atRcpt();
    }
    if (refusal != null) {
      return refusal;
    }
    if (recipients.size() >= relay.limits().recipients()) {
      return Say.TOO_MANY_RECIPIENTS;
    }
    recipients.add(recipient);
    return Say.RECIPIENT_TAKEN;
  }

  /** The answer to the end of data; {@link Say#ACCEPTED} when the relay takes the mail. */
  Say message(Draft draft) {
    if (draft.tooLarge()) {
      return Say.TOO_LARGE;
    }
    Say refusal = senderRefusedAt(Stage.EOD);
    if (refusal == null && recipients.stream().anyMatch(r -> Trial.of(r) == Trial.CONTENT)) {
      refusal = Say.CONTENT_REFUSED;
    }
    if (refusal == null && behaviour.checksHeader()) {
      refusal = draft.header().fault(parameters.containsKey("SMTPUTF8"));
    }
    return refusal == null ? Say.ACCEPTED : refusal;
  }

  Address from() {
    return sender;
  }

  List<Address> recipients() {
    return recipients;
  }

  private @Nullable Say senderRefusedAt(Stage stage) {
    if (sender.isNull()) {
      boolean refuses = !relay.profile().nullSender() && behaviour.refusesNullSenderAt() == stage;
      return refuses ? Say.NULL_SENDER_REFUSED : null;
    }
    boolean refuses =
        behaviour.refusesSenderAt() == stage && !relay.profile().senderRule().allows(sender);
    return refuses ? Say.SENDER_REFUSED : null;
  }

  private boolean declaredTooLarge() {
    String size = parameters.getOrDefault("SIZE", "0");
    // twenty digits or more are too large for any limit, and for a long
    return size.length() > 18 || Long.parseLong(size) > relay.limits().messageSize();
  }
}
