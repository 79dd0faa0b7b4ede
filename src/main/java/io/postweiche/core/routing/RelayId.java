package io.postweiche.core.routing;

import io.postweiche.core.mail.Shown;
import java.util.regex.Pattern;

/** The name of a relay in the configuration; safe in a queue's name and in a metric. */
public record RelayId(String value) implements Comparable<RelayId> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public RelayId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "relay name '"
              + Shown.brief(value)
              + "': lower-case letters, digits and '-' only, at most 63");
    }
  }

  @Override
  public int compareTo(RelayId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
