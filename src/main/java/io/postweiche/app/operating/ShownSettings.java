package io.postweiche.app.operating;

import io.postweiche.config.AlertSettings;
import io.postweiche.config.BounceSettings;
import io.postweiche.config.BrokerSettings;
import io.postweiche.config.ListenSettings;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Settings;
import io.postweiche.config.TracingSettings;
import io.postweiche.config.TrackingSettings;
import io.postweiche.core.alert.Cause;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.Route;
import io.postweiche.web.ConfigurationView.Section;
import io.postweiche.web.ConfigurationView.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as operators may see it. What is shown is picked one by one: a key that nobody
 * thought of here stays hidden, and no secret can slip through.
 */
final class ShownSettings {
  private static final String MASK = "***";

  private ShownSettings() {}

  static List<Section> of(Settings settings) {
    return List.of(
        new Section("general", general(settings)),
        new Section("senders", settings.routes().stream().map(ShownSettings::route).toList()),
        new Section(
            "relays", settings.relays().values().stream().map(ShownSettings::relay).toList()),
        new Section("listen", settings.listen().stream().map(ShownSettings::listener).toList()),
        new Section("retry", retry(settings.retry())),
        new Section("bounces", bounces(settings.bounces())),
        new Section("alerts", alerts(settings.alerts())),
        new Section("dkim", settings.dkim().entrySet().stream().map(ShownSettings::dkim).toList()),
        new Section("broker", broker(settings.broker())),
        new Section("console", console(settings)),
        new Section("tracking", tracking(settings.tracking())),
        new Section("tracing", tracing(settings.tracing())));
  }

  private static List<Setting> general(Settings settings) {
    return List.of(
        new Setting("hostname", settings.hostname()),
        new Setting("data", settings.data().toString()),
        new Setting("sandbox", String.valueOf(settings.sandbox())),
        new Setting("repair", words(settings.repair())),
        new Setting("replies", settings.replies().size() + " rules"),
        new Setting("log", word(settings.log())));
  }

  private static Setting route(Route route) {
    String header = route.headerFrom() == null ? "" : ", header-from: " + route.headerFrom();
    String by = route.byHeaderFrom() ? ", choose-by: header-from" : "";
    return new Setting(
        route.pattern().toString(),
        names(route.relays()) + ", envelope-from: " + word(route.envelopeFrom()) + header + by);
  }

  private static String word(EnvelopeFrom from) {
    return from instanceof EnvelopeFrom.Fixed fixed
        ? fixed.address().toString()
        : from.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static Setting relay(RelaySettings relay) {
    List<String> parts = new ArrayList<>();
    parts.add(relay.host() + ":" + relay.port());
    parts.add("tls: " + word(relay.tls()));
    if (relay.provider() != null) {
      parts.add("provider: " + relay.provider());
    }
    if (relay.username() != null) {
      parts.add("username: " + relay.username());
    }
    if (relay.password() != null) {
      parts.add("password: " + MASK);
    }
    parts.add("senders: " + relay.profile().senderRule().describe());
    parts.add("connections: " + relay.limits().connections());
    return new Setting(relay.id().value(), String.join(", ", parts));
  }

  private static Setting listener(ListenSettings listener) {
    String tls = listener.tls() == null ? "none" : word(listener.tls().mode());
    String allow =
        listener.allow().stream()
            .map(allowed -> allowed.network().text())
            .collect(Collectors.joining(", ", "[", "]"));
    return new Setting(
        listener.address().toString(),
        "tls: " + tls + ", allow: " + allow + ", users: " + users(listener.users()));
  }

  private static List<Setting> retry(RetryPolicy retry) {
    return List.of(
        new Setting("first", word(retry.first())),
        new Setting("factor", String.valueOf(retry.factor())),
        new Setting("max", word(retry.max())),
        new Setting("give-up-after", word(retry.giveUpAfter())),
        new Setting("warn-after", word(retry.warnAfter())),
        new Setting("failover-after", word(retry.failoverAfter())),
        new Setting("remember-refusal", word(retry.rememberRefusal())));
  }

  private static List<Setting> bounces(@Nullable BounceSettings bounces) {
    return bounces == null
        ? List.of()
        : List.of(
            new Setting("from", bounces.from().toString()),
            new Setting("relays", names(bounces.relays())));
  }

  private static List<Setting> alerts(@Nullable AlertSettings alerts) {
    return alerts == null
        ? List.of()
        : List.of(
            new Setting("webhook", alerts.webhook() == null ? "" : alerts.webhook().shown()),
            new Setting("mail", alerts.mail() == null ? "" : alerts.mail().toString()),
            new Setting("bundle", word(alerts.bundle())),
            new Setting("on", words(alerts.on().stream().map(Cause::word).sorted().toList())));
  }

  private static Setting dkim(Map.Entry<String, ? extends Collection<?>> domain) {
    return new Setting(domain.getKey(), words(domain.getValue()) + ", key: " + MASK);
  }

  private static List<Setting> broker(BrokerSettings broker) {
    return broker instanceof BrokerSettings.Embedded embedded
        ? List.of(
            new Setting("core", address(embedded.core())),
            new Setting("amqp", address(embedded.amqp())),
            new Setting("stomp", address(embedded.stomp())),
            new Setting("users", users(embedded.users())))
        : List.of(new Setting("external", broker.toString()));
  }

  private static List<Setting> console(Settings settings) {
    List<Setting> shown = new ArrayList<>();
    shown.add(new Setting("address", settings.console().address().toString()));
    settings
        .console()
        .users()
        .forEach((name, user) -> shown.add(login("users." + name, user.role())));
    settings
        .console()
        .tokens()
        .forEach((name, user) -> shown.add(login("tokens." + name, user.role())));
    return shown;
  }

  /** An address may carry a name and a password, in front of the host or among its parameters. */
  private static List<Setting> tracking(TrackingSettings tracking) {
    String url =
        !tracking.on() ? "off" : tracking.url() == null ? "h2 in the data folder" : tracking.url();
    return List.of(
        new Setting("url", url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//")),
        new Setting("keep", word(tracking.keep())));
  }

  private static List<Setting> tracing(@Nullable TracingSettings tracing) {
    return tracing == null
        ? List.of()
        : List.of(
            new Setting("endpoint", tracing.endpoint().toString()),
            new Setting("sample", String.valueOf(tracing.sample())),
            new Setting("addresses", String.valueOf(tracing.addresses())),
            new Setting("headers", users(tracing.headers())));
  }

  private static Setting login(String key, Enum<?> role) {
    return new Setting(key, MASK + ", role: " + word(role));
  }

  private static String address(@Nullable Object address) {
    return address == null ? "off" : address.toString();
  }

  private static String users(Map<String, ?> users) {
    return users.keySet().stream()
        .sorted()
        .map(name -> name + ": " + MASK)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String names(List<RelayId> relays) {
    return relays.stream().map(RelayId::value).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String words(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As the file would write it. */
  private static String word(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return duration.toMillis() % 1_000 == 0 ? seconds + "s" : duration.toMillis() + "ms";
    }
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }
}
