package io.postweiche.config;

import io.postweiche.config.OAuthSettings.Grant;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code oauth:} of a relay. */
final class OAuthReader {
  /**
   * What a provider's setup pages say.
   *
   * @param tokenUrl may hold {@code {tenant}}
   * @param own scope for client credentials, null when the provider has no such grant for mail
   * @param refresh scope with a refresh token, null when it follows from the token
   */
  private record Endpoint(String tokenUrl, @Nullable String own, @Nullable String refresh) {}

  private static final Map<String, Grant> GRANTS = Choices.of(Grant.class);

  // learn.microsoft.com, "Authenticate an IMAP, POP or SMTP connection using OAuth";
  // developers.google.com, "OAuth 2.0 Mechanism" of Gmail
  private static final Map<String, Endpoint> KNOWN =
      Map.of(
          "microsoft365",
          new Endpoint(
              "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
              "https://outlook.office365.com/.default",
              "https://outlook.office.com/SMTP.Send offline_access"),
          "google",
          new Endpoint("https://oauth2.googleapis.com/token", null, null));

  private final Section section;
  private final String provider;
  private final @Nullable Endpoint known;

  private OAuthReader(Section section, @Nullable String provider) {
    this.section = section;
    this.provider = String.valueOf(provider);
    this.known = KNOWN.get(this.provider);
  }

  /** Null without OAuth. */
  static @Nullable OAuthSettings read(Section relay, @Nullable String provider) {
    Section section = relay.section("oauth");
    OAuthSettings read = new OAuthReader(section, provider).settings();
    section.refuseOthers();
    return relay.isMapping("oauth") ? read : null;
  }

  private OAuthSettings settings() {
    Grant grant = section.read("grant", Grant.CLIENT_CREDENTIALS, Scalars.word(GRANTS));
    Secret clientSecret = section.find("client-secret", Secret::new);
    Secret refreshToken = section.find("refresh-token", Secret::new);
    String clientId = section.read("client-id", "", text -> text);
    tellMissing("client-id", "the id under which the application is registered");
    switch (grant) {
      case CLIENT_CREDENTIALS -> {
        tellMissing("client-secret", "grant: client-credentials needs it");
        if (section.has("refresh-token")) {
          section.refuse("refresh-token", "it is used with grant: refresh-token only");
        }
      }
      case REFRESH_TOKEN -> tellMissing("refresh-token", "grant: refresh-token needs it");
    }
    return new OAuthSettings(tokenUrl(), clientId, clientSecret, scope(grant), grant, refreshToken);
  }

  private URI tokenUrl() {
    String tenant = section.find("tenant", OAuthReader::tenant);
    URI written = section.find("token-url", OAuthReader::url);
    if (written != null || section.has("token-url")) {
      return written == null ? URI.create("https://invalid") : written;
    }
    if (known == null) {
      section.missing("token-url", "only provider: microsoft365 and google bring their own");
      return URI.create("https://invalid");
    }
    if (known.tokenUrl().contains("{tenant}") && !section.has("tenant")) {
      section.missing("tenant", "provider " + provider + " has a token-url for each tenant");
    }
    return URI.create(known.tokenUrl().replace("{tenant}", tenant == null ? "common" : tenant));
  }

  private @Nullable String scope(Grant grant) {
    String written = section.find("scope", text -> text);
    if (written != null || known == null) {
      return written;
    }
    if (grant == Grant.REFRESH_TOKEN) {
      return known.refresh();
    }
    if (known.own() == null && !section.has("token-url")) {
      String why = provider + " has no client-credentials for mail: grant: refresh-token";
      if (section.has("grant")) {
        section.refuse("grant", why);
      } else {
        section.missing("grant", why);
      }
    }
    return known.own();
  }

  private void tellMissing(String key, String why) {
    if (!section.has(key)) {
      section.missing(key, why);
    }
  }

  private static String tenant(String text) {
    if (!text.matches("[A-Za-z0-9.-]{1,255}")) {
      throw new IllegalArgumentException(
          Scalars.quoted(text) + " is no tenant (its id or a domain of it)");
    }
    return text;
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && WebAddress.isPrivate(url)) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IllegalArgumentException(
        Scalars.quoted(text) + " is no https: address; secrets go there");
  }
}
