package io.postweiche.bounce;

import static io.postweiche.bounce.ReportFixtures.IONOS;
import static io.postweiche.bounce.ReportFixtures.LATER;
import static io.postweiche.bounce.ReportFixtures.ORIGINAL;
import static io.postweiche.bounce.ReportFixtures.groups;
import static io.postweiche.bounce.ReportFixtures.mail;
import static io.postweiche.bounce.ReportFixtures.read;
import static io.postweiche.bounce.ReportFixtures.text;
import static io.postweiche.bounce.ReportFixtures.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a report says of which event, in which words. */
class ReportWordsTest {
  @Test
  void peopleReadWhatHappenedAndWhatToDo() throws Exception {
    Mail mail = mail("vertrieb@firma.de", ORIGINAL, IONOS, "kunde@example.org", "b@example.net");
    String text = text(read(mail, DeadReason.SENDER_NOT_ALLOWED, null));
    assertThat(text)
        .contains(
            "Ihre Nachricht \u201eAngebot f\u00fcr Sie\u201c konnte nicht zugestellt werden an:",
            "    kunde@example.org\r\n    b@example.net\r\n",
            "Kein Relay-Konto darf",
            "Das Konto des Relays l\u00e4sst diesen Absender nicht zu.",
            "Antwort von ionos-firma, Schritt Absender (MAIL):",
            "    550-Requested action not taken: mailbox unavailable\r\n"
                + "    550 Sender address is not allowed.\r\n",
            "Was versucht wurde:",
            "    2026-11-24 08:00:05 UTC versucht ionos-firma MAIL sender-not-allowed: 550-Requested",
            "Kennung f\u00fcr R\u00fcckfragen: MAIL000001")
        .doesNotContain("GEHEIM", "Your message");
  }

  @Test
  void englishReadersReadEnglish() throws Exception {
    MimeMessage report =
        read(mail("a@firma.com", ORIGINAL, IONOS, "k@example.de"), DeadReason.EXPIRED, null);
    assertThat(text(report))
        .startsWith("Your message \u201cAngebot f\u00fcr Sie\u201d could not be delivered to:")
        .contains("Answer from ionos-firma, at sender (MAIL):", "What was tried:")
        .doesNotContain("Ihre Nachricht");
    assertThat(report.getSubject()).startsWith("Undelivered mail: ");
  }

  @Test
  void theLanguagesSayTheSame() {
    assertThat(Wording.of(Language.DE).keys()).isEqualTo(Wording.of(Language.EN).keys());
    for (Language language : Language.values()) {
      Wording words = Wording.of(language);
      for (Kind kind : Kind.values()) {
        assertThat(words.of("subject", kind.word())).isNotEmpty();
        assertThat(words.of("greeting", kind.word())).contains("{0}").endsWith(":");
      }
      for (Verdict verdict : Verdict.values()) {
        assertThat(verdict == Verdict.DELIVERED || words.has("verdict", verdict.word()))
            .as("%s in %s", verdict, language)
            .isTrue();
      }
      for (Stage stage : Stage.values()) {
        assertThat(stage == Stage.UNKNOWN || words.has("stage", stage.name())).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DeadReason.class)
  void everyReasonIsExplainedInBothLanguagesAndHasACode(DeadReason reason) throws Exception {
    for (Language language : Language.values()) {
      assertThat(Wording.of(language).of("happened", reason.word())).endsWith(".");
      assertThat(Wording.of(language).of("advice", reason.word())).endsWith(".");
    }
    Mail mail = mail("a@firma.de", ORIGINAL, "550 no", "b@example.org");
    assertThat(groups(read(mail, reason, null)).get(1).getHeader("Status", null))
        .matches("5\\.\\d\\.\\d");
  }

  @Test
  void aDelayIsTold() throws Exception {
    Mail mail = mail("a@firma.de", ORIGINAL, "450 4.2.1 later", "b@example.org");
    MimeMessage report = told(mail, Finding.delayed(mail, LATER, "smtp.ionos.de"));
    assertThat(report.getSubject()).startsWith("Noch nicht zugestellt: ");
    assertThat(text(report))
        .contains("noch nicht zugestellt an:", "bis 2026-11-26 08:00:00 UTC", "450 4.2.1 later");
    InternetHeaders group = groups(report).get(1);
    assertThat(group.getHeader("Action", null)).isEqualTo("delayed");
    assertThat(group.getHeader("Status", null)).isEqualTo("4.2.1");
    assertThat(group.getHeader("Will-Retry-Until", null))
        .isEqualTo("Thu, 26 Nov 2026 08:00:00 +0000");
  }

  @Test
  void aDelayWithoutAnAttemptIsTold() throws Exception {
    Mail mail = mail("a@firma.com", ORIGINAL, null, "b@example.org");
    MimeMessage report = told(mail, Finding.delayed(mail, LATER, null));
    InternetHeaders group = groups(report).get(1);
    assertThat(group.getHeader("Status", null)).isEqualTo("4.4.7");
    assertThat(group.getHeader("Last-Attempt-Date")).isNull();
    assertThat(text(report)).contains("in plain words of ours").doesNotContain("Answer from");
  }

  @Test
  void aMailPassedOnIsTold() throws Exception {
    Mail mail = mail("a@firma.com", ORIGINAL, "250 Ok: queued", "b@example.org");
    MimeMessage report = told(mail, Finding.relayed(mail, "smtp.ionos.de"));
    InternetHeaders group = groups(report).get(1);
    assertThat(group.getHeader("Action", null)).isEqualTo("relayed");
    assertThat(group.getHeader("Status", null)).isEqualTo("2.1.9");
    assertThat(group.getHeader("Diagnostic-Code", null)).isEqualTo("smtp; 250 Ok: queued");
    assertThat(text(report)).contains("was passed on for:", "no further confirmation");
  }

  @Test
  void recipientsThatFailForDifferentReasonsShareOneReport() throws Exception {
    Mail gone = mail("a@firma.com", ORIGINAL, "550 5.1.1 gone", "gone@example.org");
    Mail full = mail("a@firma.com", ORIGINAL, "452 4.2.2 full", "full@example.org");
    MimeMessage report =
        told(
            gone,
            Finding.failed(gone, DeadReason.RECIPIENT_REFUSED, null),
            Finding.failed(full, DeadReason.EXPIRED, null));
    List<InternetHeaders> groups = groups(report);
    assertThat(groups.get(1).getHeader("Status", null)).isEqualTo("5.1.1");
    assertThat(groups.get(2).getHeader("Status", null)).isEqualTo("5.4.7");
    assertThat(text(report)).contains("    550 5.1.1 gone", "    452 4.2.2 full");
    assertThat(text(report).split("Your message", -1)).hasSize(2);
  }

  @Test
  void aLostAnswerIsTold() throws Exception {
    String lost = "connection reset\n" + HistoryEntry.MAY_HAVE_ARRIVED;
    Mail mail = mail("a@firma.com", ORIGINAL, lost, "b@example.org");
    assertThat(text(read(mail, DeadReason.EXPIRED, null))).contains("or arrive twice");
  }
}
