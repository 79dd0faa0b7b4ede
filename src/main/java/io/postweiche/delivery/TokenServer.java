package io.postweiche.delivery;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import io.postweiche.config.OAuthSettings;
import io.postweiche.config.OAuthSettings.Grant;
import io.postweiche.config.Secret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gets access tokens (RFC 6749 sections 4.4 and 6); request and answer are the library's work. */
final class TokenServer {
  /** A token and how long it is good for; zero when the server did not say. */
  record Given(String token, Duration lifetime) {}

  private final OAuthSettings settings;
  private final Duration patience;
  // redirects are not followed: the secrets go to the configured address and to no other
  private final HttpClient http;
  // Microsoft gives a new one with each use; the configured one is where a start begins
  private @Nullable Secret refreshToken;

  TokenServer(OAuthSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
    this.http = HttpClient.newBuilder().connectTimeout(patience).build();
    this.refreshToken = settings.refreshToken();
  }

  /** One request, bounded as a whole by the patience. */
  Given ask() throws TokenFault {
    try {
      HTTPRequest request = request().toHTTPRequest();
      TokenResponse answer = TokenResponse.parse(send(request));
      return answer.indicatesSuccess()
          ? given(answer.toSuccessResponse())
          : refused(answer.toErrorResponse().getErrorObject());
    } catch (ParseException e) {
      throw failed("its answer is no token and no OAuth error");
    }
  }

  private TokenRequest request() {
    String scope = settings.scope();
    Scope wanted = scope == null ? null : Scope.parse(scope);
    ClientID client = new ClientID(settings.clientId());
    Secret secret = settings.clientSecret();
    if (secret == null) {
      return new TokenRequest(settings.tokenUrl(), client, grant(), wanted);
    }
    ClientSecretPost shown =
        new ClientSecretPost(client, new com.nimbusds.oauth2.sdk.auth.Secret(secret.reveal()));
    return new TokenRequest(settings.tokenUrl(), shown, grant(), wanted);
  }

  private AuthorizationGrant grant() {
    Secret refresh = refreshToken;
    return settings.grant() == Grant.CLIENT_CREDENTIALS || refresh == null
        ? new ClientCredentialsGrant()
        : new RefreshTokenGrant(new RefreshToken(refresh.reveal()));
  }

  private HTTPResponse send(HTTPRequest asked) throws TokenFault, ParseException {
    HttpRequest request =
        HttpRequest.newBuilder(settings.tokenUrl())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(asked.getBody()))
            .build();
    CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, BodyHandlers.ofString());
    try {
      HttpResponse<String> got = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (got.statusCode() >= 500 || got.statusCode() == 429) {
        throw failed("it answered HTTP " + got.statusCode());
      }
      HTTPResponse answer = new HTTPResponse(got.statusCode());
      answer.setContentType(
          got.headers().firstValue("Content-Type").orElse("application/octet-stream"));
      answer.setBody(got.body());
      return answer;
    } catch (TimeoutException e) {
      throw failed("it gave no answer within " + Dialer.seconds(patience));
    } catch (ExecutionException e) {
      throw failed(why(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("stopped before it answered");
    } finally {
      sent.cancel(true);
    }
  }

  private Given given(AccessTokenResponse answer) {
    RefreshToken next = answer.getTokens().getRefreshToken();
    if (next != null && settings.grant() == Grant.REFRESH_TOKEN) {
      refreshToken = new Secret(next.getValue());
    }
    var token = answer.getTokens().getAccessToken();
    return new Given(token.getValue(), Duration.ofSeconds(Math.max(0, token.getLifetime())));
  }

  private Given refused(ErrorObject error) throws TokenFault {
    String code = error.getCode() == null ? "HTTP " + error.getHTTPStatusCode() : error.getCode();
    String more = error.getDescription() == null ? "" : ": " + withoutSecrets(error);
    throw new TokenFault(
        RelayFault.Kind.TOKEN_REFUSED, server() + " gave no token: " + code + more);
  }

  /**
   * What it says in its own words, cut to a line; a server that echoes a secret is not repeated.
   */
  private String withoutSecrets(ErrorObject error) {
    String said = String.valueOf(error.getDescription()).replaceAll("\\p{Cntrl}+", " ");
    for (Secret secret : new Secret[] {settings.clientSecret(), refreshToken}) {
      said = secret == null ? said : said.replace(secret.reveal(), "***");
    }
    return said.length() > 300 ? said.substring(0, 300) + "..." : said;
  }

  private TokenFault failed(String why) {
    return new TokenFault(RelayFault.Kind.TOKEN_UNAVAILABLE, server() + " gave no token: " + why);
  }

  private String server() {
    return "the token server " + settings.tokenUrl().getHost();
  }

  private static String why(@Nullable Throwable cause) {
    String said = cause == null ? null : cause.getMessage();
    boolean silent = said == null && cause instanceof IOException;
    return silent ? "it cannot be reached" : "it cannot be reached (" + said + ")";
  }
}
