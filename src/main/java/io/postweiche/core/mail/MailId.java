package io.postweiche.core.mail;

/**
 * The router's own id of a mail: letters and digits, unique, told to the client in the {@code 250}.
 */
public record MailId(String value) {
  public MailId {
    if (!value.matches("[A-Za-z0-9]{8,40}")) {
      throw new IllegalArgumentException("not a mail id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
