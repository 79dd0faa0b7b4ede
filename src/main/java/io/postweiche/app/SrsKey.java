package io.postweiche.app;

import io.postweiche.core.routing.Srs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that signs rewritten senders: made once, kept in the data folder for its owner only. */
public final class SrsKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int OCTETS = 32;

  private SrsKey() {}

  /** The rewriter with the key of this data folder, made when there is none yet. */
  public static Srs rewriter(Path data, Clock clock) throws IOException {
    byte[] key = Files.exists(file(data)) ? Files.readAllBytes(file(data)) : make(data);
    return new Srs(List.of(mac(key)), () -> LocalDate.now(clock).toEpochDay());
  }

  private static Path file(Path data) {
    return data.resolve("srs.key");
  }

  private static byte[] make(Path data) throws IOException {
    byte[] key = new byte[OCTETS];
    new SecureRandom().nextBytes(key);
    Path draft =
        Files.createTempFile(
            data,
            "srs",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(draft, key);
    Files.move(draft, file(data), StandardCopyOption.ATOMIC_MOVE);
    return key;
  }

  private static Function<byte[], byte[]> mac(byte[] key) {
    return text -> {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key, ALGORITHM));
        return mac.doFinal(text);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has " + ALGORITHM, e);
      }
    };
  }
}
