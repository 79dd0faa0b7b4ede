package io.postweiche.smtp;

import io.postweiche.core.mail.Address;
import java.util.Locale;

/** Envelope addresses of a dialogue, each refusal with its code (RFC 3463 section 3.2). */
final class Addresses {
  private Addresses() {}

  /** The path of MAIL; empty is the null sender. */
  static Address sender(String path, boolean smtpUtf8) throws Refused {
    return parse(path, smtpUtf8, "5.1.7");
  }

  /** The path of RCPT; a lone {@code postmaster} is that of this host (RFC 5321 section 4.5.1). */
  static Address recipient(String path, boolean smtpUtf8, String hostname) throws Refused {
    if (path.isEmpty()) {
      throw new Refused(501, "5.1.3", "<> is no recipient");
    }
    boolean postmaster = path.toLowerCase(Locale.ROOT).equals("postmaster");
    return parse(postmaster ? path + "@" + hostname : path, smtpUtf8, "5.1.3");
  }

  private static Address parse(String path, boolean smtpUtf8, String status) throws Refused {
    if (!smtpUtf8 && !path.chars().allMatch(c -> c < 128)) {
      throw new Refused(553, "5.6.7", "Address beyond ASCII wants the parameter SMTPUTF8 at MAIL");
    }
    try {
      return Address.of(path);
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage();
      throw new Refused(501, status, reason == null ? "Not an address" : reason);
    }
  }
}
