package io.postweiche.smtp;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Envelope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A mail between MAIL and the end of DATA. */
final class Transaction {
  private final Address sender;
  private final boolean smtpUtf8;
  private final Set<Address> recipients = new LinkedHashSet<>();
  private final long declaredSize;
  private boolean someRefused;
  private int tried;

  Transaction(Address sender, boolean smtpUtf8, long declaredSize) {
    this.sender = sender;
    this.smtpUtf8 = smtpUtf8;
    this.declaredSize = declaredSize;
  }

  boolean smtpUtf8() {
    return smtpUtf8;
  }

  /** Octets as the client said, 0 when it did not. */
  long declaredSize() {
    return declaredSize;
  }

  /** Counts a try to name a recipient. */
  int tried() {
    return ++tried;
  }

  /** Takes a recipient; one given twice counts once. False when there is no room. */
  boolean add(Address recipient, int most) {
    return recipients.contains(recipient)
        || (recipients.size() < most && recipients.add(recipient));
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
    return new Envelope(sender, List.copyOf(recipients), eightBit, smtpUtf8);
  }
}
