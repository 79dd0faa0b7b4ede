package io.postweiche.delivery;

import io.postweiche.core.mail.Address;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One attempt at a mail: as many transactions as its recipients need. */
final class Delivery {
  private final Lane lane;
  private final OutgoingMail mail;
  private final ReplyReader reader;
  private final Map<Address, Outcome> outcomes = new LinkedHashMap<>();
  private long transactions;
  // what befell a whole transaction, and would befall the next ones too
  private @Nullable Outcome forAll;

  Delivery(Lane lane, OutgoingMail mail, ReplyReader reader) {
    this.lane = lane;
    this.mail = mail;
    this.reader = reader;
  }

  /** Tries every recipient; an outcome for each, in their order. */
  List<Outcome> run() {
    List<Address> recipients = mail.envelope().recipients().stream().distinct().toList();
    int most = Math.max(1, lane.relay().limits().recipients());
    for (int from = 0; from < recipients.size() && forAll == null; from += most) {
      deliver(recipients.subList(from, Math.min(from + most, recipients.size())));
    }
    return recipients.stream().map(this::outcome).toList();
  }

  long transactions() {
    return transactions;
  }

  private Outcome outcome(Address recipient) {
    Outcome own = outcomes.get(recipient);
    return own != null ? own : like(Objects.requireNonNull(forAll), recipient);
  }

  private void deliver(List<Address> recipients) {
    boolean answered = false;
    while (!answered) {
      // ends: each dead connection goes when it is found, and a fresh one is never called stale
      answered = tryDeliver(recipients);
    }
  }

  /** False when the connection was dead before the relay took anything over it. */
  private boolean tryDeliver(List<Address> recipients) {
    RelayTransport line;
    long began = System.nanoTime();
    try {
      line = lane.borrow();
    } catch (RelayFault fault) {
      ReplyReader.Reading reading = fault.reading(reader);
      failAll(reading.verdict(), fault.stage(), fault.reply(), reading.rule());
      return true;
    } finally {
      mail.connectedSince(began);
    }
    try {
      transact(line, recipients);
      return true;
    } catch (StaleConnection e) {
      return false;
    } catch (IOException e) {
      Reply reply = Reply.none("the message could not be read from its store: " + e.getMessage());
      failAll(Verdict.TEMPORARY, Stage.MAIL, reply, "content-unreadable");
      return true;
    } catch (RuntimeException e) {
      line.breakOff();
      throw e;
    } finally {
      lane.giveBack(line);
    }
  }

  private void transact(RelayTransport line, List<Address> recipients)
      throws StaleConnection, IOException {
    Screening screening = Screening.of(mail, recipients, line);
    screening.refused().forEach(this::settle);
    if (screening.asked().isEmpty()) {
      return;
    }
    Transaction transaction =
        new Transaction(line, mail, screening.asked(), screening.smtpUtf8(), reader);
    Map<Address, Outcome> results = transaction.run();
    transactions++;
    results.values().forEach(this::settle);
    if (transaction.mailRefused()) {
      forAll = results.values().iterator().next();
    }
  }

  private void settle(Outcome outcome) {
    outcomes.put(outcome.recipient(), outcome);
  }

  private void failAll(Verdict verdict, Stage stage, Reply reply, String rule) {
    forAll = new Outcome(Address.NULL, verdict, stage, reply, rule, false);
  }

  private static Outcome like(Outcome other, Address recipient) {
    return new Outcome(
        recipient, other.verdict(), other.stage(), other.reply(), other.rule(), false);
  }
}
