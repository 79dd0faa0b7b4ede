package io.postweiche.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of its own, for relays with good and with bad certificates. */
public final class RelayCertificates {
  private static final char[] PASSWORD = "unused".toCharArray();

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name = "Test CA " + COUNT.incrementAndGet();
  private final KeyPair keys = newKeys();
  private final Instant now = Instant.now();
  private final Certificate root =
      issue(name, keys, null, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));

  /** Writes the authority's certificate, for {@code trust:}. */
  public Path authority(Path folder) {
    try {
      String body = Base64.getMimeEncoder().encodeToString(root.getEncoded());
      String pem = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
      return Files.writeString(folder.resolve(name.replace(' ', '-') + ".pem"), pem);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client that trusts this authority and nobody else. */
  public SSLContext trusting() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", root);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server with a valid certificate for this DNS name or IPv4 address. */
  public SSLContext serving(String name) {
    return server(name, now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
  }

  /** A server whose certificate ran out a minute ago. */
  public SSLContext expired(String name) {
    return server(name, now.minus(Duration.ofHours(1)), now.minus(Duration.ofMinutes(1)));
  }

  private SSLContext server(String name, Instant from, Instant until) {
    try {
      KeyPair own = newKeys();
      Certificate certificate = issue(name, own, name, from, until);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("relay", own.getPrivate(), PASSWORD, new Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Signs with the authority's key.
   *
   * @param subjectName the alternative name; null makes it an authority
   */
  private Certificate issue(
      String name, KeyPair subject, String subjectName, Instant from, Instant until) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + this.name),
              new BigInteger(64, new SecureRandom()),
              Date.from(from),
              Date.from(until),
              new X500Name("CN=" + name),
              subject.getPublic());
      if (subjectName == null) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      } else {
        int kind = subjectName.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
        GeneralName alternative = new GeneralName(kind, subjectName);
        builder.addExtension(
            Extension.subjectAlternativeName, false, new GeneralNames(alternative));
      }
      byte[] signed =
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(signed));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
