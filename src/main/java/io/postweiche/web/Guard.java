package io.postweiche.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.postweiche.config.ConsoleSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every request must pass before a handler sees it. */
final class Guard implements Handler {
  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");
  private static final Map<String, String> CHALLENGE =
      Map.of("WWW-Authenticate", "Basic realm=\"Postweiche\", charset=\"UTF-8\"");

  private final String ownName;
  private final boolean needsLogin;
  private final Logins logins;

  Guard(ConsoleSettings settings, InstantSource clock) {
    this.ownName = settings.address().host().toLowerCase(Locale.ROOT);
    this.needsLogin = !settings.users().isEmpty() || !settings.address().isLoopback();
    this.logins = new Logins(settings.users(), clock);
  }

  @Override
  public void handle(Context ctx) {
    SecurityHeaders.set(ctx);
    if (needsLogin) {
      checkLogin(ctx);
    } else {
      checkHost(ctx);
    }
    if (!READING.contains(ctx.method())) {
      checkOrigin(ctx);
    }
  }

  private void checkLogin(Context ctx) {
    if (OPEN.contains(ctx.path())) {
      return;
    }
    String[] login = basic(ctx.header("Authorization"));
    if (login == null) {
      throw new ProblemException(401, "log in with HTTP Basic", CHALLENGE);
    }
    switch (logins.check(ctx.ip(), login[0], login[1])) {
      case RIGHT -> {}
      case WRONG -> throw new ProblemException(401, "wrong name or password", CHALLENGE);
      case WAIT ->
          throw new ProblemException(
              429,
              "too many wrong logins from " + ctx.ip() + "; wait a minute",
              Map.of("Retry-After", String.valueOf(Logins.WAIT.toSeconds())));
    }
  }

  /**
   * Without a login, being on loopback is all that protects: a web page whose name was made to
   * resolve to 127.0.0.1 (DNS rebinding) still sends its own name as Host.
   */
  private void checkHost(Context ctx) {
    String host = ctx.header("Host");
    if (host != null && !isOwn(name(host))) {
      throw new ProblemException(
          403, "the Host '" + host + "' is not this listener; use 127.0.0.1 or localhost");
    }
  }

  private void checkOrigin(Context ctx) {
    String origin = ctx.header("Origin");
    if (origin == null) {
      return;
    }
    int scheme = origin.indexOf("://");
    String authority = scheme < 0 ? "" : origin.substring(scheme + 3);
    if (authority.isEmpty() || !authority.equalsIgnoreCase(ctx.header("Host"))) {
      throw new ProblemException(403, "requests of '" + origin + "' may not change anything here");
    }
  }

  private boolean isOwn(String name) {
    if (name.equals("localhost") || name.equals(ownName)) {
      return true;
    }
    // literals only: a name would be looked up, and that is the very trick to be refused
    if (!name.matches("127(\\.\\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*")) {
      return false;
    }
    try {
      return InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String name(String host) {
    return host.replaceFirst(":\\d*$", "").replaceAll("^\\[|\\]$", "").toLowerCase(Locale.ROOT);
  }

  private static String @Nullable [] basic(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      byte[] octets = Base64.getDecoder().decode(header.substring(6).strip());
      String[] parts = new String(octets, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 ? parts : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
