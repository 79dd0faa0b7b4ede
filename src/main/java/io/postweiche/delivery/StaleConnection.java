package io.postweiche.delivery;

/** A kept connection had died between two mails; nothing of this mail was accepted over it. */
final class StaleConnection extends Exception {
  StaleConnection() {
    super("the relay had closed the kept connection", null, false, false);
  }
}
