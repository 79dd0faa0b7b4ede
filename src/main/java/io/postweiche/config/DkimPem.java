package io.postweiche.config;

import io.postweiche.config.DkimKey.Algorithm;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/** Reads a private key for DKIM out of PEM; no message of this class holds any of it. */
final class DkimPem {
  private static final int LEAST_RSA = 1024; // RFC 8301 section 3.2

  private DkimPem() {}

  /**
   * A key and the octets that the DNS is to publish of it.
   *
   * @param published RSA: SubjectPublicKeyInfo; Ed25519: the bare 32 octets
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pair(Algorithm algorithm, PrivateKey secret, byte[] published, int bits) {}

  /**
   * Reads PKCS#8 or PKCS#1.
   *
   * @param source how the message names it
   * @throws IllegalArgumentException with the reason
   */
  static Pair read(String pem, String source) {
    if (pem.contains("ENCRYPTED")) {
      throw new IllegalArgumentException(
          "the private key in " + source + " has a passphrase; one without is wanted");
    }
    try {
      PrivateKeyInfo info = info(pem);
      if (info != null) {
        AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
        PrivateKey secret = new JcaPEMKeyConverter().getPrivateKey(info);
        if (key instanceof Ed25519PrivateKeyParameters edwards) {
          return new Pair(Algorithm.ED25519, secret, edwards.generatePublicKey().getEncoded(), 256);
        }
        if (secret instanceof RSAPrivateCrtKey rsa) {
          return rsa(rsa, source);
        }
        throw new IllegalArgumentException(
            "the key in " + source + " is neither RSA nor Ed25519, and DKIM knows no other");
      }
    } catch (IOException | GeneralSecurityException | IllegalStateException e) {
      // told below; what the library says may quote the file
    }
    throw new IllegalArgumentException("no private key (PEM) can be read from " + source);
  }

  @Nullable
  private static PrivateKeyInfo info(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      Object found = parser.readObject();
      return found instanceof PEMKeyPair pair
          ? pair.getPrivateKeyInfo()
          : found instanceof PrivateKeyInfo info ? info : null;
    }
  }

  private static Pair rsa(RSAPrivateCrtKey key, String source) throws GeneralSecurityException {
    int bits = key.getModulus().bitLength();
    if (bits < LEAST_RSA) {
      throw new IllegalArgumentException(
          "the RSA key in "
              + source
              + " has "
              + bits
              + " bits; receivers take none below "
              + LEAST_RSA
              + " (RFC 8301)");
    }
    PublicKey published =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    return new Pair(Algorithm.RSA, key, published.getEncoded(), bits);
  }
}
