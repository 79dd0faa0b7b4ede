package io.postweiche.web;

/** The router cannot answer for now; the message is a sentence for a person. */
public final class UnavailableException extends RuntimeException {
  public UnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
