package io.postweiche.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which events an operator hears of. */
class IncidentsTest {
  private static final Instant AT = Instant.parse("2026-11-28T07:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "REFUSED, sender-not-allowed,, SENDER_REFUSED",
    "REFUSED, sender-invalid,, SENDER_REFUSED",
    "REFUSED, content-refused,,",
    "DEFERRED, sender-not-allowed,,",
    "MOVED, authentication-failed,,",
    "DEAD, sender-not-allowed, SENDER_NOT_ALLOWED, SENDER_REFUSED DEAD_LETTER",
    "DEAD,, SENDER_NOT_ALLOWED, SENDER_REFUSED DEAD_LETTER",
    "DEAD, recipient-refused, RECIPIENT_REFUSED, DEAD_LETTER",
    "MALFORMED,, MALFORMED, DEAD_LETTER"
  })
  void tells(EventType type, String verdict, DeadReason reason, String causes) {
    List<String> told =
        Incidents.of(event(type, verdict, "550 no"), reason).stream()
            .map(alert -> alert.cause().name())
            .toList();
    assertThat(String.join(" ", told)).isEqualTo(causes == null ? "" : causes);
  }

  @ParameterizedTest
  @EnumSource(
      value = EventType.class,
      names = {"DEAD", "MALFORMED"},
      mode = EnumSource.Mode.EXCLUDE)
  void nothingElseIsNews(EventType type) {
    assertThat(Incidents.of(event(type, "delivered", "250 ok"), null)).isEmpty();
  }

  @Test
  void carriesTheRelaysLastLineOnOneLine() {
    Alert alert =
        Incidents.of(event(EventType.REFUSED, "sender-not-allowed", "550-a\n550 b\r\u202ec"), null)
            .get(0);
    assertThat(alert.detail()).isEqualTo("550 b \ufffdc");
    assertThat(alert.relay()).isEqualTo(new RelayId("ionos"));
    assertThat(alert.senderDomain()).isEqualTo("firma.de");
    assertThat(alert.mail()).isEqualTo(new MailId("MAIL00000001"));
    assertThat(alert.reason()).isNull();
  }

  @Test
  void withoutAReplyItCarriesOurSentence() {
    assertThat(
            Incidents.of(event(EventType.DEAD, null, null), DeadReason.UNROUTABLE).get(0).detail())
        .isEqualTo("a sentence of ours");
  }

  private static MailEvent event(EventType type, String verdict, String reply) {
    return new MailEvent(
        type,
        AT,
        new MailId("MAIL00000001"),
        Address.of("vertrieb@firma.de"),
        List.of(Address.of("kunde@example.org")),
        "a queue",
        "ionos",
        "MAIL",
        verdict,
        reply,
        "a sentence of ours",
        false);
  }
}
