package io.postweiche.web;

import io.javalin.http.HttpStatus;

/**
 * An error as the API tells it (RFC 9457, {@code application/problem+json}).
 *
 * @param title the status in words
 * @param detail what is wrong, where, what to do
 */
public record Problem(String type, String title, int status, String detail) {
  public static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String detail) {
    return new Problem("about:blank", HttpStatus.forStatus(status).getMessage(), status, detail);
  }
}
