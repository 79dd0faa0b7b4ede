package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole router does not take in, and how it tells. */
class RefusedAtTheDoorTest {
  private static final String HERE = "Received: from a by relay.meinefirma.de (Postweiche); b\r\n";

  @Test
  void aMailThatGoesInCirclesIsRefusedAndCounted(@TempDir Path folder) throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.offering("8BITMIME").start();
        RunningRouter router = new RunningRouter(folder).relay("one", relay, "senders: any")) {
      router.senders("\"*\": one").start();
      try (RawSmtp client = router.smtp()) {
        assertThat(client.mail("a@b.example", "c@d.example", HERE.repeat(6) + "\r\nx"))
            .startsWith("554 5.4.6 mail loop");
        assertThat(client.mail("a@b.example", "c@d.example", HERE.repeat(5) + "\r\nx"))
            .startsWith("250 2.0.0");
      }
      assertThat(router.get("/metrics"))
          .contains("postweiche_smtp_refused_total{reason=\"loop\"} 1.0");
    }
  }
}
