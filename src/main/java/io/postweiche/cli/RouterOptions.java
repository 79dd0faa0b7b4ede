package io.postweiche.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which router is meant, and who asks. */
final class RouterOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8025",
      description = "Where the router's API is. Default: ${DEFAULT-VALUE}")
  private String url = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "Log in under this name; the password comes from POSTWEICHE_PASSWORD or is asked for.")
  private @Nullable String user;

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description =
          "Log in with the token in this file; without --user and --token, with the one in"
              + " POSTWEICHE_TOKEN.")
  private @Nullable Path token;

  RestClient connect(Terminal terminal) {
    URI base = base();
    return new RestClient(base, login(terminal));
  }

  private @Nullable Login login(Terminal terminal) {
    if (user != null && token != null) {
      throw CommandFailure.usage("--user and --token are two ways to log in; name one");
    }
    if (user != null) {
      return Login.password(user, password(terminal, user));
    }
    String known = token == null ? terminal.env().apply("POSTWEICHE_TOKEN") : read(token);
    return known == null || known.isBlank() ? null : Login.token(checked(known.strip()));
  }

  /** From a file: what stands on a command line is seen by everybody on the machine. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandFailure.usage("--token: " + file + " cannot be read");
    }
  }

  private static String checked(String token) {
    if (!token.matches("[!-~]+")) {
      throw CommandFailure.usage("the token has a character that no header may hold");
    }
    return token;
  }

  private URI base() {
    try {
      URI uri = new URI(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getHost() == null || uri.getQuery() != null) {
        throw CommandFailure.usage("--url: '" + url + "' is no address like http://127.0.0.1:8025");
      }
      if (uri.getUserInfo() != null) {
        throw CommandFailure.usage("--url: no login in the address; use --user");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw CommandFailure.usage("--url: '" + url + "' is no address like http://127.0.0.1:8025");
    }
  }

  private static String password(Terminal terminal, String user) {
    String known = terminal.env().apply("POSTWEICHE_PASSWORD");
    if (known != null) {
      return known;
    }
    Function<String, String> ask = terminal.passwords();
    if (ask == null) {
      throw CommandFailure.usage("the password of " + user + " is wanted in POSTWEICHE_PASSWORD");
    }
    return ask.apply("Password of " + user + ": ");
  }
}
