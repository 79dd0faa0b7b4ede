package io.postweiche.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTlsTest {
  @TempDir Path folder;

  @Test
  void theCaOutlivesARestart() throws IOException {
    String first = ca(Clock.systemUTC());

    assertThat(ca(Clock.systemUTC())).isEqualTo(first);
    assertThat(ca(later(3600))).as("in ten years less fifty days").isEqualTo(first);
  }

  @Test
  void aCaAboutToExpireIsMadeAnew() throws IOException {
    String first = ca(Clock.systemUTC());

    assertThat(ca(later(3630))).isNotEqualTo(first);
  }

  @Test
  void thePrivateKeyIsForItsOwnerOnly() throws IOException {
    ca(Clock.systemUTC());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server())))
        .isEqualTo("rw-------");
    assertThat(server()).content().contains("PRIVATE KEY");
    assertThat(folder.resolve("ca.pem")).content().doesNotContain("PRIVATE KEY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
  void anUnreadableFileIsMadeAnew(String broken) throws IOException {
    String first = ca(Clock.systemUTC());
    Files.writeString(server(), broken);

    assertThat(ca(Clock.systemUTC())).isNotEqualTo(first);
    assertThat(server()).content().contains("PRIVATE KEY");
  }

  @Test
  void filesThatDoNotBelongTogetherAreMadeAnew(@TempDir Path other) throws IOException {
    ca(Clock.systemUTC());
    new SandboxTls(other, Clock.systemUTC()).open();
    Files.copy(
        other.resolve("ca.pem"), folder.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(ca(Clock.systemUTC())).isNotEqualTo(Files.readString(other.resolve("ca.pem")));
  }

  @Test
  void aKeyOfAnotherCertificateIsReplaced(@TempDir Path other) throws IOException {
    String first = ca(Clock.systemUTC());
    new SandboxTls(other, Clock.systemUTC()).open();
    String key = "-----BEGIN PRIVATE KEY";
    String ours = Files.readString(server());
    String theirs = Files.readString(other.resolve("server.pem"));
    Files.writeString(
        server(), ours.substring(0, ours.indexOf(key)) + theirs.substring(theirs.indexOf(key)));

    assertThat(ca(Clock.systemUTC())).isNotEqualTo(first);
  }

  private String ca(Clock clock) throws IOException {
    SandboxTls tls = new SandboxTls(folder, clock);
    assertThat(tls.open()).isNotNull();
    return Files.readString(tls.ca());
  }

  private Path server() {
    return folder.resolve("server.pem");
  }

  private static Clock later(int days) {
    return Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
  }
}
