package io.postweiche.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.openssl.PEMParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandbox's own CA and server certificate, made once and kept in its folder: {@code ca.pem} for
 * clients, {@code server.pem} with certificate and private key (mode 600).
 */
final class SandboxTls {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxTls.class);
  private static final Duration TOO_SOON = Duration.ofDays(30);

  private final Path folder;
  private final Clock clock;

  SandboxTls(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  Path ca() {
    return folder.resolve("ca.pem");
  }

  /** What the servers show; made anew when what lies there is unreadable or about to expire. */
  SSLContext open() throws IOException {
    try {
      return load();
    } catch (NoSuchFileException e) {
      LOG.debug("the sandbox has no certificates yet");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      LOG.info("the sandbox makes new certificates in {}: {}", folder, e.getMessage());
    }
    try {
      Certificates made = Certificates.make(clock.instant());
      write(server(), Pem.write(made.server()) + Pem.write(made.serverKey()));
      write(ca(), Pem.write(made.ca()));
      return load();
    } catch (GeneralSecurityException e) {
      throw new IOException("the sandbox cannot make its certificates: " + e.getMessage(), e);
    }
  }

  private SSLContext load() throws IOException, GeneralSecurityException {
    try (PEMParser serverText = new PEMParser(Files.newBufferedReader(server()));
        PEMParser caText = new PEMParser(Files.newBufferedReader(ca()))) {
      X509Certificate ca = Pem.certificate(caText);
      X509Certificate server = Pem.certificate(serverText);
      PrivateKey key = Pem.key(serverText);
      server.verify(ca.getPublicKey());
      Pem.checkPair(key, server);
      Date soon = Date.from(clock.instant().plus(TOO_SOON));
      server.checkValidity(soon);
      ca.checkValidity(soon);
      return context(key, server, ca);
    }
  }

  private void write(Path target, String text) throws IOException {
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    // closed to others from its first octet on: a later chmod would leave a moment to read the key
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, text);
    if (target.equals(ca())) {
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static SSLContext context(PrivateKey key, X509Certificate... chain)
      throws IOException, GeneralSecurityException {
    char[] none = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, none);
    store.setKeyEntry("server", key, none, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, none);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return tls;
  }

  private Path server() {
    return folder.resolve("server.pem");
  }
}
