package io.postweiche.bounce;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.Shown;
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

  private final Mail mail;
  private final DeadReason reason;
  private final StringBuilder text = new StringBuilder();

  private Explanation(Mail mail, DeadReason reason) {
    this.mail = mail;
    this.reason = reason;
  }

  static String of(Mail mail, DeadReason reason) {
    Explanation explanation = new Explanation(mail, reason);
    String rule = "";
    for (Wording wording : Wording.of(mail.envelope().sender())) {
      explanation.text.append(rule);
      explanation.in(wording);
      rule = "\r\n" + "-".repeat(70) + "\r\n\r\n";
    }
    return explanation.text.toString();
  }

  private void in(Wording wording) {
    String subject = mail.summary().subject();
    line(wording.greeting(subject == null ? "" : subject));
    line("");
    for (Address recipient : mail.envelope().recipients()) {
      line("    " + recipient);
    }
    line("");
    line(wording.happened(reason));
    line(wording.advice(reason));
    line("");
    reply(wording.labels());
    history(wording.labels().get(2));
    line(wording.labels().get(3) + ": " + mail.id());
  }

  private void reply(List<String> labels) {
    Journey journey = mail.journey();
    String reply = journey.lastReply();
    if (reply == null) {
      if (journey.reason() != null) {
        line("    " + journey.reason());
        line("");
      }
      return;
    }
    String relay = journey.relay() == null ? "?" : journey.relay().value();
    String stage = Evidence.stage(journey);
    line(
        labels.get(0)
            + " "
            + relay
            + (stage == null ? "" : ", " + labels.get(1) + " " + stage)
            + ":");
    reply.lines().limit(LINES).forEach(each -> line("    " + each));
    line("");
  }

  private void history(String label) {
    List<HistoryEntry> all = mail.journey().history();
    if (all.isEmpty()) {
      return;
    }
    line(label + ":");
    List<HistoryEntry> newest = all.subList(Math.max(0, all.size() - LINES), all.size());
    newest.forEach(entry -> line("    " + TIME.format(entry.at()) + told(entry)));
    line("");
  }

  private static String told(HistoryEntry entry) {
    String detail = entry.detail() == null ? "" : ": " + entry.detail().replaceAll("\\s+", " ");
    return word(entry.what())
        + word(entry.relay())
        + word(entry.stage())
        + word(entry.verdict())
        + detail;
  }

  private static String word(@Nullable String word) {
    return word == null ? "" : " " + word;
  }

  // replies and subjects are other people's text
  private void line(String line) {
    text.append(Shown.clean(line, WIDEST)).append("\r\n");
  }
}
