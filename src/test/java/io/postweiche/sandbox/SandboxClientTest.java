package io.postweiche.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A mail client not written here, with TLS verification on. */
class SandboxClientTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(TlsMode.class)
  void takesAMailAndListsIt(TlsMode tls) throws Exception {
    try (Sandbox sandbox = Sandbox.start(List.of(Relays.account("a", "ionos", tls)), folder)) {
      client(sandbox, "a").send("vertrieb@example.de", "kunde@example.org", "Grüße");

      TakenMail mail = sandbox.taken().get(0);
      assertThat(mail.relay()).isEqualTo(new RelayId("a"));
      assertThat(mail.from()).isEqualTo(Address.of("vertrieb@example.de"));
      assertThat(mail.recipients()).containsExactly(Address.of("kunde@example.org"));
      assertThat(mail.subject()).isEqualTo("Grüße");
      assertThat(mail.file()).hasParent(folder.resolve("a")).hasExtension("eml");
      assertThat(mail.size()).isEqualTo(Files.size(mail.file()));
      assertThat(mail.file()).content().startsWith("Date: ").endsWith("Guten Tag\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"STARTTLS,127.0.0.1", "STARTTLS,localhost", "IMPLICIT,127.0.0.1"})
  void itsCertificateNamesTheLoopback(TlsMode tls, String host) throws Exception {
    try (Sandbox sandbox = Sandbox.start(List.of(Relays.account("a", null, tls)), folder)) {
      RelaySettings relay = relay(sandbox, "a");
      new MailClient(relay, host, relay.trust()).send("a@example.de", "b@example.org", "hier");

      assertThat(sandbox.taken()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsMode.class,
      names = {"STARTTLS", "IMPLICIT"})
  void aClientThatDoesNotKnowItsCaRefusesIt(TlsMode tls) throws Exception {
    try (Sandbox sandbox = Sandbox.start(List.of(Relays.account("a", null, tls)), folder)) {
      RelaySettings relay = relay(sandbox, "a");
      MailClient stranger = new MailClient(relay, relay.host(), null);

      assertThatThrownBy(() -> stranger.connect(Relays.PASSWORD))
          .isInstanceOf(MessagingException.class)
          .hasStackTraceContaining("unable to find valid certification path");
    }
  }

  @Test
  void aWrongPasswordGetsTheProvidersReply() throws Exception {
    try (Sandbox sandbox =
        Sandbox.start(List.of(Relays.account("a", "ionos", TlsMode.STARTTLS)), folder)) {
      MailClient client = client(sandbox, "a");

      assertThatThrownBy(() -> client.connect("falsch"))
          .isInstanceOf(AuthenticationFailedException.class)
          .hasMessageContaining("535 Authentication credentials invalid");
    }
  }

  @Test
  void aRelayWithoutLoginTakesMailFromAnyone() throws Exception {
    try (Sandbox sandbox = Sandbox.start(List.of(Relays.withoutLogin("a")), folder)) {
      client(sandbox, "a").send("a@example.com", "b@example.org", "offen");

      assertThat(sandbox.taken()).hasSize(1);
    }
  }

  @Test
  void fiftyClientsAtOnceLoseNothing() throws Exception {
    try (Sandbox sandbox =
        Sandbox.start(List.of(Relays.account("a", "ionos", TlsMode.STARTTLS)), folder)) {
      ExecutorService clients = Executors.newFixedThreadPool(50);
      CompletableFuture<?>[] all =
          IntStream.range(0, 50)
              .mapToObj(n -> CompletableFuture.runAsync(() -> sendFour(sandbox, n), clients))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(all).get();
      clients.shutdown();

      assertThat(sandbox.taken().stream().map(TakenMail::subject).sorted())
          .containsExactlyElementsOf(
              IntStream.range(0, 200).mapToObj(n -> "Mail " + n).sorted().toList());
    }
  }

  private static void sendFour(Sandbox sandbox, int client) {
    try {
      MailClient mails = client(sandbox, "a");
      try (Transport transport = mails.connect(Relays.PASSWORD)) {
        for (int n = client * 4; n < client * 4 + 4; n++) {
          MimeMessage mail = mails.message("a@example.de", "b@example.org", "Mail " + n);
          transport.sendMessage(mail, mail.getAllRecipients());
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static MailClient client(Sandbox sandbox, String name) throws Exception {
    return new MailClient(relay(sandbox, name));
  }

  private static RelaySettings relay(Sandbox sandbox, String name) {
    return sandbox.relays().get(new RelayId(name));
  }
}
