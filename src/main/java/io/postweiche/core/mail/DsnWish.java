package io.postweiche.core.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear about one recipient (RFC 3461 sections 4.1 and 4.2).
 *
 * @param when NOTIFY; empty when the client left it to us, which is failures
 * @param original ORCPT, {@code type;xtext}; null when not given
 */
public record DsnWish(Set<Notify> when, @Nullable String original) {
  /** NOTIFY: when to tell. */
  public enum Notify {
    NEVER,
    SUCCESS,
    FAILURE,
    DELAY
  }

  /** Nothing asked for. */
  public static final DsnWish NONE = new DsnWish(Set.of(), null);

  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9-]{1,40}");
  private static final int LONGEST_ORIGINAL = 500; // RFC 3461 section 4.2

  /**
   * Checks what is given.
   *
   * @throws IllegalArgumentException when NEVER is not alone, or ORCPT is not {@code type;xtext}
   */
  public DsnWish {
    when = Set.copyOf(when);
    if (when.contains(Notify.NEVER) && when.size() > 1) {
      throw new IllegalArgumentException("NOTIFY=NEVER stands alone");
    }
    if (original != null) {
      checkOriginal(original);
    }
  }

  /**
   * Reads the value of NOTIFY.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Set<Notify> when(String value) {
    List<Notify> all = new ArrayList<>();
    for (String word : value.split(",", -1)) {
      all.add(known(word));
    }
    if (all.contains(Notify.NEVER) && all.size() > 1) {
      throw new IllegalArgumentException("NOTIFY=NEVER stands alone");
    }
    return EnumSet.copyOf(all);
  }

  /** Whether a failure is to be told. */
  public boolean ofFailure() {
    return when.isEmpty() || when.contains(Notify.FAILURE);
  }

  /** Whether a delay is to be told; left to us it is (RFC 3461 section 4.1). */
  public boolean ofDelay() {
    return when.isEmpty() || when.contains(Notify.DELAY);
  }

  /** Whether a success is to be told. */
  public boolean ofSuccess() {
    return when.contains(Notify.SUCCESS);
  }

  /** The value of NOTIFY; empty when there is none. */
  public String whenText() {
    return when.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
  }

  private static Notify known(String word) {
    // some letters beyond ASCII turn into ASCII ones in upper case
    String upper = LocalPart.isAscii(word) ? word.toUpperCase(Locale.ROOT) : "";
    return Arrays.stream(Notify.values())
        .filter(known -> known.name().equals(upper))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("NOTIFY is NEVER, or of SUCCESS, FAILURE and DELAY"));
  }

  private static void checkOriginal(String original) {
    int semicolon = original.indexOf(';');
    if (semicolon < 0 || !TYPE.matcher(original.substring(0, semicolon)).matches()) {
      throw new IllegalArgumentException("ORCPT is type;address");
    }
    Xtext.check("ORCPT", original.substring(semicolon + 1), LONGEST_ORIGINAL - semicolon - 1);
  }
}
