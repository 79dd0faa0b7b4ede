package io.postweiche.app;

import io.postweiche.config.SrsSettings;
import io.postweiche.core.routing.Srs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of rewritten senders: {@code srs.secrets} of the configuration, and behind them those of
 * the data folder, one a line in {@code srs-keys}, as postsrsd keeps them. The first signs, all
 * verify; a new one is put on top when it must change.
 */
public final class SrsKeys {
  private static final String FILE = "srs-keys";

  private SrsKeys() {}

  /** SRS with the keys of a configuration and its data folder; empty when there is none yet. */
  public static Optional<Srs> read(SrsSettings settings, Path data) throws IOException {
    List<String> keys = new ArrayList<>();
    settings.secrets().forEach(secret -> keys.add(secret.reveal()));
    keys.addAll(inFolder(data));
    return keys.isEmpty() ? Optional.empty() : Optional.of(of(keys, settings.maxAgeDays()));
  }

  private static List<String> inFolder(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<String> keys =
        Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (keys.isEmpty()) {
      throw new IOException(file + ": holds no key; delete it and a new one is made");
    }
    return keys;
  }

  /** As {@link #read}; the data folder gets a random key when there is none anywhere. */
  public static Srs readOrCreate(SrsSettings settings, Path data) throws IOException {
    Optional<Srs> there = read(settings, data);
    if (there.isPresent()) {
      return there.get();
    }
    Path file = data.resolve(FILE);
    Files.createDirectories(data);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, random() + "\n");
    } catch (FileAlreadyExistsException e) {
      // somebody else was first; his key counts
    }
    return read(settings, data).orElseThrow(() -> new IOException(file + ": has gone"));
  }

  /** With a key that nobody keeps: shows how senders would look, and verifies nothing. */
  public static Srs passing() {
    return of(List.of(random()), Srs.VALID_DAYS);
  }

  private static Srs of(List<String> keys, int validDays) {
    return new Srs(
        keys.stream().map(SrsKeys::mac).toList(),
        () -> LocalDate.now(ZoneOffset.UTC).toEpochDay(),
        validDays);
  }

  private static Function<byte[], byte[]> mac(String key) {
    SecretKeySpec secret = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1");
    return octets -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(secret);
        return mac.doFinal(octets);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java lacks HmacSHA1", e);
      }
    };
  }

  private static String random() {
    byte[] octets = new byte[24];
    new SecureRandom().nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }
}
