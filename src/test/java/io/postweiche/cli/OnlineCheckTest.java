package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.ConfigFile;
import io.postweiche.config.Loaded;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Settings;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.delivery.LoginCheck;
import io.postweiche.delivery.LoginCheck.Refusal;
import io.postweiche.testing.DkimKeys;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnlineCheckTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Dns> records = new HashMap<>();
  private Optional<Refusal> refusal = Optional.empty();

  @Test
  void aGoodLoginAndARecordAreTold() throws IOException {
    records.put(
        "meinefirma.de",
        dns("v=spf1 include:_spf-eu.ionos.com ~all", "google-site-verification=x"));
    assertThat(check("sandbox: false")).isZero();
    assertThat(told())
        .isEqualTo(
            """
            relay ionos: logged in as relay@meinefirma.de
            SPF of meinefirma.de: v=spf1 include:_spf-eu.ionos.com ~all
            """);
  }

  @Test
  void aFailedLoginIsAFault() throws IOException {
    records.put("meinefirma.de", dns());
    refusal =
        Optional.of(new Refusal(Stage.AUTH, Reply.of("535 Authentication credentials invalid")));
    assertThat(check("sandbox: false")).isEqualTo(1);
    assertThat(told())
        .contains("relay ionos: refused at AUTH: 535 Authentication credentials invalid");
  }

  @Test
  void theSandboxContactsNoRelay() throws IOException {
    records.put("meinefirma.de", dns());
    refusal = Optional.of(new Refusal(Stage.AUTH, Reply.of("535 no")));
    assertThat(check("sandbox: true")).isZero();
    assertThat(told()).contains("sandbox: no relay is contacted").doesNotContain("535");
  }

  @Test
  void withoutDnsItSaysSoCalmly() throws IOException {
    records.put("meinefirma.de", new Dns(Dns.State.SILENT, List.of()));
    assertThat(check("sandbox: false")).isZero();
    assertThat(told()).contains("SPF: no DNS answers from here, so the records were not looked at");
  }

  @Test
  void aDomainThatDoesNotExistIsTold() throws IOException {
    records.put("meinefirma.de", new Dns(Dns.State.NO_SUCH_NAME, List.of()));
    assertThat(check("sandbox: false")).isZero();
    assertThat(told()).contains("SPF of meinefirma.de: the domain is not found in the DNS");
  }

  @Test
  void aKeyThatIsNotPublishedIsTold() throws Exception {
    records.put("meinefirma.de", dns());
    String name = "s1._domainkey.meinefirma.de";
    String record = DkimKeys.record(DkimKeys.write(folder.resolve("s1.pem"), "Ed25519", 0));
    String yaml = "dkim: {meinefirma.de: {selector: s1, key: s1.pem}}\nsandbox: true";
    records.put(name, new Dns(Dns.State.NO_SUCH_NAME, List.of()));
    assertThat(check(yaml)).isEqualTo(1);
    assertThat(told())
        .contains("DKIM " + name + ": not in the DNS; publish at " + name)
        .contains("TXT \"" + record + "\"");
    records.put(name, dns("v=DKIM1; p=MIIB"));
    assertThat(check(yaml)).isEqualTo(1);
    assertThat(told()).contains("the DNS has another key");
    records.put(name, dns(record.replace("; p=", ";p= ")));
    assertThat(check(yaml)).isZero();
    assertThat(told()).contains("the DNS has its public key");
    records.put(name, new Dns(Dns.State.SILENT, List.of()));
    assertThat(check(yaml)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0 | no record",
        "v=spf10 x | 0 | no record",
        "v=spf1 -all;v=spf1 mx -all | 1 | 2 records, which counts as none",
        "V=SPF1 include:_SPF.PERFORA.NET -all | 0 | v=spf1 include:_spf.perfora.net -all",
        "v=spf1 mx -all | 0 | does not itself have include:_spf-eu.ionos.com (for relay ionos)",
      })
  void readsRecords(String texts, int code, String sentence) throws IOException {
    records.put("meinefirma.de", dns(texts == null ? new String[0] : texts.split(";")));
    assertThat(check("sandbox: false")).isEqualTo(code);
    assertThat(told()).contains(sentence);
  }

  @Test
  void theLoginIsARealOne() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RelaySettings relay =
          settings(
                  """
                  relays:
                    local:
                      host: 127.0.0.1
                      port: %d
                      tls: none
                      username: u
                      password: p
                  senders: {"*": local}
                  """
                      .formatted(server.getLocalPort()))
              .relays()
              .values()
              .iterator()
              .next();
      CompletableFuture<Void> wrong = serve(server, "535 5.7.8 no");
      Refusal refused = LoginCheck.of(relay, "relay.test", Duration.ofSeconds(10)).orElseThrow();
      wrong.join();
      assertThat(refused.stage()).isEqualTo(Stage.AUTH);
      assertThat(refused.reply().code()).isEqualTo(535);
      CompletableFuture<Void> right = serve(server, "235 2.7.0 ok");
      assertThat(LoginCheck.of(relay, "relay.test", Duration.ofSeconds(10))).isEmpty();
      right.join();
    }
  }

  private static CompletableFuture<Void> serve(ServerSocket server, String login) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept();
              BufferedReader in =
                  new BufferedReader(
                      new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
              PrintWriter out =
                  new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            out.print("220 test\r\n");
            out.flush();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
              out.print(answer(line, login));
              out.flush();
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static String answer(String line, String login) {
    if (line.startsWith("EHLO")) {
      return "250-test\r\n250 AUTH PLAIN LOGIN\r\n";
    }
    return line.startsWith("AUTH") ? login + "\r\n" : "221 bye\r\n";
  }

  private int check(String sandbox) throws IOException {
    Settings settings =
        settings(
            sandbox
                + """

                relays:
                  ionos: {provider: ionos, username: relay@meinefirma.de, password: x}
                senders: {meinefirma.de: ionos}
                """);
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            name -> null,
            null);
    return new OnlineCheck(terminal, new Net()).run(settings);
  }

  private Settings settings(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
    Loaded loaded = ConfigFile.load(file, name -> null);
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings();
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Dns dns(String... texts) {
    return new Dns(Dns.State.FOUND, List.of(texts));
  }

  /** A net of our making: there is none where the tests run. */
  private final class Net implements OnlineCheck.Network {
    @Override
    public Optional<Refusal> login(RelaySettings relay, String hostname) {
      return refusal;
    }

    @Override
    public Dns texts(String domain) {
      return records.get(domain);
    }
  }
}
