package io.postweiche.scenario;

import java.nio.charset.StandardCharsets;

/** Messages to send. */
final class Messages {
  private Messages() {}

  static String small(String from, String to) {
    return "From: <%s>\r\nTo: <%s>\r\nSubject: hello\r\nDate: Tue, 24 Nov 2026 13:00:00 +0100\r\n\r\nhello"
        .formatted(from, to);
  }

  /**
   * Everything that a careless relay would change: folding, 8-bit octets, dots, long lines, DKIM.
   */
  static byte[] odd() {
    String text =
        "Return-Path:<vertrieb@meinefirma.de>\r\n"
            + "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple;\r\n\tbh=47DEQpj8HBSa+/TImW+5JCeuQeR"
            + "km5NMpJWZG3hSuFU=;\r\n  h=From:Subject; b=AbCd ef\r\n  gh==\r\n"
            + "FROM :\t\"M\u00fcller,  Hans\"   <vertrieb@meinefirma.de>\r\n"
            + "Subject:   folded\r\n \tsubject with   spaces  \r\n"
            + "X-Empty:\r\nX-Empty:\r\n"
            + "X-Long: "
            + "x".repeat(2000)
            + "\r\n"
            + "Bcc: hidden@meinefirma.de\r\n"
            + "\r\n"
            + ".\r\n..\r\n.leading dot\r\n"
            + "trailing space \t\r\n\r\n\r\n"
            + "y".repeat(5000)
            + "\r\n"
            + "\u00e4\u00f6\u00fc\u00df\r\n"
            + "--\r\n\r\nend";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
