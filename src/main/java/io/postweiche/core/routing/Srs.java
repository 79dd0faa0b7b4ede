package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Shown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The Sender Rewriting Scheme, guarded: {@code SRS0=HHHH=TT=domain=local@into}, and {@code
 * SRS1=HHHH=host==HHHH=TT=domain=local@into} for what another server has rewritten before. With
 * HMAC-SHA1 as the MAC it reads and writes what postsrsd and libsrs2 do. Hashes and stamps compare
 * without regard to case, as some servers lower it.
 */
public final class Srs implements SenderRewriter {
  /** How long an address is good for when nothing else is said, as with postsrsd and libsrs2. */
  public static final int VALID_DAYS = 21;

  private static final int HASH = 4; // characters of base64
  private static final String SEPARATORS = "=+-";

  private final List<Function<byte[], byte[]>> keys;
  private final LongSupplier today;
  private final int validDays;

  /**
   * @param keys each a MAC under one key; the first signs, all verify
   * @param today days since 1970-01-01 UTC
   * @param validDays how long an address is good for
   */
  public Srs(List<Function<byte[], byte[]>> keys, LongSupplier today, int validDays) {
    this.validDays = validDays;
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("SRS needs a key");
    }
    this.keys = List.copyOf(keys);
    this.today = today;
  }

  /** What stands behind a rewritten address. */
  public sealed interface Decoded {
    /**
     * An address that holds.
     *
     * @param address for SRS1 the other server's SRS0 address
     * @param ageDays since it was made; -1 for SRS1, whose stamp is the other server's
     * @param key which of the keys it was made with, from 1
     */
    record Original(Address address, int ageDays, int key) implements Decoded {}

    /**
     * One that does not.
     *
     * @param reason a sentence
     */
    record Refused(String reason) implements Decoded {}
  }

  @Override
  public Address rewrite(Address sender, Domain into) {
    Domain domain = sender.domain();
    if (domain == null) {
      return sender;
    }
    String local = sender.unquotedLocalPart();
    if (isTagged(local, "SRS0")) {
      return wrapped(domain.ascii(), local.substring(4), into);
    }
    String[] inner = isTagged(local, "SRS1") ? parts(local, 3) : null;
    if (inner != null) {
      return wrapped(inner[1], inner[2], into);
    }
    String stamp = SrsStamp.of(today.getAsLong());
    String hash = hash(keys.get(0), stamp, domain.ascii(), local).substring(0, HASH);
    return Address.quoting("SRS0=" + String.join("=", hash, stamp, domain.ascii(), local), into);
  }

  /** The original of an address that {@link #rewrite} made, or why there is none. */
  public Decoded decode(Address rewritten) {
    String local = rewritten.unquotedLocalPart();
    try {
      if (isTagged(local, "SRS0")) {
        return decode0(parts(local, 4));
      }
      return isTagged(local, "SRS1") ? decode1(parts(local, 3)) : refused("not an SRS address");
    } catch (IllegalArgumentException e) {
      return refused("what it holds is no address: " + e.getMessage());
    }
  }

  // no stamp and hash of the other server's can be checked here; ours vouches for where to send it
  private Address wrapped(String host, String rest, Domain into) {
    String hash = hash(keys.get(0), host, rest).substring(0, HASH);
    return Address.quoting("SRS1=" + String.join("=", hash, host, rest), into);
  }

  private Decoded decode0(String @Nullable [] parts) {
    if (parts == null) {
      return refused("not complete: SRS0=HASH=STAMP=DOMAIN=LOCAL wanted");
    }
    int key = key(parts[0], parts[1], parts[2], parts[3]);
    if (key == 0) {
      return forged(parts[0], parts[3] + "@" + parts[2]);
    }
    int age = SrsStamp.age(parts[1], today.getAsLong());
    Address original = Address.quoting(parts[3], Domain.of(parts[2]));
    return age <= validDays
        ? new Decoded.Original(original, age, key)
        : refused(
            "expired: of " + original + ", made " + age + " days ago, valid for " + validDays);
  }

  private Decoded decode1(String @Nullable [] parts) {
    if (parts == null) {
      return refused("not complete: SRS1=HASH=HOST==HASH=STAMP=DOMAIN=LOCAL wanted");
    }
    int key = key(parts[0], parts[1], parts[2]);
    return key > 0
        ? new Decoded.Original(Address.quoting("SRS0" + parts[2], Domain.of(parts[1])), -1, key)
        : forged(parts[0], "SRS0" + parts[2] + "@" + parts[1]);
  }

  /** Which key made this hash, from 1; 0 for none. All are tried, however soon one fits. */
  private int key(String hash, String... signed) {
    if (hash.length() < HASH) {
      return 0;
    }
    int found = 0;
    for (int i = keys.size(); i > 0; i--) {
      String full = hash(keys.get(i - 1), signed);
      String wanted = full.substring(0, Math.min(hash.length(), full.length()));
      found = MessageDigest.isEqual(lower(wanted), lower(hash)) ? i : found;
    }
    return found;
  }

  private static String hash(Function<byte[], byte[]> key, String... signed) {
    return Base64.getEncoder().withoutPadding().encodeToString(key.apply(lower(signed)));
  }

  private static byte[] lower(String... texts) {
    return String.join("", texts).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isTagged(String local, String tag) {
    return local.length() > 4
        && local.regionMatches(true, 0, tag, 0, 4)
        && SEPARATORS.indexOf(local.charAt(4)) >= 0;
  }

  // behind the tag; the last part may hold '=' of its own
  private static String @Nullable [] parts(String local, int count) {
    String[] parts = local.substring(5).split("=", count);
    if (parts.length < count) {
      return null;
    }
    for (String part : parts) {
      if (part.isEmpty()) {
        return null;
      }
    }
    return parts;
  }

  private static Decoded forged(String hash, String claimed) {
    return refused(
        hash.length() < HASH
            ? "the hash is wrong: " + hash.length() + " characters, " + HASH + " wanted"
            : "the hash is wrong: forged, or made with a key that is no longer configured; it claims"
                + " to be of "
                + Shown.brief(claimed));
  }

  private static Decoded refused(String reason) {
    return new Decoded.Refused(reason);
  }
}
