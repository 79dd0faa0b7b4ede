package io.postweiche.smtp;

import io.postweiche.core.mail.DsnWish;
import java.util.Map;
import java.util.Set;

/** The parameters of RCPT: NOTIFY and ORCPT (RFC 3461). */
final class RcptParameters {
  private RcptParameters() {}

  static DsnWish of(Map<String, String> parameters, boolean smtpUtf8) throws Refused {
    Set<DsnWish.Notify> when = Set.of();
    String original = null;
    try {
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        String value = parameter.getValue();
        switch (parameter.getKey()) {
          case "NOTIFY" -> when = DsnWish.when(value);
          case "ORCPT" -> original = smtpUtf8 ? inAscii(value) : value;
          default -> throw new Refused(Replies.unknownParameter(parameter.getKey()));
        }
      }
      return new DsnWish(when, original);
    } catch (IllegalArgumentException e) {
      throw new Refused(Replies.syntax(String.valueOf(e.getMessage())));
    }
  }

  /** With SMTPUTF8 an address of type utf-8 may stand bare; it has an ASCII form (RFC 6533). */
  private static String inAscii(String value) {
    if (!value.regionMatches(true, 0, "utf-8;", 0, 6) || !Printable.of(value).equals(value)) {
      return value;
    }
    StringBuilder ascii = new StringBuilder();
    value
        .codePoints()
        .forEach(c -> ascii.append(c < 128 ? Character.toString(c) : String.format("\\x{%X}", c)));
    return ascii.toString();
  }
}
