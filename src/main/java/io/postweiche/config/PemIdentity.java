package io.postweiche.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
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
      if (!belong(chain[0], own)) {
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
    try (Reader in = Files.newBufferedReader(key);
        PEMParser pem = new PEMParser(in)) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      for (Object found = pem.readObject(); found != null; found = pem.readObject()) {
        if (found instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
        if (found instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
      }
    }
    throw new IOException("no private key (PEM) can be read from " + key);
  }

  /** What the key signs the certificate must verify. */
  private static boolean belong(Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm();
    if (!certificate.getPublicKey().getAlgorithm().equals(algorithm)) {
      return false;
    }
    Signature signature =
        Signature.getInstance(algorithm.startsWith("Ed") ? algorithm : "SHA256with" + kind(key));
    signature.initSign(key);
    signature.update(certificate.getEncoded());
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(certificate.getEncoded());
    return signature.verify(signed);
  }

  private static String kind(PrivateKey key) {
    return key.getAlgorithm().startsWith("EC") ? "ECDSA" : key.getAlgorithm();
  }
}
