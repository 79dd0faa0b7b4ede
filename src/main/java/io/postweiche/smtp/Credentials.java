package io.postweiche.smtp;

/** What a client logs in with. */
record Credentials(String user, String password) {
  @Override
  public String toString() {
    return "Credentials[" + Printable.of(user) + ", ***]";
  }
}
