package io.postweiche.sandbox;

import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What EHLO offers, and which parameters of MAIL and RCPT follow from it. */
record Extensions(RelaySettings relay, Behaviour behaviour) {
  private static final Map<String, String> MAIL =
      Map.of(
          "SIZE", "SIZE",
          "BODY", "8BITMIME",
          "SMTPUTF8", "SMTPUTF8",
          "RET", "DSN",
          "ENVID", "DSN",
          "AUTH", "AUTH");
  private static final Map<String, String> RCPT = Map.of("NOTIFY", "DSN", "ORCPT", "DSN");

  boolean mayStartTls(boolean encrypted) {
    return relay.mayStartTls() && !encrypted;
  }

  /** Whether a login is offered now; never in clear where the relay has TLS. */
  boolean mayLogIn(boolean encrypted) {
    return relay.username() != null && (encrypted || relay.tls() == TlsMode.NONE);
  }

  /** The keywords behind the first EHLO line. */
  List<String> lines(boolean encrypted) {
    List<String> lines = new ArrayList<>();
    for (String keyword : behaviour.keywords()) {
      if (keyword.equals("SIZE")) {
        lines.add("SIZE " + relay.limits().messageSize());
      } else if (keyword.equals("STARTTLS")
          ? mayStartTls(encrypted)
          : offered(keyword, encrypted)) {
        lines.add(keyword);
      }
    }
    return lines;
  }

  /** The first parameter of MAIL that no offered extension knows; null when all are fine. */
  @Nullable String unknownOfMail(PathArgument argument) {
    return unknown(argument, MAIL);
  }

  /** The same for RCPT. */
  @Nullable String unknownOfRcpt(PathArgument argument) {
    return unknown(argument, RCPT);
  }

  private boolean offered(String keyword, boolean encrypted) {
    return !keyword.startsWith("AUTH ") || mayLogIn(encrypted);
  }

  private @Nullable String unknown(PathArgument argument, Map<String, String> known) {
    for (Map.Entry<String, String> parameter : argument.parameters().entrySet()) {
      String extension = known.get(parameter.getKey());
      boolean sound = !parameter.getKey().equals("SIZE") || parameter.getValue().matches("\\d+");
      if (extension == null || !behaviour.offers(extension) || !sound) {
        return parameter.getKey();
      }
    }
    return null;
  }
}
