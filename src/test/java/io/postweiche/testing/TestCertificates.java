package io.postweiche.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of the test's own, and server certificates by it, as PEM in a folder. */
public final class TestCertificates {
  /** Files as a server's configuration names them. */
  public record Pem(Path certificate, Path key) {}

  private static final Duration YEAR = Duration.ofDays(365);

  private final Path folder;
  private final KeyPair caKey = newKey("EC", 256);
  private final X509Certificate ca;
  private int count;

  /** A new authority whose files go to the folder; {@link #ca} is there at once. */
  public TestCertificates(Path folder) {
    this.folder = folder;
    Instant now = Instant.now();
    this.ca = sign(caKey, new X500Name("CN=Test CA"), null, now.minus(YEAR), now.plus(YEAR));
    write(ca(), ca);
  }

  /** The authority's certificate, for a client's {@code trust}. */
  public Path ca() {
    return folder.resolve("ca.pem");
  }

  /** A valid certificate for a host name or an IP address. */
  public Pem server(String name) {
    return issue(name, newKey("EC", 256), Instant.now().plus(YEAR));
  }

  /** A valid certificate with an RSA key. */
  public Pem rsaServer(String name) {
    return issue(name, newKey("RSA", 2048), Instant.now().plus(YEAR));
  }

  /** A certificate that ended yesterday. */
  public Pem expired(String name) {
    return issue(name, newKey("EC", 256), Instant.now().minus(Duration.ofDays(1)));
  }

  /** A client's side of TLS that trusts this authority and nobody else. */
  public SSLContext client() {
    return context(null);
  }

  /** The same for a client that shows a certificate, of whatever authority. */
  public SSLContext client(Pem identity) {
    return context(keys(identity));
  }

  private static KeyManager[] keys(Pem identity) {
    try (InputStream chain = Files.newInputStream(identity.certificate());
        PEMParser key = new PEMParser(Files.newBufferedReader(identity.key()))) {
      Certificate[] certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(chain)
              .toArray(Certificate[]::new);
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "own",
          new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) key.readObject()),
          new char[0],
          certificates);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(own, new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private SSLContext context(KeyManager[] keys) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", ca);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Pem issue(String name, KeyPair key, Instant end) {
    count++;
    X509Certificate certificate =
        sign(key, new X500Name("CN=" + name), subject(name), end.minus(YEAR.multipliedBy(2)), end);
    Pem files = new Pem(folder.resolve(count + "-cert.pem"), folder.resolve(count + "-key.pem"));
    write(files.certificate(), certificate, ca);
    try {
      write(files.key(), new JcaPKCS8Generator(key.getPrivate(), null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return files;
  }

  private static GeneralNames subject(String name) {
    boolean ip = name.matches("[0-9.]+") || name.contains(":");
    return new GeneralNames(
        new GeneralName(ip ? GeneralName.iPAddress : GeneralName.dNSName, name));
  }

  /** Signs as the authority; without names it is the authority's own certificate. */
  private X509Certificate sign(
      KeyPair key, X500Name subject, GeneralNames names, Instant from, Instant to) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=Test CA"),
            new BigInteger(64, new SecureRandom()),
            Date.from(from),
            Date.from(to),
            subject,
            key.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names == null));
      if (names != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(caKey.getPrivate())));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKey(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, Object... objects) {
    try (Writer out = Files.newBufferedWriter(file);
        JcaPEMWriter pem = new JcaPEMWriter(out)) {
      for (Object object : objects) {
        pem.writeObject(object);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
