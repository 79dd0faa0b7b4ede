package io.postweiche.alert;

import io.postweiche.core.alert.Bundle;
import io.postweiche.core.alert.Bundle.Example;
import io.postweiche.core.alert.Bundle.Kind;
import io.postweiche.core.alert.Bundle.Line;
import io.postweiche.core.alert.Cause;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Sentences;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A bundle in words: what, where, what to do. */
public final class AlertText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final Bundle bundle;
  private final Sentences words;

  public AlertText(Bundle bundle, Language language) {
    this.bundle = bundle;
    this.words = Wording.of(language);
  }

  /** {@code Postweiche: sender refused 2000, dead letter 3}. */
  public String subject() {
    return Arrays.stream(Cause.values())
        .filter(bundle.counts()::containsKey)
        .map(cause -> words.of("count." + cause.word()) + " " + bundle.counts().get(cause))
        .collect(Collectors.joining(", ", "Postweiche: ", ""));
  }

  /** The subject and a line for each kind, for a log or a chat. */
  public String brief() {
    return bundle.lines().stream()
        .map(line -> "\n- " + what(line.kind()) + " (" + line.count() + ")")
        .collect(Collectors.joining("", subject(), ""));
  }

  /**
   * The text of a mail.
   *
   * @param relay that carries it
   */
  String whole(String hostname, String relay, Duration every) {
    StringBuilder text = new StringBuilder();
    bundle.lines().forEach(line -> told(text, line));
    if (bundle.notListed() > 0) {
      text.append(words.of("label.more", String.valueOf(bundle.notListed()))).append("\n\n");
    }
    text.append("-- \n").append(words.of("label.by", hostname, relay, shown(every))).append('\n');
    return text.toString();
  }

  private void told(StringBuilder text, Line line) {
    text.append(what(line.kind())).append('\n');
    row(text, "count", String.valueOf(line.count()));
    String first = TIME.format(line.first());
    String last = TIME.format(line.last());
    row(text, "time", first.equals(last) ? first : first + " – " + last);
    line.examples().stream()
        .map(Example::detail)
        .filter(detail -> !detail.isEmpty())
        .distinct()
        .forEach(detail -> row(text, "answer", detail));
    String mails =
        line.examples().stream()
            .map(Example::mail)
            .filter(Objects::nonNull)
            .map(MailId::value)
            .collect(Collectors.joining(", "));
    if (!mails.isEmpty()) {
      row(text, "mails", mails + (line.count() > line.examples().size() ? ", ..." : ""));
    }
    text.append("  ").append(words.of("label.do")).append(": ");
    text.append(words.of("do." + line.kind().cause().word(), relay(line.kind()))).append('\n');
    Advice.of(line).forEach(command -> text.append("      ").append(command).append('\n'));
    text.append('\n');
  }

  private void row(StringBuilder text, String label, String value) {
    text.append("  ").append(words.of("label." + label)).append(": ").append(value).append('\n');
  }

  String what(Kind kind) {
    String key = "what." + kind.cause().word() + (kind.relay() == null ? ".no-relay" : "");
    DeadReason reason = kind.reason();
    return words.of(key, relay(kind), senders(kind), reason == null ? "" : reason.word());
  }

  private String senders(Kind kind) {
    if (kind.reason() == DeadReason.MALFORMED) {
      return "mail.submit"; // nobody can say whose
    }
    String domain = kind.senderDomain();
    return domain == null ? words.of("senders.null") : words.of("senders.domain", "", domain);
  }

  private static String relay(Kind kind) {
    return kind.relay() == null ? "-" : kind.relay().value();
  }

  private static String shown(Duration every) {
    return every.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
