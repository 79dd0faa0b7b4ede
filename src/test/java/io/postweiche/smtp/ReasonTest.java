package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTest {
  @ParameterizedTest
  @CsvSource({
    "550, 5.7.1,  relaying",
    "553, 5.7.1,  sender",
    "530, 5.7.0,  relaying",
    "535, 5.7.8,  login",
    "500, 5.5.2,  line",
    "503, 5.5.1,  protocol",
    "554, 5.6.0,  message",
    "554, 5.4.6,  loop",
    "552, 5.3.4,  size",
    "452, 4.3.1,  no-room",
    "452, 4.5.3,  recipients",
    "599, 5.9.9,  other"
  })
  void codesHaveAWord(int code, String status, String word) {
    assertThat(Reason.of(SmtpReply.of(code, status, "text")).word()).isEqualTo(word);
  }

  @Test
  void soHaveTheRepliesThatShareACode() {
    assertThat(Reason.of(Replies.LOCKED).word()).isEqualTo("login-locked");
    assertThat(Reason.of(Replies.TOO_MANY_FAULTS).word()).isEqualTo("faults");
    assertThat(Reason.of(Replies.TOO_MANY_COMMANDS).word()).isEqualTo("commands");
  }

  @Test
  void aRefusalMayBringItsOwnStatusCode() {
    MailId id = new MailId("mail00000001");
    assertThat(Replies.queued(id, refused("5.4.6 mail loop: x")).wire())
        .isEqualTo("554 5.4.6 mail loop: x\r\n");
    assertThat(Replies.queued(id, refused("no header")).wire())
        .isEqualTo("554 5.6.0 no header\r\n");
  }

  private static Receipt refused(String text) {
    return new Receipt(Receipt.Kind.REFUSED, text);
  }
}
