package io.postweiche.smtp;

import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Receipt;
import io.postweiche.core.mail.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Keeps in memory what it is given, or answers as it is told. */
final class FakeIntake implements Intake {
  /** A mail as it was handed over. */
  record Taken(MailId id, Envelope envelope, Origin origin, byte[] text) {
    String latin1() {
      return new String(text, StandardCharsets.ISO_8859_1);
    }
  }

  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private volatile LongFunction<Receipt> ready = octets -> Receipt.STORED;
  private volatile Function<Submission, Receipt> answer = this::keep;

  @Override
  public Receipt accept(Submission submission) {
    return answer.apply(submission);
  }

  @Override
  public Receipt ready(long octets) {
    return ready.apply(octets);
  }

  List<Taken> taken() {
    return taken;
  }

  void readyIs(Receipt receipt) {
    ready = octets -> receipt;
  }

  /** Has room for mails of at most so many octets. */
  void hasRoomFor(long most) {
    ready =
        octets ->
            octets <= most ? Receipt.STORED : new Receipt(Receipt.Kind.NO_ROOM, "disk is full");
  }

  void answers(Function<Submission, Receipt> other) {
    answer = other;
  }

  void reset() {
    ready = octets -> Receipt.STORED;
    answer = this::keep;
    taken.clear();
  }

  Receipt keep(Submission mail) {
    try {
      taken.add(new Taken(mail.id(), mail.envelope(), mail.origin(), mail.content().bytes()));
      return Receipt.STORED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
