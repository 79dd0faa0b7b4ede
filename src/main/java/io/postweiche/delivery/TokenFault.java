package io.postweiche.delivery;

/** No access token could be got; the sentence says why and holds no secret. */
final class TokenFault extends Exception {
  private final RelayFault.Kind kind;
  private final String sentence;

  TokenFault(RelayFault.Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
    this.sentence = sentence;
  }

  RelayFault.Kind kind() {
    return kind;
  }

  String sentence() {
    return sentence;
  }
}
