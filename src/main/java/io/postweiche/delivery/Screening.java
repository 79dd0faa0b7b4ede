package io.postweiche.delivery;

import io.postweiche.core.mail.Address;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which recipients a relay can be asked to take, given what it offers.
 *
 * @param smtpUtf8 whether MAIL must ask for SMTPUTF8
 * @param refused those that cannot be asked, with the reason
 */
record Screening(List<Address> asked, boolean smtpUtf8, List<Outcome> refused) {
  static Screening of(OutgoingMail mail, List<Address> recipients, RelayTransport line)
      throws IOException {
    boolean offered = line.supportsExtension("SMTPUTF8");
    long most = line.largestMessage();
    Address sender = mail.envelope().sender();
    boolean wholeNeeds =
        sender.needsSmtpUtf8() || (mail.envelope().smtpUtf8() && mail.hasUtf8Header());
    List<Address> asked = new ArrayList<>();
    List<Outcome> refused = new ArrayList<>();
    for (Address to : recipients) {
      if (to.isNull()) {
        refused.add(nobody(to));
      } else if (mail.raw().size() > most) {
        refused.add(tooLarge(to, mail.raw().size(), most));
      } else if (!offered && (wholeNeeds || to.needsSmtpUtf8())) {
        refused.add(withoutSmtpUtf8(to, sender));
      } else {
        asked.add(to);
      }
    }
    boolean needed = wholeNeeds || asked.stream().anyMatch(Address::needsSmtpUtf8);
    return new Screening(asked, needed, refused);
  }

  private static Outcome withoutSmtpUtf8(Address to, Address sender) {
    String what =
        to.needsSmtpUtf8()
            ? "the recipient's address"
            : sender.needsSmtpUtf8() ? "the sender's address" : "the message's header";
    String reply =
        "553 5.6.7 Not sent: " + what + " is not ASCII and the relay does not offer SMTPUTF8";
    // not the content: the next candidate may offer it
    return outcome(to, Stage.MAIL, Verdict.RELAY_DENIED, reply, "smtputf8-not-offered");
  }

  private static Outcome tooLarge(Address to, long size, long most) {
    String reply =
        "552 5.3.4 Not sent: the message has "
            + size
            + " octets and the relay announces that it takes "
            + most;
    return outcome(to, Stage.MAIL, Verdict.TOO_LARGE, reply, "size-announced");
  }

  private static Outcome nobody(Address to) {
    String reply = "553 5.1.3 Not sent: a recipient without an address";
    return outcome(to, Stage.RCPT, Verdict.RECIPIENT_REFUSED, reply, "no-recipient");
  }

  private static Outcome outcome(
      Address to, Stage stage, Verdict verdict, String reply, String rule) {
    return new Outcome(to, verdict, stage, Reply.of(reply), rule, false);
  }
}
