package io.postweiche.web.console;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The console's words, times and numbers in one language. */
public final class Texts {
  private static final String BUNDLE = "io.postweiche.web.console.messages";
  private final Language language;
  private final ResourceBundle bundle;
  private final DateTimeFormatter time;
  private final DateTimeFormatter clock;
  private final ZoneId zone = ZoneId.systemDefault();

  Texts(Language language) {
    this.language = language;
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            language.locale(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    String day = language == Language.GERMAN ? "dd.MM.yyyy" : "d MMM yyyy";
    this.time = formatter(day + " HH:mm:ss");
    this.clock = formatter("HH:mm");
  }

  private DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, language.locale()).withZone(zone);
  }

  /** The text of this key, its gaps filled. */
  public String of(String key, @Nullable Object... values) {
    String text = bundle.getString(key);
    return values.length == 0 ? text : new MessageFormat(text, language.locale()).format(values);
  }

  /** A word of the contract in the reader's language; itself when there is none for it. */
  public String word(String kind, @Nullable String word) {
    if (word == null) {
      return "";
    }
    try {
      return bundle.getString(kind + "." + word);
    } catch (MissingResourceException e) {
      return word;
    }
  }

  public Language language() {
    return language;
  }

  /** Date and time to the second, where the router stands. */
  public String time(Instant at) {
    return time.format(at);
  }

  /** Hours and minutes. */
  public String clock(Instant at) {
    return clock.format(at);
  }

  /** The name of the time zone. */
  public String zone() {
    return zone.getId();
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  /** {@code 4,1 KB}. */
  public String size(long octets) {
    if (octets < 1_000) {
      return octets + " B";
    }
    double kilo = octets / 1_000.0;
    return kilo < 1_000 ? decimal(kilo) + " KB" : decimal(kilo / 1_000) + " MB";
  }

  private String decimal(double value) {
    return String.format(language.locale(), value < 10 ? "%.1f" : "%.0f", value);
  }

  /** {@code 3 min}; empty for what has no age. */
  public String age(@Nullable Long seconds) {
    if (seconds == null) {
      return "";
    }
    Duration age = Duration.ofSeconds(seconds);
    if (age.toMinutes() < 1) {
      return of("age.seconds", age.toSeconds());
    }
    if (age.toHours() < 1) {
      return of("age.minutes", age.toMinutes());
    }
    return age.toDays() < 2 ? of("age.hours", age.toHours()) : of("age.days", age.toDays());
  }

  static Locale locale(Texts texts) {
    return texts.language.locale();
  }
}
