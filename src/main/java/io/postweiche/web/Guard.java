package io.postweiche.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.Role;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What every request must pass before a handler sees it. */
final class Guard implements Handler {
  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready", "/login");
  private static final String ASSETS = "/assets/";

  /** What one who only looks may send all the same. */
  private static final Set<String> OF_EVERYBODY = Set.of("/login", "/logout");

  private final String ownName;
  private final boolean needsLogin;
  private final List<LoginWay> ways;
  private final CallerRate rate;

  Guard(ConsoleSettings settings, List<LoginWay> ways, CallerRate rate) {
    this.ownName = settings.address().host().toLowerCase(Locale.ROOT);
    this.needsLogin = settings.needsLogin();
    this.ways = List.copyOf(ways);
    this.rate = rate;
  }

  @Override
  public void handle(Context ctx) {
    SecurityHeaders.set(ctx);
    if (!needsLogin) {
      checkHost(ctx);
    }
    boolean reading = READING.contains(ctx.method());
    if (!reading) {
      checkOrigin(ctx);
    }
    if (isOpen(ctx.path())) {
      return;
    }
    Caller caller = caller(ctx);
    caller.attach(ctx);
    rate.count(caller);
    if (!reading && !OF_EVERYBODY.contains(ctx.path())) {
      caller.require(Role.OPERATE);
    }
  }

  private static boolean isOpen(String path) {
    return OPEN.contains(path) || path.startsWith(ASSETS);
  }

  private Caller caller(Context ctx) {
    if (!needsLogin) {
      return Caller.local(ctx);
    }
    for (LoginWay way : ways) {
      Caller caller = way.caller(ctx);
      if (caller != null) {
        return caller;
      }
    }
    throw Logins.missing();
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
}
