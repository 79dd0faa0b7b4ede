package io.postweiche.smtp;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.postweiche.config.ListenTls;
import io.postweiche.config.PemKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** Certificate and key of a listener, read and tried before the first client comes. */
final class Tls {
  private Tls() {}

  /**
   * Reads the files.
   *
   * @throws IOException naming the file and what is wrong with it
   */
  static SslContext context(ListenTls tls) throws IOException {
    X509Certificate[] chain = chain(tls.certificate());
    PrivateKey key = key(tls.key(), chain[0].getPublicKey());
    if (!PemKeys.belong(key, chain[0].getPublicKey())) {
      throw new IOException(
          "TLS key " + tls.key() + " does not belong to the certificate " + tls.certificate());
    }
    SslContextBuilder context =
        SslContextBuilder.forServer(key, chain)
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2");
    if (tls.clientCa() != null) {
      context
          .trustManager(chain(tls.clientCa()))
          .clientAuth(tls.clientRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
    }
    return context.build();
  }

  private static X509Certificate[] chain(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      X509Certificate[] chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toArray(X509Certificate[]::new);
      if (chain.length == 0) {
        throw new IOException("TLS certificate " + file + " holds no certificate");
      }
      return chain;
    } catch (NoSuchFileException e) {
      throw new IOException("TLS certificate " + file + " does not exist", e);
    } catch (CertificateException e) {
      throw new IOException("TLS certificate " + file + " is no PEM certificate", e);
    }
  }

  private static PrivateKey key(Path file, PublicKey certified) throws IOException {
    try {
      return KeyFactory.getInstance(certified.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(file)));
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "TLS key " + file + " is no " + certified.getAlgorithm() + " key as the certificate has",
          e);
    }
  }

  /** Reads PKCS#8 and the older forms that openssl writes; not a key under a passphrase. */
  private static byte[] pkcs8(Path file) throws IOException {
    try {
      PrivateKeyInfo found = PemKeys.first(file);
      if (found != null) {
        return found.getEncoded();
      }
    } catch (NoSuchFileException e) {
      throw new IOException("TLS key " + file + " does not exist", e);
    } catch (IOException e) {
      throw new IOException("TLS key " + file + " cannot be read: " + e.getMessage(), e);
    }
    throw new IOException("TLS key " + file + " holds no private key without a passphrase");
  }
}
