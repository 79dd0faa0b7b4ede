package io.postweiche.core.mail;

import java.util.regex.Pattern;

/**
 * The router's own id of a mail: letters and digits, unique, told to the client in the {@code 250}.
 */
public record MailId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{8,40}");

  public MailId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a mail id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
