package io.postweiche.smtp;

import io.postweiche.core.mail.Dsn;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of MAIL: SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), AUTH (RFC 4954),
 * RET and ENVID (RFC 3461). BODY is checked and not kept: whether a message has 8-bit octets is
 * seen in the message.
 *
 * @param size octets as declared, 0 when not
 */
record MailParameters(
    long size, boolean smtpUtf8, Dsn.@Nullable Returned returned, @Nullable String envelopeId) {
  private static final Pattern SIZE = Pattern.compile("\\d{1,20}"); // RFC 1870 section 3

  static MailParameters of(Map<String, String> parameters) throws Refused {
    long size = 0;
    boolean utf8 = false;
    Dsn.Returned returned = null;
    String envelopeId = null;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String value = parameter.getValue();
      switch (parameter.getKey()) {
        case "SIZE" -> size = size(value);
        case "BODY" -> checkBody(value);
        case "SMTPUTF8" -> utf8 = alone(value);
        case "AUTH" -> checkAuth(value);
        case "RET" -> returned = returned(value);
        case "ENVID" -> envelopeId = envelopeId(value);
        default -> throw new Refused(Replies.unknownParameter(parameter.getKey()));
      }
    }
    return new MailParameters(size, utf8, returned, envelopeId);
  }

  private static long size(String value) throws Refused {
    if (!SIZE.matcher(value).matches()) {
      throw new Refused(Replies.syntax("SIZE wants a number of octets"));
    }
    // up to 20 digits are legal, a long holds 18 of any kind: more than that is too large anyway
    return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
  }

  private static void checkBody(String value) throws Refused {
    String upper = Ascii.upper(value);
    if (!upper.equals("7BIT") && !upper.equals("8BITMIME")) {
      throw new Refused(Replies.syntax("BODY is 7BIT or 8BITMIME"));
    }
  }

  private static boolean alone(String value) throws Refused {
    if (!value.isEmpty()) {
      throw new Refused(Replies.syntax("SMTPUTF8 takes no value"));
    }
    return true;
  }

  private static Dsn.Returned returned(String value) throws Refused {
    return switch (Ascii.upper(value)) {
      case "FULL" -> Dsn.Returned.FULL;
      case "HDRS" -> Dsn.Returned.HDRS;
      default -> throw new Refused(Replies.syntax("RET is FULL or HDRS"));
    };
  }

  private static String envelopeId(String value) throws Refused {
    try {
      return Objects.requireNonNull(new Dsn(null, value, Map.of()).envelopeId());
    } catch (IllegalArgumentException e) {
      throw new Refused(Replies.syntax(String.valueOf(e.getMessage())));
    }
  }

  private static void checkAuth(String value) throws Refused {
    if (value.isEmpty()) {
      throw new Refused(Replies.syntax("AUTH=<> or AUTH=mailbox wanted"));
    }
  }
}
