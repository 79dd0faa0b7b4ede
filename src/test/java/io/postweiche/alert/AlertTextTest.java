package io.postweiche.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.alert.Bundle;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DsnWish.Notify;
import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayId;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What an operator reads. */
class AlertTextTest {
  @Test
  void theLanguagesSayTheSame() {
    assertThat(Wording.of(Language.DE).keys()).isEqualTo(Wording.of(Language.EN).keys());
  }

  @Test
  void tellsWhatWhereAndWhatToDo() {
    String text = whole(Bundles.some(), Language.EN);
    assertThat(text)
        .contains(
            "Relay ionos refuses senders of firma.de.\n  Number: 5\n"
                + "  Time: 2026-11-28 07:00:01 UTC \u2013 2026-11-28 07:00:05 UTC\n"
                + "  Answer: 550 Sender address is not allowed\n"
                + "  Mails: MAIL00000001, MAIL00000002, MAIL00000003, ...\n",
            "      postweiche dead list --reason sender-not-allowed --domain firma.de\n",
            "      postweiche dead replay --reason sender-not-allowed --domain firma.de --via RELAY"
                + " --dry-run\n",
            "Relay smarthost refuses the login of its account.",
            "      postweiche relay resume smarthost\n",
            "Dead letters (unroutable) of senders of x.de.",
            "Dead letters (expired) of the null sender <>, last at relay ionos.",
            "      postweiche dead list --reason expired --sender '<>'\n",
            "      postweiche dead replay --reason expired --filter-sender '<>' --dry-run\n",
            "      postweiche dead show DEAD00000001\n",
            "at relay.firma.de, through relay b")
        .doesNotContain("{", "--domain [", "null,");
  }

  @Test
  void speaksGerman() {
    assertThat(new AlertText(Bundles.some(), Language.DE).subject())
        .isEqualTo("Postweiche: Absender abgewiesen 5, Anmeldung abgewiesen 1, Dead Letter 3");
    assertThat(whole(Bundles.some(), Language.DE))
        .contains(
            "Relay ionos weist Absender aus firma.de ab.",
            "Was zu tun ist: ",
            "Relay smarthost weist die Anmeldung seines Kontos ab.",
            "H\u00f6chstens eine Nachricht in 1m")
        .doesNotContain("{", "Number", "What to do");
  }

  @Test
  void theLetterIsBoundToItsRelayAndAsksForNoReport() throws Exception {
    Address to = Address.of("betrieb@firma.de");
    Letter letter =
        new Letter(
            Address.of("postmaster@b.de"),
            to,
            new RelayId("b"),
            "relay.firma.de",
            Language.DE,
            Duration.ofMinutes(1));
    Mail mail = letter.write(Bundles.some(), new MailId("ALERT0000001"), Bundles.AT);
    assertThat(mail.journey().pinned()).isEqualTo(new RelayId("b"));
    assertThat(mail.envelope().sender()).isEqualTo(Address.of("postmaster@b.de"));
    assertThat(mail.envelope().dsn().wish(to).when()).containsExactly(Notify.NEVER);
    MimeMessage message =
        new MimeMessage(Session.getInstance(new Properties()), mail.content().open());
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getHeader("Message-ID"))
        .containsExactly("<alert.ALERT0000001@relay.firma.de>");
    assertThat(message.getSubject()).startsWith("Postweiche: Absender abgewiesen 5");
    assertThat((String) message.getContent()).contains("Was zu tun ist");
    for (byte octet : mail.content().open().readAllBytes()) {
      assertThat(octet).isNotNegative(); // ASCII: any relay takes it
    }
  }

  private static String whole(Bundle bundle, Language language) {
    return new AlertText(bundle, language).whole("relay.firma.de", "b", Duration.ofMinutes(1));
  }
}
