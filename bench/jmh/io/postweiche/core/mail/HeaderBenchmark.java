package io.postweiche.core.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The header of a mail: found, looked up, looked through for faults. */
@State(Scope.Thread)
public class HeaderBenchmark {
  /** A usual mail with a usual header, a large body, and a header that is large itself. */
  public enum Kind {
    MAIL_4_KB,
    BODY_100_KB,
    HEADER_100_KB
  }

  @Param Kind kind;

  private Content content;
  private Headers headers;

  @Setup
  public void write() throws IOException {
    content = Content.of(mail(kind).getBytes(StandardCharsets.UTF_8));
    headers = HeaderScan.read(content);
    Summary summary = Summaries.of(headers);
    boolean sound = HeaderFaults.of(headers, false).isEmpty();
    if (!sound || summary.messageId() == null || !"Angebot für Müller".equals(summary.subject())) {
      throw new IllegalStateException("not as written: " + summary);
    }
  }

  /** Where each field lies. */
  @Benchmark
  public Headers scan() throws IOException {
    return HeaderScan.read(content);
  }

  /** Author, subject and Message-ID, as every mail's journey keeps them. */
  @Benchmark
  public Summary summary() {
    return Summaries.of(headers);
  }

  /** What relays may refuse. */
  @Benchmark
  public List<HeaderFault> faults() {
    return HeaderFaults.of(headers, false);
  }

  /** Whether it goes in circles. */
  @Benchmark
  public Object loop() {
    return String.valueOf(MailLoop.seen(headers, "relay.meinefirma.de"));
  }

  private static String mail(Kind kind) {
    return switch (kind) {
      case MAIL_4_KB -> filled(header(3), 4_096);
      case BODY_100_KB -> filled(header(3), 100_000);
      case HEADER_100_KB -> filled(header(1_450), 100_500);
    };
  }

  private static String header(int others) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      out.append("Received: from mx")
          .append(i)
          .append(".example.org (mx.example.org [192.0.2.1])\r\n");
      out.append("\tby hub")
          .append(i)
          .append(".meinefirma.de with ESMTPS id 4XyZ12; Tue, 24 Nov 2026 12:00:00 +0000\r\n");
    }
    out.append("From: =?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?= <vertrieb@meinefirma.de>\r\n");
    out.append("To: \"Kunde, der beste\" <kunde@example.org>,\r\n einkauf@example.net\r\n");
    out.append("Subject: =?UTF-8?Q?Angebot_f=C3=BCr_M=C3=BCller?=\r\n");
    out.append("Date: Tue, 24 Nov 2026 12:00:00 +0000\r\n");
    out.append("Message-ID: <20261124120000.4711@meinefirma.de>\r\n");
    out.append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n");
    for (int i = 0; i < others; i++) {
      out.append("X-Field-")
          .append(i)
          .append(": a value of some length, as programs write them into mail\r\n");
    }
    return out.append("\r\n").toString();
  }

  private static String filled(String header, int size) {
    String line = "Sehr geehrte Damen und Herren, anbei unser Angebot.\r\n";
    return header + line.repeat(Math.max(0, size - header.length()) / line.length());
  }
}
