package io.postweiche.core.mail;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The fields that a message's signatures cover (RFC 6376 section 3.5, RFC 8617 section 4.1.2). */
final class Signatures {
  private static final Set<String> SIGNATURES = Set.of("dkim-signature", "arc-message-signature");

  private final Set<String> covered = new HashSet<>();
  private boolean all;

  private Signatures() {}

  static Signatures of(HeaderBlock block) {
    Signatures signatures = new Signatures();
    for (HeaderBlock.Field field : block.fields()) {
      if (SIGNATURES.contains(block.name(field))) {
        signatures.read(HeaderText.value(block, field));
      }
    }
    return signatures;
  }

  /** A field that is not there can be covered, too: adding it would break the signature. */
  boolean cover(String lowerName) {
    return all || covered.contains(lowerName);
  }

  private void read(String value) {
    for (String tag : value.split(";", -1)) {
      int equals = tag.indexOf('=');
      if (equals > 0 && tag.substring(0, equals).strip().equals("h")) {
        for (String name : tag.substring(equals + 1).split(":", -1)) {
          covered.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return;
      }
    }
    all = true; // one that cannot be read is not to be broken either
  }
}
