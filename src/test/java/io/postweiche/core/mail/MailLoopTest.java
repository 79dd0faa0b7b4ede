package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailLoopTest {
  private static final String HERE =
      "Received: from x (by other.example)\r\n by Relay.Example (Postweiche) with ESMTP id 1;\r\n"
          + " Tue, 24 Nov 2026 12:00:00 +0100\r\n";
  private static final String ELSEWHERE =
      "Received: from relay.example (relay.example [192.0.2.1])\r\n by mx.example with ESMTP; x\r\n";

  @Test
  void ourOwnLinesCountByTheirHost() {
    assertThat(seen(HERE.repeat(5))).isNull();
    assertThat(seen(HERE.repeat(6)))
        .isEqualTo("mail loop: this mail has been at relay.example 6 times");
  }

  @Test
  void othersCountOnlyInAll() {
    assertThat(seen(ELSEWHERE.repeat(100))).isNull();
    assertThat(seen(ELSEWHERE.repeat(101))).isEqualTo("mail loop: more than 100 Received lines");
  }

  private static String seen(String header) {
    byte[] message = (header + "Subject: x\r\n\r\n" + HERE).getBytes(US_ASCII);
    return MailLoop.seen(HeaderScan.read(message), "relay.example");
  }
}
