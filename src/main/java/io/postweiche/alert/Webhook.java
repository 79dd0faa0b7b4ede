package io.postweiche.alert;

import io.postweiche.config.Secret;
import io.postweiche.config.WebhookSettings;
import io.postweiche.core.alert.Bundle;
import io.postweiche.core.mail.Language;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Posts a bundle as JSON. Certificates are verified, redirects are not followed: what is signed for
 * one server is not for another.
 */
public final class Webhook {
  private static final Duration CONNECT = Duration.ofSeconds(4);
  private static final Duration WHOLE = Duration.ofSeconds(8);

  private final @Nullable SSLContext tls;
  private @Nullable HttpClient client;

  /** Trusts whom this Java trusts. */
  public Webhook() {
    this(null);
  }

  /** Trusts others. */
  Webhook(@Nullable SSLContext tls) {
    this.tls = tls;
  }

  /** Made at the first alert: most routers have none to send, and it costs threads and a start. */
  private synchronized HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT);
      client = (tls == null ? builder : builder.sslContext(tls)).build();
    }
    return client;
  }

  /**
   * One try.
   *
   * @param id the same in each try of a bundle, so that a server that takes it twice can tell
   * @throws IOException with a sentence, when the server has not answered {@code 2xx} in eight
   *     seconds
   */
  public void send(
      WebhookSettings webhook, String id, Bundle bundle, String hostname, Language language)
      throws IOException, InterruptedException {
    String text = new AlertText(bundle, language).brief();
    HttpRequest request = request(webhook, BundleJson.of(id, bundle, hostname, text));
    CompletableFuture<HttpResponse<Void>> answer =
        client().sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      // of the whole answer: the request's own timeout ends with the header
      int status = answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status / 100 != 2) {
        String why = status / 100 == 3 ? "; redirects are not followed" : "";
        throw new IOException("it answers " + status + why);
      }
    } catch (TimeoutException e) {
      throw new IOException("no answer in " + WHOLE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(sentence(e), e);
    } finally {
      boolean unused = answer.cancel(true);
    }
  }

  private static HttpRequest request(WebhookSettings webhook, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(webhook.url())
            .timeout(WHOLE)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Postweiche")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    Secret secret = webhook.secret();
    if (secret != null) {
      request.header(Signature.HEADER, Signature.of(body, secret));
    }
    return request.build();
  }

  /** The innermost words: those around it only repeat them. */
  private static String sentence(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
      if (root instanceof ConnectException) { // what lies below speaks of channels
        return "no connection";
      }
    }
    String message = root.getMessage();
    String kind = root.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message;
  }
}
