package io.postweiche.testing;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;

/**
 * What jdkim's verifier asks Java for when a signature says {@code ed25519-sha256}, a name Java
 * does not know: Ed25519 over the SHA-256 of the data (RFC 8463 section 3).
 */
public final class Ed25519Verifier extends SignatureSpi {
  /** To be installed before verifying. */
  public static final Provider PROVIDER =
      new Provider("dkim-ed25519", "1", "ed25519-sha256 for verifying") {
        {
          put("Signature.SHA256withED25519", Ed25519Verifier.class.getName());
        }
      };

  private final MessageDigest hash;
  private final Signature edwards;

  public Ed25519Verifier() throws NoSuchAlgorithmException {
    hash = MessageDigest.getInstance("SHA-256");
    edwards = Signature.getInstance("Ed25519");
  }

  @Override
  protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
    edwards.initVerify(key);
  }

  @Override
  protected void engineUpdate(byte octet) {
    hash.update(octet);
  }

  @Override
  protected void engineUpdate(byte[] octets, int from, int length) {
    hash.update(octets, from, length);
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    edwards.update(hash.digest());
    return edwards.verify(signature);
  }

  @Override
  protected void engineInitSign(PrivateKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected byte[] engineSign() {
    throw new UnsupportedOperationException();
  }

  @Override
  @Deprecated
  protected void engineSetParameter(String name, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  @Deprecated
  protected Object engineGetParameter(String name) {
    throw new UnsupportedOperationException();
  }
}
