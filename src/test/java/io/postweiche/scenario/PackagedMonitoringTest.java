package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped alert rules and the dashboard ask for is what a router with real mail tells. */
@Timeout(120)
class PackagedMonitoringTest {
  private static final Path RULES = Path.of("packaging/prometheus/postweiche.rules.yml");
  private static final Path DASHBOARD = Path.of("packaging/grafana/postweiche.json");
  private static final Pattern EXPRESSION = Pattern.compile("\"?expr\"?: (.*)");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:postweiche|camel|jvm)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!=|!~|=)");
  private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");

  /** Of Prometheus itself. */
  private static final Set<String> ITS_OWN = Set.of("instance", "job");

  @Test
  void everyNameAndLabelIsInARealScrape(@TempDir Path folder) throws Exception {
    try (ScriptedRelay works = ScriptedRelay.start();
        ScriptedRelay refuses = ScriptedRelay.start();
        ScriptedRelay hesitates = ScriptedRelay.start();
        ScriptedRelay locked = ScriptedRelay.offering("AUTH PLAIN").start();
        RunningRouter router = new RunningRouter(folder)) {
      refuses.at(At.MAIL).replies("550 5.7.60 SMTP; Client does not have permissions to send as");
      hesitates.at(At.RCPT).replies("450 4.2.1 mailbox busy, try again later");
      locked.at(At.AUTH).replies("535 5.7.8 authentication failed");
      router
          .relay("works", works, "senders: any", "limits: {per-hour: 20}")
          .relay("refuses", refuses, "senders: any")
          .relay("hesitates", hesitates, "senders: any")
          .relay("locked", locked, "senders: any", "username: u", "password: falsch")
          .senders(
              "good.example: works",
              "moved.example: [refuses, works]",
              "dead.example: refuses",
              "busy.example: hesitates",
              "locked.example: locked")
          .with("retry: {first: 1h, factor: 1, max: 1h, jitter: 0%}")
          .start();
      for (String domain : List.of("good", "moved", "dead", "busy", "locked")) {
        assertThat(router.send("a@" + domain + ".example", "k@example.org")).startsWith("250 ");
      }
      try (RawSmtp client = router.smtp()) {
        assertThat(client.mail("a@good.example", "k@example.org", " no header\r\n\r\nx"))
            .startsWith("5");
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> works.messages().size() == 2);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> router.get("/api/v1/relays").contains("login-refused"));
      for (String relay : List.of("works", "refuses", "hesitates", "locked")) {
        router.post("/api/v1/relays/" + relay + "/suspend", "{}"); // for a warning of health
      }
      List<String> wanted = wanted();
      assertThat(wanted).hasSizeGreaterThan(30);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(missing(wanted, router.get("/metrics"))).isEmpty());
      assertThat(router.get("/metrics"))
          .contains(
              "postweiche_dead_letters{reason=\"sender-not-allowed\"} 1.0",
              "postweiche_relay_paused{cause=\"login-refused\",relay=\"locked\"} 1.0",
              "postweiche_relay_state{relay=\"hesitates\",state=\"suspended\"} 1.0",
              "postweiche_limit_used_ratio{relay=\"works\",window=\"hour\"} 0.1",
              "postweiche_attempts_total{relay=\"works\",verdict=\"delivered\"} 2.0",
              "postweiche_delivery_seconds_count{relay=\"works\"} 2",
              "camel_exchanges_total{kind=\"CamelRoute\",routeId=\"deliver\"} ");
    }
  }

  /** {@code name} or {@code name label}, of both files. */
  private static List<String> wanted() throws IOException {
    Set<String> wanted = new TreeSet<>();
    for (String text : List.of(read(RULES), read(DASHBOARD).replace("\\\"", "\""))) {
      for (Matcher e = EXPRESSION.matcher(text); e.find(); ) {
        wanted.addAll(ofExpression(e.group(1)));
      }
    }
    wanted.add("postweiche_health_cause kind"); // in a legend
    return new ArrayList<>(wanted);
  }

  private static List<String> ofExpression(String expression) {
    List<String> wanted = new ArrayList<>();
    List<String> grouped = new ArrayList<>();
    for (Matcher by = GROUPED.matcher(expression); by.find(); ) {
      grouped.addAll(List.of(by.group(1).split(", *", -1)));
    }
    for (Matcher metric = METRIC.matcher(expression); metric.find(); ) {
      String name = metric.group(1);
      wanted.add(name);
      grouped.forEach(label -> wanted.add(name + " " + label));
      String selector = metric.group(2) == null ? "" : metric.group(2);
      for (Matcher label = LABEL.matcher(selector); label.find(); ) {
        if (!ITS_OWN.contains(label.group(1))) {
          wanted.add(name + " " + label.group(1));
        }
      }
    }
    return wanted;
  }

  private static List<String> missing(List<String> wanted, String scrape) {
    return wanted.stream().filter(want -> !has(scrape, want.split(" ", -1))).toList();
  }

  private static boolean has(String scrape, String[] want) {
    String label = want.length == 1 ? "[{ ]" : "\\{(?:[^}]*,)?" + want[1] + "=\"";
    return Pattern.compile("(?m)^" + want[0] + label).matcher(scrape).find();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Test
  void promtoolFindsTheRulesRightAndTheyFireWhenTheyShould() throws Exception {
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", "postweiche.test.yml")
            .directory(RULES.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
    assertThat(said).contains("SUCCESS");
  }
}
