package io.postweiche.config;

import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.Srs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code srs:}. */
final class SrsReader {
  private static final int SHORT = 16; // characters; each address shows 24 bits made with it

  private SrsReader() {}

  static SrsSettings read(Section section) {
    List<Secret> secrets = new ArrayList<>();
    Value list = section.find("secrets");
    if (list != null && list.isHollow()) {
      list.refuse("at least one secret wanted; without this key the router makes its own");
    }
    for (Value item : list == null ? List.<Value>of() : list.itemsOrOne()) {
      String secret = item.text();
      if (secret != null && secret.length() < SHORT) {
        item.refuse("at least " + SHORT + " characters wanted; 'openssl rand -hex 24' makes them");
      } else if (secret != null) {
        secrets.add(new Secret(secret));
      }
    }
    Domain domain = section.find("domain", text -> Domain.of(Scalars.name(text)));
    int days = section.read("max-age", Srs.VALID_DAYS, SrsReader::days);
    section.refuseOthers();
    return new SrsSettings(secrets, domain, days);
  }

  /** The stamp in an address counts days, and comes round after 1024. */
  private static int days(String text) {
    Duration age = Durations.of(text);
    if (!age.equals(Duration.ofDays(age.toDays())) || age.toDays() < 1 || age.toDays() > 365) {
      throw new IllegalArgumentException("whole days from 1d to 365d wanted");
    }
    return (int) age.toDays();
  }
}
