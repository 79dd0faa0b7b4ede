package io.postweiche.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecord;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.tagvalue.PublicKeyRecordImpl;

/** Keys for DKIM made for a test, and jdkim's verifier with the DNS played by a map. */
public final class DkimKeys {
  private DkimKeys() {}

  /** Writes a new private key (PKCS#8) that only its owner can read, and gives the pair. */
  public static KeyPair write(Path file, String algorithm, int bits)
      throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (bits > 0) {
      generator.initialize(bits);
    }
    KeyPair pair = generator.generateKeyPair();
    Files.writeString(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return pair;
  }

  public static String pem(String what, byte[] octets) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, lines.encodeToString(octets), what);
  }

  /** The record to publish, made from the public key without any of the router's code. */
  public static String record(KeyPair pair) {
    byte[] whole = pair.getPublic().getEncoded();
    return pair.getPublic().getAlgorithm().equals("RSA")
        ? "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(whole)
        : "v=DKIM1; k=ed25519; p="
            + Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(whole, whole.length - 32, whole.length));
  }

  /**
   * The signatures that hold, as {@code DOMAIN SELECTOR}, in the order of their selectors.
   *
   * @param records by {@code SELECTOR._domainkey.DOMAIN}
   * @throws FailException when none holds
   */
  public static List<String> verified(byte[] message, Map<String, String> records)
      throws IOException, FailException {
    Security.addProvider(Ed25519Verifier.PROVIDER);
    DKIMVerifier verifier =
        new DKIMVerifier(
            (methods, selector, token) ->
                List.of(records.getOrDefault(selector + "._domainkey." + token, ""))) {
          @Override
          protected PublicKeyRecord newPublicKeyRecord(String record) {
            return record.contains("k=ed25519")
                ? new Edwards(record)
                : new PublicKeyRecordImpl(record);
          }
        };
    List<SignatureRecord> held = verifier.verify(new ByteArrayInputStream(message));
    return held == null
        ? List.of()
        : held.stream()
            .map(r -> r.getDToken() + " " + r.getSelector())
            .sorted()
            .collect(Collectors.toList());
  }

  /** jdkim reads RSA only. */
  private static final class Edwards extends PublicKeyRecordImpl {
    private static final byte[] HEAD =
        Base64.getDecoder().decode("MCowBQYDK2VwAyEA"); // SubjectPublicKeyInfo of Ed25519

    Edwards(String record) {
      super(record);
    }

    @Override
    public PublicKey getPublicKey() {
      byte[] bare =
          Base64.getDecoder().decode(getValue("p").toString().getBytes(StandardCharsets.US_ASCII));
      byte[] whole = Arrays.copyOf(HEAD, HEAD.length + bare.length);
      System.arraycopy(bare, 0, whole, HEAD.length, bare.length);
      try {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
