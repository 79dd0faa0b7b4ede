package io.postweiche.config;

import io.postweiche.core.alert.Cause;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Language;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts:}. */
final class AlertsReader {
  private static final Duration BUNDLE = Duration.ofMinutes(1);
  private static final Map<String, Cause> CAUSES = Choices.of(Cause.class);
  private static final Map<String, Language> LANGUAGES = Choices.of(Language.class);

  private AlertsReader() {}

  static @Nullable AlertSettings read(Section root, RelaysReader relays) {
    Section section = root.section("alerts");
    WebhookSettings webhook = webhook(section);
    Address mail = section.find("mail", AlertsReader::address);
    Address from = section.find("from", AlertsReader::address);
    Language language = section.read("language", usual(mail), Scalars.word(LANGUAGES));
    Duration bundle = section.read("bundle", BUNDLE, Durations::positive);
    Set<Cause> on = on(section);
    section.refuseOthers();
    if (!root.isMapping("alerts")) {
      return null;
    }
    if (!section.has("webhook") && !section.has("mail")) {
      section.refuseHere("'webhook' or 'mail' is missing: where alerts go");
    }
    if (mail != null && relays.all().size() == 1) {
      section.warn(
          "mail",
          "there is only one relay: what it refuses cannot be told by mail, and stands in the log");
    }
    return new AlertSettings(webhook, mail, from, language, bundle, on);
  }

  private static @Nullable WebhookSettings webhook(Section section) {
    URI url = section.find("webhook", AlertsReader::url);
    Value secret = section.find("secret");
    String key = secret == null ? null : secret.text();
    if (secret != null && !section.has("webhook")) {
      secret.refuse("a secret signs what goes to 'webhook', which is missing");
    }
    if (url == null) {
      return null;
    }
    if (!WebAddress.isPrivate(url)) {
      section.warn("webhook", "alerts would cross the network unencrypted; https?");
    }
    return new WebhookSettings(url, key == null ? null : new Secret(key));
  }

  /** Not quoted in a fault: it may hold a token. */
  private static URI url(String text) {
    return WebAddress.find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an https:// address wanted, without user and password"));
  }

  private static Address address(String text) {
    Address address = Scalars.address(text);
    if (address.isNull()) {
      throw new IllegalArgumentException("an address that people can read wanted, not '<>'");
    }
    return address;
  }

  private static Language usual(@Nullable Address reader) {
    return reader == null ? Language.EN : ReportLanguages.AUTO.of(reader);
  }

  private static Set<Cause> on(Section section) {
    Set<Cause> wanted = EnumSet.noneOf(Cause.class);
    Value list = section.find("on");
    if (list == null) {
      return EnumSet.allOf(Cause.class);
    }
    if (list.isHollow()) {
      list.refuse("at least one of " + String.join(", ", CAUSES.keySet()) + " wanted");
    }
    for (Value item : list.itemsOrOne()) {
      Cause cause = item.as(Scalars.word(CAUSES));
      if (cause != null) {
        wanted.add(cause);
      }
    }
    return wanted;
  }
}
