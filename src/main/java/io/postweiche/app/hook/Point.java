package io.postweiche.app.hook;

/** Where a route may hook in: by consuming from this endpoint. */
public enum Point {
  BEFORE_DECIDING("direct:postweiche-before-deciding"),
  AFTER_VERDICT("direct:postweiche-after-verdict"),
  BEFORE_DEAD_LETTER("direct:postweiche-before-dead-letter");

  private final String endpoint;

  Point(String endpoint) {
    this.endpoint = endpoint;
  }

  public String endpoint() {
    return endpoint;
  }

  /** Whether this is its endpoint's address, in either of Camel's ways of writing it. */
  boolean is(String uri) {
    return uri.replace("direct://", "direct:").replaceFirst("\\?.*", "").equals(endpoint);
  }
}
