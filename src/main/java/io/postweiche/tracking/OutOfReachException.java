package io.postweiche.tracking;

/** The store of events does not answer; the message is a sentence without secrets. */
public final class OutOfReachException extends RuntimeException {
  OutOfReachException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
