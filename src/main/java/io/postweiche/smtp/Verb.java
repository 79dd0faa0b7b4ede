package io.postweiche.smtp;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The commands, each with what may stand behind it and whether it is allowed before TLS. */
enum Verb {
  EHLO(Argument.NEEDED, true),
  HELO(Argument.NEEDED, true),
  STARTTLS(Argument.NONE, true),
  NOOP(Argument.ANY, true),
  QUIT(Argument.NONE, true),
  RSET(Argument.NONE, true),
  AUTH(Argument.NEEDED, false),
  MAIL(Argument.NEEDED, false),
  RCPT(Argument.NEEDED, false),
  DATA(Argument.NONE, false),
  BDAT(Argument.NEEDED, false),
  VRFY(Argument.NEEDED, false),
  HELP(Argument.ANY, false),
  /** Commands of SMTP that this server does not offer. */
  ABSENT(Argument.ANY, true),
  /** Commands of another protocol: a browser led here by a hostile page. */
  FOREIGN(Argument.ANY, true),
  UNKNOWN(Argument.ANY, true);

  /** What may stand behind a command. */
  enum Argument {
    NONE,
    ANY,
    NEEDED
  }

  private static final Set<String> NOT_OFFERED =
      Set.of("EXPN", "ETRN", "TURN", "ATRN", "SEND", "SOML", "SAML", "XCLIENT", "XFORWARD");
  private static final Set<String> HTTP =
      Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "PATCH", "TRACE");
  private static final Map<String, Verb> BY_NAME =
      Arrays.stream(values())
          .filter(verb -> verb.compareTo(ABSENT) < 0)
          .collect(Collectors.toMap(Enum::name, Function.identity()));

  private final Argument argument;
  private final boolean beforeTls;

  Verb(Argument argument, boolean beforeTls) {
    this.argument = argument;
    this.beforeTls = beforeTls;
  }

  static Verb of(String word) {
    String upper = Ascii.upper(word);
    if (HTTP.contains(upper)) {
      return FOREIGN;
    }
    return BY_NAME.getOrDefault(upper, NOT_OFFERED.contains(upper) ? ABSENT : UNKNOWN);
  }

  boolean takes(String text) {
    return switch (argument) {
      case NONE -> text.isEmpty();
      case ANY -> true;
      case NEEDED -> !text.isEmpty();
    };
  }

  boolean allowedBeforeTls() {
    return beforeTls;
  }
}
