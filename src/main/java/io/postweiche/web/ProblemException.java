package io.postweiche.web;

import java.util.Map;

/** Ends a request with a {@link Problem}. */
final class ProblemException extends RuntimeException {
  private final Problem problem;
  private final Map<String, String> headers;

  ProblemException(int status, String detail) {
    this(status, detail, Map.of());
  }

  ProblemException(int status, String detail, Map<String, String> headers) {
    super(detail);
    this.problem = Problem.of(status, detail);
    this.headers = Map.copyOf(headers);
  }

  Problem problem() {
    return problem;
  }

  Map<String, String> headers() {
    return headers;
  }
}
