package io.postweiche.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedSenderTest {
  private static final Domain OURS = Domain.of("meinefirma.de");

  @ParameterizedTest
  @CsvSource({
    "vertrieb@meinefirma.de, null-sender+vertrieb@meinefirma.de",
    "Hans.Maier+x=y@MEINEFIRMA.DE, null-sender+Hans.Maier+x=y@meinefirma.de",
    "mailer-daemon@mail.meinefirma.de, null-sender@meinefirma.de",
    "hans@fremd.example, null-sender@meinefirma.de",
    "\"hans maier\"@meinefirma.de, null-sender@meinefirma.de",
    "jörg@meinefirma.de, null-sender@meinefirma.de",
    "'', null-sender@meinefirma.de",
  })
  void standsForTheNullSenderOfAnAuthor(String author, String expected) {
    assertThat(MarkedSender.of(Address.of(author), OURS)).hasToString(expected);
  }

  @Test
  void staysWithinWhatEveryServerMustTake() {
    assertThat(MarkedSender.of(null, OURS)).hasToString("null-sender@meinefirma.de");
    Address longest = new Address("x".repeat(52), OURS);
    assertThat(MarkedSender.of(longest, OURS).localPart()).hasSize(64);
    Address longer = new Address("x".repeat(53), OURS);
    assertThat(MarkedSender.of(longer, OURS)).hasToString("null-sender@meinefirma.de");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null-sender@a.de",
        "NULL-SENDER+Vertrieb@a.de",
        "\"null-sender+a b\"@a.de",
        "SRS0=aB3d=QL=a.de=null-sender+vertrieb@b.de",
        "srs0+ab3d=ql=a.de=null-sender@b.de",
        "SRS1=aB3d=b.de==aB3d=QL=a.de=null-sender+vertrieb@c.de",
      })
  void isKnownAgain(String address) {
    assertThat(MarkedSender.is(Address.of(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vertrieb@null-sender.de",
        "null-sender-vertrieb@a.de",
        "no-null-sender@a.de",
        "x=null-sender@a.de",
        "SRS0=aB3d=QL=null-sender=vertrieb@b.de",
      })
  void isNotSeenInOthers(String address) {
    assertThat(MarkedSender.is(Address.of(address))).isFalse();
  }
}
