package io.postweiche.smtp;

/** What a client logs in with. */
record Credentials(String user, String password) implements Login {
  @Override
  public String toString() {
    return "Credentials[" + Printable.of(user) + ", ***]";
  }
}
