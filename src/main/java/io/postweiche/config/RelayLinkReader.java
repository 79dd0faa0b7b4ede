package io.postweiche.config;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads how a relay is reached: client certificate, proxy, local address, EHLO name, OAuth. */
final class RelayLinkReader {
  private final Section section;

  RelayLinkReader(Section section) {
    this.section = section;
  }

  RelayLink read(@Nullable Path trust, @Nullable String provider) {
    PemIdentity identity = identity();
    return new RelayLink(
        identity,
        identity == null ? held(trust) : held(trust, identity.certificate(), identity.key()),
        section.find("proxy", ProxySettings::of),
        section.find("local-address", RelayLinkReader::address),
        section.find("helo-name", Scalars::name),
        OAuthReader.read(section, provider));
  }

  private @Nullable PemIdentity identity() {
    PemFiles files = new PemFiles(section);
    Path certificate = section.find("certificate", files::certificate);
    Path key = section.find("key", files::key);
    if (section.has("certificate") != section.has("key")) {
      boolean keyless = section.has("certificate");
      section.missing(
          keyless ? "key" : "certificate",
          keyless ? "the private key of the certificate, PEM" : "the certificate of the key, PEM");
    }
    if (certificate == null || key == null) {
      return null;
    }
    PemIdentity identity = new PemIdentity(certificate, key);
    try {
      identity.keyStore();
    } catch (IOException e) {
      section.refuse("certificate", String.valueOf(e.getMessage()));
    }
    return identity;
  }

  private String held(@Nullable Path... files) {
    StringBuilder held = new StringBuilder();
    for (Path file : files) {
      held.append(file == null ? "" : section.reading().sources().seen().get(file)).append(' ');
    }
    return held.toString().strip();
  }

  private static String address(String text) {
    try {
      if (!text.contains("/")) {
        return Network.of(text).text();
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Scalars.quoted(text) + " is no IP address of this machine", e);
    }
    throw new IllegalArgumentException(Scalars.quoted(text) + " is a network; one address wanted");
  }
}
