package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.postweiche.core.limit.Allowance;
import io.postweiche.core.limit.Count;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Language;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reading good configurations. */
class ConfigFileTest {
  private final Settings full = Configs.good(Configs.FOLDER.resolve("full.yaml")).settings();
  private final Settings least = Configs.good(Configs.FOLDER.resolve("least.yaml")).settings();

  @Test
  void readsEveryRelay() {
    Path ca = Configs.FOLDER.resolve("tls/cert.pem").toAbsolutePath();
    RelayId id = new RelayId("smarthost");
    RelaySettings smarthost = full.relays().get(id);
    assertThat(smarthost.link().identity()).isNull();
    assertThat(smarthost)
        .isEqualTo(
            new RelaySettings(
                id,
                null,
                "smtp.smarthost.example",
                2587,
                TlsMode.STARTTLS,
                ca,
                "apikey",
                new Secret("aus der Datei"),
                new RelayProfile(id, new SenderRule.Any(), true, 30_000_000, 90),
                new RelayLimits(
                    5,
                    new Allowance(new Count(60, 0), new Count(1000, 2000), new Count(5000, 9000)),
                    null,
                    30_000_000,
                    90),
                smarthost.link()));
    assertThat(full.relays().keySet())
        .map(RelayId::value)
        .containsExactly("ionos-meinefirma", "ses", "smarthost");
  }

  @Test
  void fillsARelayFromItsPreset() {
    RelaySettings ionos = full.relays().get(new RelayId("ionos-meinefirma"));
    assertThat(ionos.host()).isEqualTo("smtp.ionos.de");
    assertThat(ionos.port()).isEqualTo(465);
    assertThat(ionos.tls()).isEqualTo(TlsMode.IMPLICIT);
    assertThat(ionos.password()).isEqualTo(new Secret("geheim"));
    assertThat(ionos.profile().senderRule())
        .isEqualTo(new SenderRule.OfDomain(Domain.of("meinefirma.de")));
    assertThat(ionos.profile().nullSender()).isFalse();
    RelaySettings ses = full.relays().get(new RelayId("ses"));
    assertThat(ses.host()).isEqualTo("email-smtp.eu-central-1.amazonaws.com");
    assertThat(ses.password()).isEqualTo(new Secret("${kein} Verweis"));
    assertThat(ses.profile().senderRule().allows(Address.of("a@mail.meinefirma.de"))).isTrue();
  }

  @Test
  void readsTheTableWithItsLines() {
    RelayId ionos = new RelayId("ionos-meinefirma");
    RelayId smarthost = new RelayId("smarthost");
    assertThat(full.routes())
        .contains(
            new Route(
                SenderPattern.of("meinefirma.de"),
                List.of(ionos, smarthost),
                new EnvelopeFrom.Keep(),
                null,
                55),
            new Route(
                SenderPattern.of("andere.de"),
                List.of(ionos),
                new EnvelopeFrom.Fixed(Address.of("bounce@meinefirma.de")),
                Address.of("info@meinefirma.de"),
                58),
            new Route(SenderPattern.of("*"), List.of(ionos), new EnvelopeFrom.Srs(), null, 59))
        .hasSize(6);
  }

  @Test
  void readsTheRest() {
    assertThat(full.hostname()).isEqualTo("relay.meinefirma.de");
    assertThat(full.data()).isEqualTo(Path.of("/var/lib/postweiche"));
    assertThat(full.retry())
        .isEqualTo(
            new RetryPolicy(
                Duration.ofSeconds(30),
                1.5,
                Duration.ofHours(2),
                0.1,
                Duration.ofDays(3),
                Duration.ofHours(6),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30)));
    assertThat(full.bounces())
        .isEqualTo(
            new BounceSettings(
                Address.of("postmaster@meinefirma.de"),
                List.of(new RelayId("smarthost")),
                new ReportLanguages(
                    Language.DE, Map.of(Domain.of("meinefirma.com"), Language.EN))));
    assertThat(full.console().users())
        .isEqualTo(Map.of("ops", user("geheim", Role.OPERATE), "eyes", user("sehen", Role.VIEW)));
    assertThat(full.console().tokens())
        .isEqualTo(Map.of("ci", user("gucken", Role.OPERATE), "cd", user("schauen", Role.VIEW)));
    assertThat(full.tracking().keep()).isEqualTo(Duration.ofDays(90));
  }

  private static ConsoleUser user(String secret, Role role) {
    return new ConsoleUser(new PasswordHash(secret), role);
  }

  private static AllowedSenders senders(String... patterns) {
    return new AllowedSenders(Stream.of(patterns).map(SenderPattern::of).toList());
  }

  @Test
  void readsListeners() {
    ListenSettings submission = full.listen().get(1);
    Path folder = Configs.FOLDER.toAbsolutePath();
    assertThat(submission.tls())
        .isEqualTo(
            new ListenTls(
                TlsMode.STARTTLS,
                folder.resolve("tls/cert.pem"),
                folder.resolve("tls/key.pem"),
                true));
    assertThat(submission.users().get("drucker").password().matches("aus der Datei")).isTrue();
    assertThat(submission.allow()).isEmpty();
    assertThat(submission.maxMessageSize()).isEqualTo(25_000_000);
    assertThat(submission.maxConnections()).isEqualTo(200);
    assertThat(full.listen().get(0).allow())
        .map(allowed -> allowed.network().text())
        .containsExactly("127.0.0.0/8", "10.0.0.0/8", "fd00::/8");
  }

  @Test
  void readsWhoMaySend() {
    ListenSettings mx = full.listen().get(2);
    assertThat(mx.allow())
        .containsExactly(
            new AllowedNetwork(Network.of("10.1.0.0/16"), AllowedSenders.ANY),
            new AllowedNetwork(
                Network.of("10.2.0.0/16"), senders("meinefirma.de", "*.meinefirma.de", "<>")));
    assertThat(mx.users())
        .containsOnly(
            entry("fakturierung", new ListenUser(null, senders("rechnung@meinefirma.de"))),
            entry("shop", new ListenUser(new PasswordHash("aus der Datei"), AllowedSenders.ANY)));
    assertThat(mx.tls().clientCa()).endsWith(Path.of("tls/cert.pem"));
    assertThat(mx.tls().clientRequired()).isTrue();
    assertThat(mx.authWithoutTls()).isTrue();
    assertThat(mx.proxyProtocol())
        .containsExactly(Network.of("192.0.2.7"), Network.of("2001:db8::/64"));
    assertThat(full.listen().get(1).limits())
        .isEqualTo(new ListenLimits(25_000_000, 200, 20, 500_000_000, 500, 100));
    assertThat(mx.limits()).isEqualTo(ListenLimits.STANDARD);
  }

  /** Else each reload would close the doors to all clients. */
  @Test
  void anUnchangedListenerIsEqual() {
    assertThat(Configs.good(Configs.FOLDER.resolve("full.yaml")).settings().listen())
        .isEqualTo(full.listen());
  }

  @Test
  void readsTheEmbeddedBroker() {
    var broker = (BrokerSettings.Embedded) full.broker();
    assertThat(broker.core()).isEqualTo(HostPort.of("127.0.0.1:61617"));
    assertThat(broker.stomp()).isNull();
    assertThat(broker.users().get("erp").senders()).hasSize(2);
    assertThat(broker.users().get("ops").senders()).isEmpty();
  }

  @Test
  void readsAnExternalBroker() {
    Settings settings = Configs.good(Configs.FOLDER.resolve("external.yaml")).settings();
    assertThat(settings.broker())
        .isEqualTo(
            new BrokerSettings.External(
                "tcp://artemis-a:61616,tcp://artemis-b:61616", "router", new Secret("geheim")));
  }

  @Test
  void theLeastFileHasDefaultsForAllElse() {
    assertThat(least.hostname()).isNotEmpty();
    assertThat(least.data()).isEqualTo(Path.of("data"));
    assertThat(least.sandbox()).isFalse();
    assertThat(least.listen())
        .containsExactly(
            new ListenSettings(
                HostPort.of("127.0.0.1:2525"),
                List.of(Network.of("127.0.0.0/8"), Network.of("::1")),
                null,
                java.util.Map.of(),
                50_000_000,
                1000));
    assertThat(least.retry()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(least.bounces()).isNull();
    assertThat(least.broker())
        .isEqualTo(
            new BrokerSettings.Embedded(
                HostPort.of("127.0.0.1:61616"),
                HostPort.of("127.0.0.1:5672"),
                HostPort.of("127.0.0.1:61613"),
                java.util.Map.of()));
    assertThat(least.console().address()).isEqualTo(HostPort.of("127.0.0.1:8025"));
    assertThat(least.tracking()).isEqualTo(new TrackingSettings(true, null, Duration.ofDays(30)));
  }

  @Test
  void aRelayWithoutAProviderIsCautious() {
    RelaySettings relay = least.relays().get(new RelayId("smarthost"));
    assertThat(relay.port()).isEqualTo(587);
    assertThat(relay.tls()).isEqualTo(TlsMode.STARTTLS);
    assertThat(relay.username()).isNull();
    assertThat(relay.profile().senderRule()).isEqualTo(new SenderRule.Any());
    assertThat(relay.profile().nullSender()).isFalse();
    assertThat(relay.limits()).isEqualTo(new RelayLimits(4, 0, 0, 50_000_000, 100));
  }

  @Test
  void noSecretIsPrinted() {
    assertThat(full.toString()).doesNotContain("geheim", "aus der Datei", "argon2", "Verweis");
  }
}
