package io.postweiche.delivery;

import io.postweiche.core.mail.Address;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One mail transaction over a connection: MAIL, RCPT for each recipient, DATA, the final dot. */
final class Transaction {
  /** Commands under way at once when pipelining; small enough for any socket buffer (RFC 2920). */
  private static final int WINDOW = 50;

  private final RelayTransport line;
  private final OutgoingMail mail;
  private final ReplyReader reader;
  private final Map<Address, Outcome> outcomes = new LinkedHashMap<>();
  private final List<Address> asked;
  private final List<Address> accepted = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();
  private final int window;
  private int sent;
  private int answered;
  private boolean mailRefused;

  /**
   * Prepares the commands.
   *
   * @param asked recipients that this relay can be asked to take ({@link Screening}); at least one
   */
  Transaction(
      RelayTransport line,
      OutgoingMail mail,
      List<Address> asked,
      boolean smtpUtf8,
      ReplyReader reader) {
    this.line = line;
    this.mail = mail;
    this.asked = asked;
    this.reader = reader;
    this.window = line.supportsExtension("PIPELINING") ? WINDOW : 1;
    mail.tellsOfSuccess(line.supportsExtension("DSN"));
    commands.add(MailCommand.mail(mail, smtpUtf8, line::supportsExtension));
    asked.forEach(
        recipient -> commands.add(MailCommand.rcpt(mail, recipient, line::supportsExtension)));
  }

  /**
   * Runs it to its end.
   *
   * @return an outcome for each recipient asked
   * @throws StaleConnection when a kept connection turned out dead before the relay took anything
   */
  Map<Address, Outcome> run() throws StaleConnection {
    boolean kept = line.used();
    try {
      converse();
    } catch (RelayFault fault) {
      line.breakOff();
      if (kept && answered == 0 && fault.hungUp()) {
        throw new StaleConnection();
      }
      settleRest(fault);
    } catch (IOException e) {
      line.breakOff();
      Reply reply = Reply.none("the message could not be read from its store: " + e.getMessage());
      settleRest(Stage.DATA, reply, Verdict.TEMPORARY, "content-unreadable", false);
    }
    return outcomes;
  }

  /** Whether the relay refused the sender, and so would for other recipients. */
  boolean mailRefused() {
    return mailRefused;
  }

  private void converse() throws RelayFault, IOException {
    line.freshen();
    askAll();
    boolean allSent = sent == commands.size();
    if (!allSent || (accepted.isEmpty() && answered == sent)) {
      return;
    }
    Reply go = line.beginData(this::drain);
    if (accepted.isEmpty()) {
      abandon(go);
    } else if (go.code() == 354) {
      settleEnd(line.writeBody(mail.raw()));
    } else {
      refuse(accepted, Stage.DATA, go);
    }
  }

  /**
   * Asks for everything, and reads the replies; when pipelining, those to the last commands are
   * left to be read behind DATA.
   */
  private void askAll() throws RelayFault {
    while (answered < commands.size()) {
      while (sent < commands.size() && sent - answered < window && !mailRefused) {
        ask(stageOf(sent), commands.get(sent));
        sent++;
      }
      boolean onToData = window > 1 && sent == commands.size() && !mailRefused;
      if (onToData || answered == sent) {
        return;
      }
      takeReply();
    }
  }

  private void ask(Stage stage, String command) throws RelayFault {
    if (window > 1) {
      line.sendLater(stage, command);
    } else {
      line.send(stage, command);
    }
  }

  private void drain() throws RelayFault {
    while (answered < sent) {
      takeReply();
    }
  }

  private void takeReply() throws RelayFault {
    int index = answered;
    Stage stage = stageOf(index);
    Reply reply = line.receive(stage);
    if (reply.code() == 421 || !(Replies.positive(reply) || Replies.refusal(reply))) {
      throw RelayFault.replied(stage, reply);
    }
    answered++;
    if (index == 0) {
      line.began();
      mailRefused = !Replies.positive(reply);
      if (mailRefused) {
        refuse(asked, stage, reply);
      }
    } else if (!mailRefused && Replies.positive(reply)) {
      accepted.add(asked.get(index - 1));
    } else if (!mailRefused) {
      refuse(List.of(asked.get(index - 1)), stage, reply);
    }
  }

  /** A relay that lets us go on without a recipient gets an empty message for nobody. */
  private void abandon(Reply go) throws RelayFault {
    if (go.code() == 354) {
      line.writeNothing();
    }
  }

  private void settleEnd(Reply reply) throws RelayFault {
    if (Replies.positive(reply)) {
      line.completed();
      accepted.forEach(
          recipient -> settle(recipient, Verdict.DELIVERED, Stage.EOD, reply, "accepted", false));
    } else {
      refuse(accepted, Stage.EOD, reply);
    }
  }

  private void refuse(List<Address> recipients, Stage stage, Reply reply) throws RelayFault {
    if (reply.code() == 421 || !Replies.refusal(reply)) {
      throw RelayFault.replied(stage, reply);
    }
    ReplyReader.Reading reading = reader.read(stage, reply);
    recipients.forEach(to -> settle(to, reading.verdict(), stage, reply, reading.rule(), false));
  }

  private void settleRest(RelayFault fault) {
    // a refusal is an answer; anything else behind the final dot leaves open whether it was taken
    boolean open = fault.stage() == Stage.EOD && fault.kind() != RelayFault.Kind.REFUSED;
    if (open && !accepted.isEmpty()) {
      settleRest(fault.stage(), fault.reply(), Verdict.TEMPORARY, "final-reply-lost", true);
    } else {
      ReplyReader.Reading reading = fault.reading(reader);
      settleRest(fault.stage(), fault.reply(), reading.verdict(), reading.rule(), false);
    }
  }

  private void settleRest(
      Stage stage, Reply reply, Verdict verdict, String rule, boolean possibleDuplicate) {
    for (Address recipient : asked) {
      if (!outcomes.containsKey(recipient)) {
        settle(recipient, verdict, stage, reply, rule, possibleDuplicate);
      }
    }
  }

  private void settle(
      Address to, Verdict verdict, Stage stage, Reply reply, String rule, boolean duplicate) {
    outcomes.put(to, new Outcome(to, verdict, stage, reply, rule, duplicate));
  }

  private static Stage stageOf(int command) {
    return command == 0 ? Stage.MAIL : Stage.RCPT;
  }
}
