package io.postweiche.sandbox;

import java.util.Locale;

/** What a submission server can say; the keys under {@code replies:} of behaviours.yaml. */
enum Say {
  GREETING,
  HELLO,
  STARTTLS,
  TLS_REQUIRED,
  LOGGED_IN,
  LOGIN_REFUSED,
  LOGIN_REQUIRED,
  SENDER_TAKEN,
  SENDER_REFUSED,
  NULL_SENDER_REFUSED,
  RECIPIENT_TAKEN,
  RECIPIENT_REFUSED,
  MAILBOX_FULL,
  TRY_LATER,
  LIMIT_REACHED,
  TOO_MANY_RECIPIENTS,
  SEND_DATA,
  TOO_LARGE,
  CONTENT_REFUSED,
  HEADER_FAULTY,
  HEADER_INVALID,
  ACCEPTED,
  UNKNOWN_COMMAND,
  GOODBYE;

  /** As in the file: {@code sender-refused}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
