package io.postweiche.app.station;

/**
 * A submission that must not be accepted, however often it is tried; the message tells the client.
 */
public final class RefusedException extends RuntimeException {
  public RefusedException(String sentence) {
    super(sentence);
  }
}
