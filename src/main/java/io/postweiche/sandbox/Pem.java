package io.postweiche.sandbox;

import java.io.IOException;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Certificates and keys as text. */
final class Pem {
  private Pem() {}

  static String write(X509Certificate certificate) throws IOException {
    return writeObject(certificate);
  }

  static String write(PrivateKey key) throws IOException {
    return writeObject(new JcaPKCS8Generator(key, null));
  }

  /** The certificate that comes next. */
  static X509Certificate certificate(PEMParser parser)
      throws IOException, GeneralSecurityException {
    if (parser.readObject() instanceof X509CertificateHolder holder) {
      return new JcaX509CertificateConverter().getCertificate(holder);
    }
    throw new IOException("no certificate where one should be");
  }

  /** The private key that comes next: PKCS #8, elliptic curve, as we write it. */
  static PrivateKey key(PEMParser parser) throws IOException, GeneralSecurityException {
    if (parser.readObject() instanceof PrivateKeyInfo key) {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }
    throw new IOException("no private key where one should be");
  }

  /** Throws unless the key is the one that the certificate speaks of. */
  static void checkPair(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certificate);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("private key and certificate do not belong together");
    }
  }

  private static String writeObject(Object thing) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(thing);
    }
    return text.toString();
  }
}
