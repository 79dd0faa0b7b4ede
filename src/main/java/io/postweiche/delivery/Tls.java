package io.postweiche.delivery;

import io.postweiche.config.PemIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS towards relays: whom to trust, and in words why not. */
final class Tls {
  static final String PROTOCOLS = "TLSv1.2 TLSv1.3";

  private Tls() {}

  /**
   * Makes the client's side of TLS; host names are checked elsewhere.
   *
   * @param trust a PEM file whose certificates are trusted and no others; null for the runtime's
   * @param identity the certificate that is shown to a relay that asks for one
   */
  static SSLSocketFactory factory(@Nullable Path trust, @Nullable PemIdentity identity)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        identity == null ? null : keys(identity), trust == null ? null : trusting(trust), null);
    return context.getSocketFactory();
  }

  private static KeyManager[] keys(PemIdentity identity)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity.keyStore(), new char[0]);
    return keys.getKeyManagers();
  }

  private static TrustManager[] trusting(Path pem) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : read(pem)) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  /** A sentence on why a handshake with that host failed. */
  static String explain(String host, @Nullable Throwable failure) {
    String said = "the connection broke";
    boolean untrusted = false;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      said = String.valueOf(t.getMessage());
      untrusted |= said.startsWith("PKIX path") || t instanceof CertPathBuilderException;
      if (t instanceof CertificateExpiredException) {
        return "the certificate of " + host + " has expired (" + said + ")";
      }
      if (t instanceof CertificateNotYetValidException) {
        return "the certificate of " + host + " is not valid yet (" + said + ")";
      }
      if (said.startsWith("No subject alternative") || said.startsWith("No name matching")) {
        return "the certificate is not for " + host + " (" + said + ")";
      }
    }
    return untrusted
        ? "the certificate of " + host + " is signed by nobody we trust (" + said + ")"
        : said;
  }

  private static Collection<? extends Certificate> read(Path pem)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException("no certificate (PEM) can be read from " + pem);
      }
      return found;
    }
  }
}
