package io.postweiche.smtp;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Dsn;
import io.postweiche.core.mail.DsnWish;
import io.postweiche.core.mail.Envelope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mail between MAIL and the end of DATA. */
final class Transaction {
  private final Address sender;
  private final MailParameters parameters;
  private final Map<Address, DsnWish> recipients = new LinkedHashMap<>();
  private boolean someRefused;
  private boolean chunked;
  private int tried;

  Transaction(Address sender, MailParameters parameters) {
    this.sender = sender;
    this.parameters = parameters;
  }

  boolean smtpUtf8() {
    return parameters.smtpUtf8();
  }

  /** Octets as the client said, 0 when it did not. */
  long declaredSize() {
    return parameters.size();
  }

  /** Counts a try to name a recipient. */
  int tried() {
    return ++tried;
  }

  /**
   * Takes a recipient; one given twice counts once, as it was given first. False when there is no
   * room.
   */
  boolean add(Address recipient, DsnWish wish, int most) {
    if (recipients.size() >= most && !recipients.containsKey(recipient)) {
      return false;
    }
    recipients.putIfAbsent(recipient, wish);
    return true;
  }

  /** BDAT has begun: no more recipients, and no DATA. */
  void chunkBegins() {
    chunked = true;
  }

  void requireUnchunked() throws Refused {
    if (chunked) {
      throw new Refused(Replies.sequence("BDAT has begun this mail"));
    }
  }

  void recipientRefused() {
    someRefused = true;
  }

  boolean hasRecipients() {
    return !recipients.isEmpty();
  }

  boolean allRefused() {
    return recipients.isEmpty() && someRefused;
  }

  Envelope envelope(boolean eightBit) {
    Map<Address, DsnWish> wishes = new LinkedHashMap<>(recipients);
    wishes.values().removeIf(DsnWish.NONE::equals);
    Dsn dsn = new Dsn(parameters.returned(), parameters.envelopeId(), wishes);
    return new Envelope(
        sender, List.copyOf(recipients.keySet()), eightBit, parameters.smtpUtf8(), dsn);
  }
}
