package io.postweiche.smtp;

import java.util.regex.Pattern;

/**
 * The first message of a client in SCRAM: {@code FLAG,[a=NAME],n=NAME,r=NONCE} (RFC 5802 section
 * 7).
 *
 * @param flags up to and with the second comma, which the client has to repeat
 * @param bare behind that comma, as it came
 */
record ScramFirst(String flags, String bare, String user, String nonce) {
  private static final int LONGEST_NONCE = 256;
  private static final Pattern NONCE = Pattern.compile("[!-+\\--~]{1," + LONGEST_NONCE + "}");
  private static final Pattern EXTENSION = Pattern.compile("[A-Za-z]=.+", Pattern.DOTALL);

  static ScramFirst of(String text) throws Refused {
    String[] fields = text.split(",", -1);
    if (fields.length < 4 || !fields[2].startsWith("n=") || !fields[3].startsWith("r=")) {
      throw new Refused(Replies.badResponse()); // an extension we must know (m=) among them
    }
    requireExtensions(fields, 4);
    requireNoBinding(fields[0]);
    String user = name(fields[2].substring(2));
    requireSame(fields[1], user);
    String nonce = fields[3].substring(2);
    if (!NONCE.matcher(nonce).matches()) {
      throw new Refused(Replies.badResponse());
    }
    String flags = fields[0] + "," + fields[1] + ",";
    return new ScramFirst(flags, text.substring(flags.length()), user, nonce);
  }

  /** Extensions are of a later time, and to be ignored (section 5.1). */
  static void requireExtensions(String[] fields, int from) throws Refused {
    for (int i = from; i < fields.length; i++) {
      if (!EXTENSION.matcher(fields[i]).matches()) {
        throw new Refused(Replies.badResponse());
      }
    }
  }

  /** {@code y}: the client could bind to the TLS channel and saw that we do not offer it. */
  private static void requireNoBinding(String flag) throws Refused {
    if (flag.startsWith("p=")) {
      throw new Refused(535, "5.7.8", "Channel binding is not offered");
    }
    if (!flag.equals("n") && !flag.equals("y")) {
      throw new Refused(Replies.badResponse());
    }
  }

  private static void requireSame(String authorised, String user) throws Refused {
    if (authorised.isEmpty()) {
      return;
    }
    if (!authorised.startsWith("a=")) {
      throw new Refused(Replies.badResponse());
    }
    if (!name(authorised.substring(2)).equals(user)) {
      throw new Refused(Replies.FOR_ANOTHER);
    }
  }

  /** A name, in which {@code =2C} is a comma and {@code =3D} an equals sign. */
  private static String name(String escaped) throws Refused {
    if (escaped.isEmpty() || escaped.matches("(?s).*=(?!2C|3D).*")) {
      throw new Refused(Replies.badResponse());
    }
    return escaped.replace("=2C", ",").replace("=3D", "=");
  }
}
