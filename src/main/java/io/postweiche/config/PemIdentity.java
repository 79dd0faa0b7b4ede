package io.postweiche.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate that we show, with its private key.
 *
 * @param certificate PEM, our own first, then its chain
 * @param key PEM without a passphrase
 */
public record PemIdentity(Path certificate, Path key) {
  private static final char[] NO_PASSWORD = {};

  /**
   * Both in a key store without a password.
   *
   * @throws IOException with a sentence for the operator, when they cannot be read or do not belong
   *     together
   */
  public KeyStore keyStore() throws IOException {
    try {
      Certificate[] chain = chain();
      PrivateKey own = privateKey();
      if (!PemKeys.belong(own, chain[0].getPublicKey())) {
        throw new IOException(
            "the certificate in "
                + certificate.getFileName()
                + " and the key in "
                + key.getFileName()
                + " are no pair");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", own, NO_PASSWORD, chain);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use " + certificate + ": " + e.getMessage(), e);
    }
  }

  private Certificate[] chain() throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(certificate)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException("no certificate (PEM) can be read from " + certificate);
      }
      return found.toArray(Certificate[]::new);
    }
  }

  private PrivateKey privateKey() throws IOException {
    PrivateKeyInfo found = PemKeys.first(key);
    if (found == null) {
      throw new IOException("no private key (PEM) can be read from " + key);
    }
    return new JcaPEMKeyConverter().getPrivateKey(found);
  }
}
