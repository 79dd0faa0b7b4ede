package io.postweiche.smtp;

/** What a client shows to be somebody. */
sealed interface Login permits Credentials, ScramProof {
  /** Whom it says it is. */
  String user();
}
