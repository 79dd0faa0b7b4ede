package io.postweiche.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.postweiche.core.RootCause;
import io.postweiche.web.Json;
import io.postweiche.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a running router; every failure is a {@link CommandFailure} with its sentence. */
final class RestClient {
  private static final String JSON = "application/json";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_TRIES = 20;

  /** A newer router may tell more than is known here. */
  static final ObjectReader READER =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final String base;
  private final @Nullable Login login;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  RestClient(URI base, @Nullable Login login) {
    this.base = Pattern.compile("/+$").matcher(base.toString()).replaceFirst("");
    this.login = login;
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  <T> T get(String path, TypeReference<T> type) {
    return read(open(path), type);
  }

  /** The body as it comes; the caller closes it. */
  InputStream open(String path) {
    return send(request(path).timeout(PATIENCE).GET()).body();
  }

  /** The body as it comes, for as long as there is something to tell; the caller closes it. */
  InputStream follow(String path) {
    return send(request(path).GET()).body();
  }

  <T> T post(String path, String contentType, BodyPublisher body, TypeReference<T> type) {
    return read(send(posting(path, contentType, body).timeout(PATIENCE)).body(), type);
  }

  /** Changes something that needs no body. */
  <T> T post(String path, TypeReference<T> type) {
    return post(path, JSON, BodyPublishers.noBody(), type);
  }

  /** Posts JSON; the answer comes line by line, for as long as it takes. */
  InputStream stream(String path, Object body) {
    return send(posting(path, JSON, BodyPublishers.ofByteArray(json(body)))).body();
  }

  <T> T read(InputStream body, TypeReference<T> type) {
    try (InputStream in = body) {
      return READER.forType(type).readValue(in);
    } catch (JsonProcessingException e) {
      throw stranger();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  CommandFailure broken(IOException e) {
    return new CommandFailure(
        ExitCode.UNREACHABLE, "the connection to the router at " + base + " broke: " + words(e));
  }

  private HttpRequest.Builder posting(String path, String contentType, BodyPublisher body) {
    return request(path).header("Content-Type", contentType).POST(body);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path));
    return login == null ? request : request.header("Authorization", login.header());
  }

  private HttpResponse<InputStream> send(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> answer = ask(request.build());
      if (answer.statusCode() / 100 != 2) {
        throw refused(answer);
      }
      return answer;
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "no router answers at "
              + base
              + " ("
              + words(e)
              + "); is it running? --url names another");
    } catch (HttpTimeoutException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "the router at " + base + " gave no answer in " + PATIENCE.toSeconds() + " s");
    } catch (IOException e) {
      throw broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(new InterruptedIOException("interrupted"));
    }
  }

  /** A command that asks for much at once is slowed by the router's limit, not failed by it. */
  private HttpResponse<InputStream> ask(HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    for (int tries = 1; tries < MOST_TRIES && soon(answer) >= 0; tries++) {
      answer.body().close();
      Thread.sleep(Duration.ofSeconds(soon(answer)).toMillis());
      answer = http.send(request, BodyHandlers.ofInputStream());
    }
    return answer;
  }

  /** Seconds after which the router answers; -1 for never, or as late as after wrong logins. */
  private static long soon(HttpResponse<?> answer) {
    String after = answer.headers().firstValue("Retry-After").orElse("");
    return answer.statusCode() == 429 && after.matches("[0-5]") ? Long.parseLong(after) : -1;
  }

  private CommandFailure refused(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream in = answer.body()) {
      if (!answer.headers().firstValue("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE)) {
        return stranger();
      }
      Problem problem = READER.forType(Problem.class).readValue(in);
      return switch (problem.status()) {
        case 400 -> CommandFailure.usage(problem.detail());
        case 401 ->
            CommandFailure.usage(
                login == null
                    ? "the router at " + base + " wants a login; name one with --user or --token"
                    : "the router refused the login: " + problem.detail());
        default -> new CommandFailure(ExitCode.FAULTS, problem.detail());
      };
    } catch (JsonProcessingException e) {
      return stranger();
    }
  }

  private CommandFailure stranger() {
    return new CommandFailure(
        ExitCode.UNREACHABLE, "what answers at " + base + " is no Postweiche router");
  }

  private static byte[] json(Object body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request is always JSON", e);
    }
  }

  private static String words(IOException e) {
    Throwable deepest = RootCause.of(e);
    if (deepest instanceof java.nio.channels.UnresolvedAddressException) {
      return "the name is not found";
    }
    if (deepest instanceof java.nio.channels.ClosedChannelException
        || deepest.getMessage() == null) {
      return e instanceof ConnectException
          ? "connection refused"
          : deepest.getClass().getSimpleName();
    }
    return String.valueOf(deepest.getMessage());
  }
}
