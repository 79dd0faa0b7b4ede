package io.postweiche.broker;

/**
 * The properties of a mail's JMS message (contract section 4), and a few of our own beside them.
 */
public final class Properties {
  public static final String MAIL_ID = "mailId";
  public static final String MAIL_FROM = "mailFrom";
  public static final String RCPT_TO = "rcptTo";
  public static final String HEADER_FROM = "headerFrom";
  public static final String ACCEPTED_AT = "acceptedAt";
  public static final String ATTEMPT = "attempt";
  public static final String RELAY = "relay";
  public static final String TRIED_RELAYS = "triedRelays";
  public static final String LAST_REPLY = "lastReply";
  public static final String REASON = "reason";
  public static final String HISTORY = "history";

  /** Epoch ms; there when another relay may carry the mail: the route takeover selects by it. */
  static final String MOVABLE_FROM = "movableFrom";

  static final String PINNED_RELAY = "pinnedRelay";
  static final String SUBJECT = "subject";
  static final String MESSAGE_ID = "headerMessageId";
  static final String SIZE = "mailSize";
  static final String EIGHT_BIT = "eightBit";
  static final String SMTP_UTF8 = "smtpUtf8";
  static final String DSN = "dsn";
  static final String NOT_BEFORE = "notBefore";
  static final String EXPIRES_AT = "expiresAt";
  static final String REPLY_TO = "replyTo";
  static final String CORRELATION_ID = "replyCorrelationId";
  static final String TRACEPARENT = "traceparent";
  static final String DELAY_TOLD = "delayTold";

  private Properties() {}

  /** Set on mail that stands one step of priority lower than its own. */
  static final String BEHIND = "behind";
}
