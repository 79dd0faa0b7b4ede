package io.postweiche.config;

import io.postweiche.core.limit.Growth;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.SenderRule;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one account of {@code relays:}. */
final class RelayReader {
  private static final int IMPLICIT_PORT = 465;

  private final RelayId id;
  private final Section section;
  private final @Nullable String provider;
  private final Preset preset;

  private RelayReader(RelayId id, Section section) {
    this.id = id;
    this.section = section;
    this.provider = section.find("provider", RelayReader::provider);
    this.preset =
        provider == null ? Preset.NONE : Presets.all().getOrDefault(provider, Preset.NONE);
  }

  static RelaySettings read(RelayId id, Section section) {
    RelayReader reader = new RelayReader(id, section);
    RelaySettings relay = reader.relay();
    section.refuseOthers();
    reader.warnOfPlainLogin(relay);
    return relay;
  }

  private RelaySettings relay() {
    String region = section.find("region", RelayReader::region);
    String host = section.find("host", RelayReader::host);
    Integer port = section.find("port", Scalars.count(1, 65535));
    TlsMode tls = section.find("tls", Scalars.word(Presets.TLS));
    Path trust = section.find("trust", new PemFiles(section)::certificate);
    RelayLink link = new RelayLinkReader(section).read(trust, provider);
    String username = username();
    Section written = section.section("limits");
    RelayLimits limits =
        LimitsReader.read(written, preset.limits()).growing(growth(written.has("per-hour")));
    SenderRule rule = RelaySenders.read(section, preset.senders(), username);
    boolean nullSender = section.read("null-sender", preset.nullSender(), Scalars::flag);
    return new RelaySettings(
        id,
        provider,
        host == null ? presetHost(region) : host,
        port == null ? defaultPort(tls) : port,
        tls == null ? defaultTls(port) : tls,
        trust,
        username,
        password(username),
        new RelayProfile(id, rule, nullSender, limits.messageSize(), limits.recipients()),
        limits,
        link);
  }

  /** The steps of a young account, unless its hourly limit is written out. */
  private @Nullable Growth growth(boolean written) {
    LocalDate since = section.find("account-since", RelayReader::date);
    if (since != null && preset.allowance().isEmpty()) {
      String whose = provider == null ? "a relay without a provider" : "provider " + provider;
      section.refuse(
          "account-since", "no steps by age are known for " + whose + "; write limits.per-hour");
    }
    return since == null || written ? null : new Growth(since, preset.allowance());
  }

  private static LocalDate date(String text) {
    LocalDate date;
    try {
      date = LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(Scalars.quoted(text) + " is no date (2026-11-01)", e);
    }
    if (date.isAfter(LocalDate.now(ZoneId.systemDefault()))) {
      throw new IllegalArgumentException(Scalars.quoted(text) + " lies in the future");
    }
    return date;
  }

  private String presetHost(@Nullable String region) {
    String host = preset.host() == null ? "" : preset.host();
    if (!section.has("host") && !section.has("provider")) {
      section.missing("host", "a relay needs a host or a provider");
    }
    if (host.contains("{region}") && !section.has("host") && !section.has("region")) {
      section.missing("region", "provider " + provider + " has a host for each region");
    }
    return host.replace("{region}", region == null ? "" : region);
  }

  /** Both follow from each other when only one is written: 465 is the port of implicit TLS. */
  private int defaultPort(@Nullable TlsMode tls) {
    if (tls == null || tls == preset.tls()) {
      return preset.port();
    }
    return tls == TlsMode.IMPLICIT ? IMPLICIT_PORT : Preset.NONE.port();
  }

  private TlsMode defaultTls(@Nullable Integer port) {
    if (port == null || port == preset.port()) {
      return preset.tls();
    }
    return port == IMPLICIT_PORT ? TlsMode.IMPLICIT : TlsMode.STARTTLS;
  }

  private @Nullable String username() {
    String username = section.find("username", text -> text);
    if (username == null && !section.has("username")) {
      username = preset.username();
      if (username == null && preset.login()) {
        section.missing("username", "provider " + provider + " takes mail after a login only");
      }
    }
    return username;
  }

  private @Nullable Secret password(@Nullable String username) {
    Secret password = section.find("password", Secret::new);
    if (username != null && !section.has("password") && !section.has("oauth")) {
      section.missing("password", "the login of '" + username + "' needs one");
    }
    if (section.has("password") && section.has("oauth")) {
      section.refuse("password", "the login is by password or by oauth, not both");
    }
    if (section.has("oauth") && username == null && !section.has("username")) {
      section.missing("username", "the mailbox whose login the oauth tokens are for");
    }
    if (password != null && username == null && !section.has("username") && !preset.login()) {
      section.missing("username", "there is a password without one");
    }
    return password;
  }

  private void warnOfPlainLogin(RelaySettings relay) {
    boolean local = relay.host().matches("localhost|127\\..*|::1");
    if (relay.tls() == TlsMode.NONE && relay.username() != null && !local) {
      section.warn("tls", "the login would cross the network unencrypted");
    }
    if (relay.mayStartTls() && relay.port() == IMPLICIT_PORT) {
      section.warn("tls", "port 465 usually speaks TLS from its first byte; tls: implicit?");
    }
  }

  private static String provider(String name) {
    if (!Presets.all().containsKey(name)) {
      throw new IllegalArgumentException(
          "unknown provider '"
              + name
              + "' (docs/configuring.md lists them)"
              + Nearest.hint(name, Presets.all().keySet()));
    }
    return name;
  }

  private static String region(String text) {
    String region = text.toLowerCase(Locale.ROOT);
    if (!region.matches("[a-z]{2}(-[a-z]+){1,2}-\\d{1,2}")) {
      throw new IllegalArgumentException(Scalars.quoted(text) + " is no region (eu-central-1)");
    }
    return region;
  }

  private static String host(String text) {
    if (text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return Network.of(text).text(); // an IPv6 address
    }
    if (text.contains(":") || text.contains("/") || text.contains("[")) {
      throw new IllegalArgumentException(
          Scalars.quoted(text) + " is no host name; the port is a key");
    }
    return Scalars.name(text);
  }
}
