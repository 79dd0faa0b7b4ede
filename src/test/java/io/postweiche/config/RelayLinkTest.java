package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.OAuthSettings.Grant;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificate, proxy, addresses and OAuth of a relay as they are read. */
class RelayLinkTest {
  @TempDir Path folder;

  @Test
  void aProxyWithALogin() {
    ProxySettings proxy =
        relay("host: h.de, proxy: \"socks5://me%40a.de:p%3Aw+d@[::1]:1080\"").link().proxy();
    assertThat(proxy)
        .isEqualTo(
            new ProxySettings(
                ProxySettings.Kind.SOCKS5, "::1", 1080, "me@a.de", new Secret("p:w+d")));
    assertThat(proxy.toString()).doesNotContain("p:w+d");
    assertThat(relay("host: h.de, proxy: \"http://proxy.de:3128\"").link().proxy())
        .isEqualTo(new ProxySettings(ProxySettings.Kind.HTTP, "proxy.de", 3128, null, null));
  }

  @Test
  void addressAndName() {
    RelayLink link = relay("host: h.de, local-address: \"fd00::1\", helo-name: Müller.de").link();
    assertThat(link.localAddress()).isEqualTo("fd00::1");
    assertThat(link.heloName()).isEqualTo("xn--mller-kva.de");
    assertThat(relay("host: h.de").link()).isEqualTo(RelayLink.PLAIN);
  }

  @Test
  void theProvidersOwnTokenServers() {
    OAuthSettings microsoft =
        relay(
                "provider: microsoft365, username: r@a.de, oauth: {tenant: a.onmicrosoft.com,"
                    + " client-id: app, client-secret: geheim}")
            .link()
            .oauth();
    assertThat(microsoft)
        .isEqualTo(
            new OAuthSettings(
                URI.create("https://login.microsoftonline.com/a.onmicrosoft.com/oauth2/v2.0/token"),
                "app",
                new Secret("geheim"),
                "https://outlook.office365.com/.default",
                Grant.CLIENT_CREDENTIALS,
                null));
    assertThat(microsoft.toString()).doesNotContain("geheim");
    OAuthSettings google =
        relay(
                "provider: google, username: r@a.de, oauth: {grant: refresh-token, client-id: app,"
                    + " client-secret: geheim, refresh-token: lang}")
            .link()
            .oauth();
    assertThat(google.tokenUrl()).hasToString("https://oauth2.googleapis.com/token");
    assertThat(google.scope()).isNull();
    assertThat(google.refreshToken()).isEqualTo(new Secret("lang"));
  }

  @Test
  void aRenewedCertificateIsAnotherRelay() throws IOException {
    for (String file : new String[] {"cert.pem", "key.pem"}) {
      Files.copy(Configs.FOLDER.resolve("tls").resolve(file), folder.resolve(file));
    }
    String keys = "host: h.de, trust: cert.pem, certificate: cert.pem, key: key.pem";
    RelaySettings before = relay(keys);
    assertThat(relay(keys)).isEqualTo(before);
    Files.writeString(
        folder.resolve("cert.pem"), Files.readString(folder.resolve("cert.pem")) + "\n");
    assertThat(relay(keys)).isNotEqualTo(before);
  }

  @Test
  void opportunisticTls() {
    RelaySettings relay = relay("host: h.de, tls: starttls-if-offered");
    assertThat(relay.tls()).isEqualTo(TlsMode.STARTTLS_IF_OFFERED);
    assertThat(relay.port()).isEqualTo(587);
  }

  private RelaySettings relay(String keys) {
    String text = "relays: {one: {" + keys + "}}\nsenders: {r@a.de: one}\n";
    Path file = Configs.write(folder.resolve("postweiche.yaml"), text);
    return Configs.good(file).settings().relays().get(new RelayId("one"));
  }
}
