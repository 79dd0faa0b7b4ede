package io.postweiche.web;

import org.jspecify.annotations.Nullable;

/** The router cannot answer for now; the message is a sentence for a person. */
public final class UnavailableException extends RuntimeException {
  public UnavailableException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
