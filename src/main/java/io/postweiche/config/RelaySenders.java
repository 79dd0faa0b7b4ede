package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code senders:} of a relay: {@code any}, {@code domain} or a list of patterns. */
final class RelaySenders {
  private static final Map<String, Preset.Senders> WORDS =
      Map.of("any", Preset.Senders.ANY, "domain", Preset.Senders.DOMAIN);

  private final Section section;
  private final @Nullable String username;

  private RelaySenders(Section section, @Nullable String username) {
    this.section = section;
    this.username = username;
  }

  static SenderRule read(Section section, Preset.Senders preset, @Nullable String username) {
    RelaySenders reader = new RelaySenders(section, username);
    Value value = section.find("senders");
    if (value == null) {
      return reader.rule(preset);
    }
    if (value.isText()) {
      Preset.Senders word = value.as(RelaySenders::word);
      return word == null ? new SenderRule.Any() : reader.rule(word);
    }
    List<SenderPattern> patterns = Patterns.read(value);
    return patterns.isEmpty() ? new SenderRule.Any() : new SenderRule.Patterns(patterns);
  }

  private SenderRule rule(Preset.Senders senders) {
    return switch (senders) {
      case ANY -> new SenderRule.Any();
      case DOMAIN -> {
        Address account = account();
        yield account == null || account.domain() == null
            ? new SenderRule.Any()
            : new SenderRule.OfDomain(account.domain());
      }
      case USERNAME -> {
        Address account = account();
        yield account == null
            ? new SenderRule.Any()
            : new SenderRule.Patterns(List.of(SenderPattern.of(account.toString())));
      }
    };
  }

  /** The user name as an address; null, and told, when it is none. */
  private @Nullable Address account() {
    if (username == null) {
      if (section.has("senders") && !section.has("username")) {
        section.refuse("senders", "which senders it takes follows from 'username'; name one");
      }
      return null;
    }
    try {
      Address account = Address.of(username);
      if (!account.isNull()) {
        return account;
      }
    } catch (IllegalArgumentException e) {
      // told below, for the null sender alike
    }
    section.refuse(
        section.has("senders") ? "senders" : "username",
        "the user name must be an address here: the senders this relay takes follow from it");
    return null;
  }

  private static Preset.Senders word(String text) {
    Preset.Senders word = WORDS.get(text);
    if (word == null) {
      throw new IllegalArgumentException(
          "any, domain or a list of patterns wanted, found '"
              + text
              + "'"
              + Nearest.hint(text, WORDS.keySet()));
    }
    return word;
  }
}
