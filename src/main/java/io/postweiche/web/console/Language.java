package io.postweiche.web.console;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of the console; the first is for whoever reads neither. */
public enum Language {
  ENGLISH(Locale.UK),
  GERMAN(Locale.GERMANY);

  private static final List<String> TAGS = List.of(ENGLISH.tag(), GERMAN.tag());
  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** What was chosen at the switch, else what the browser asks for. */
  static Language of(Context ctx) {
    Language chosen = ofTag(Cookies.language(ctx));
    return chosen == null ? asked(ctx.header("Accept-Language")) : chosen;
  }

  static @Nullable Language ofTag(@Nullable String tag) {
    for (Language language : values()) {
      if (language.tag().equals(tag)) {
        return language;
      }
    }
    return null;
  }

  private static Language asked(@Nullable String header) {
    if (header == null) {
      return ENGLISH;
    }
    try {
      Language found = ofTag(Locale.lookupTag(Locale.LanguageRange.parse(header), TAGS));
      return found == null ? ENGLISH : found;
    } catch (IllegalArgumentException e) {
      return ENGLISH;
    }
  }

  /** {@code en}, {@code de}. */
  public String tag() {
    return locale.getLanguage();
  }

  Locale locale() {
    return locale;
  }
}
