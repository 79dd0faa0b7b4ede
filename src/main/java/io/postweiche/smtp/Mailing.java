package io.postweiche.smtp;

import io.postweiche.config.AllowedSenders;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DsnWish;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MAIL, RCPT, DATA and BDAT: the mail that a client has begun, and what it may hold. */
final class Mailing {
  /** As many recipients of a mail may be tried for each that may be named. */
  private static final int TRIES = 10;

  private final String hostname;
  private final Access access;
  private final Quota quota;
  private @Nullable Transaction transaction;

  Mailing(String hostname, Access access, Quota quota) {
    this.hostname = hostname;
    this.access = access;
    this.quota = quota;
  }

  boolean begun() {
    return transaction != null;
  }

  /** The mail begun. */
  Transaction mail() {
    return Objects.requireNonNull(transaction);
  }

  void forget() {
    transaction = null;
  }

  /** MAIL. */
  Answer begin(String argument, AllowedSenders allowed) throws Refused {
    PathArgument from = PathArgument.of("FROM", argument);
    MailParameters parameters = MailParameters.of(from.parameters());
    Address sender = Addresses.sender(from.path(), parameters.smtpUtf8());
    if (parameters.size() > access.maxMessageSize()) {
      throw new Refused(Replies.tooLarge(access.maxMessageSize()));
    }
    if (!allowed.allows(sender)) {
      throw new Refused(553, "5.7.1", "Sender " + sender.bracketed() + " not allowed here");
    }
    transaction = new Transaction(sender, parameters);
    return Answer.after(Answer.Next.ASK_INTAKE);
  }

  /** RCPT. */
  Answer recipient(String argument) throws Refused {
    Transaction mail = requireMail();
    mail.requireUnchunked();
    if (mail.tried() <= TRIES * access.limits().recipients()) {
      quota.recipientCame();
    }
    PathArgument to = PathArgument.of("TO", argument);
    try {
      DsnWish wish = RcptParameters.of(to.parameters(), mail.smtpUtf8());
      Address recipient = Addresses.recipient(to.path(), mail.smtpUtf8(), hostname);
      if (!quota.recipient()) {
        throw new Refused(452, "4.5.3", "Enough recipients over one connection");
      }
      if (!mail.add(recipient, wish, access.limits().recipients())) {
        throw new Refused(452, "4.5.3", "At most " + access.limits().recipients() + " recipients");
      }
    } catch (Refused e) {
      mail.recipientRefused();
      throw e;
    }
    return Answer.say(SmtpReply.of(250, "2.1.5", "Recipient ok"));
  }

  /** DATA. */
  Answer data() throws Refused {
    requireRecipients().requireUnchunked();
    return new Answer(Answer.Next.READ_DATA, Replies.GO_AHEAD);
  }

  /** BDAT, its argument being sound. */
  Answer chunk() throws Refused {
    requireRecipients().chunkBegins();
    return Answer.after(Answer.Next.READ_CHUNK);
  }

  private Transaction requireRecipients() throws Refused {
    Transaction mail = requireMail();
    if (mail.allRefused()) {
      throw new Refused(554, "5.5.1", "No valid recipients");
    }
    if (!mail.hasRecipients()) {
      throw new Refused(Replies.sequence("RCPT comes first"));
    }
    return mail;
  }

  private Transaction requireMail() throws Refused {
    if (transaction == null) {
      throw new Refused(Replies.sequence("MAIL comes first"));
    }
    return transaction;
  }
}
