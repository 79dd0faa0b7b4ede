package io.postweiche.bounce;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.Shown;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a report that is for people: what happened, what was answered, what to do. */
final class Explanation {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final int LINES = 20; // of a reply or of the history; the newest say most
  private static final int WIDEST = 500;

  private final Wording words;
  private final StringBuilder text = new StringBuilder();

  private Explanation(Wording words) {
    this.words = words;
  }

  static String of(List<Finding> findings, Wording words) {
    Explanation explanation = new Explanation(words);
    Finding first = findings.get(0);
    explanation.line(words.of("greeting", first.kind().word(), explanation.subject(first.mail())));
    explanation.line("");
    findings.forEach(explanation::told);
    explanation.line(words.of("label", "id") + ": " + first.mail().id());
    return explanation.text.toString();
  }

  private String subject(Mail mail) {
    String subject = mail.summary().subject();
    return subject == null || subject.isBlank() ? "" : words.of("label", "subject", subject);
  }

  private void told(Finding finding) {
    Mail mail = finding.mail();
    for (Address recipient : mail.envelope().recipients()) {
      line("    " + recipient);
    }
    line("");
    line(words.of("happened", finding.about()));
    HistoryEntry last = Evidence.lastAttempt(mail.journey());
    if (finding.kind() != Kind.RELAYED) {
      verdict(last);
    }
    Instant until = finding.until();
    line(words.of("advice", finding.about(), until == null ? "" : TIME.format(until)));
    if (mail.journey().mayHaveArrived()) {
      line(words.of("label", "duplicate"));
    }
    line("");
    reply(mail.journey(), last);
    history(mail.journey().history());
  }

  private void verdict(@Nullable HistoryEntry last) {
    String verdict = last == null ? null : last.verdict();
    if (verdict != null && words.has("verdict", verdict)) {
      line(words.of("verdict", verdict));
    }
  }

  private void reply(Journey journey, @Nullable HistoryEntry last) {
    String reply = journey.lastReply();
    if (reply == null) {
      if (journey.reason() != null) {
        line("    " + journey.reason());
        line("");
      }
      return;
    }
    String asked = last == null ? null : last.relay();
    String relay = asked != null ? asked : journey.relay() == null ? "?" : journey.relay().value();
    String stage = last == null ? null : last.stage();
    String where = stage == null || !words.has("stage", stage) ? "" : words.of("stage", stage);
    line(
        words.of("label", "reply", relay)
            + (where.isEmpty() ? "" : ", " + words.of("label", "stage", where))
            + ":");
    reply.lines().limit(LINES).forEach(each -> line("    " + each));
    line("");
  }

  private void history(List<HistoryEntry> all) {
    if (all.isEmpty()) {
      return;
    }
    line(words.of("label", "tried") + ":");
    List<HistoryEntry> newest = all.subList(Math.max(0, all.size() - LINES), all.size());
    newest.forEach(entry -> line("    " + TIME.format(entry.at()) + " " + told(entry)));
    line("");
  }

  private String told(HistoryEntry entry) {
    String detail = entry.detail() == null ? "" : ": " + entry.detail().replaceAll("\\s+", " ");
    String what = words.has("what", entry.what()) ? words.of("what", entry.what()) : entry.what();
    return what + word(entry.relay()) + word(entry.stage()) + word(entry.verdict()) + detail;
  }

  private static String word(@Nullable String word) {
    return word == null ? "" : " " + word;
  }

  // replies and subjects are other people's text
  private void line(String line) {
    text.append(Shown.clean(line, WIDEST)).append("\r\n");
  }
}
