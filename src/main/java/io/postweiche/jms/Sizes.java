package io.postweiche.jms;

/** How much of anything a post may hold. */
final class Sizes {
  /** Recipients of one mail; relays take 50 to 500, and more is a newsletter. */
  static final int RECIPIENTS = 1000;

  static final int HEADERS = 200;
  static final int ATTACHMENTS = 500;

  /** Octets of a line without its CRLF (RFC 5322 section 2.1.1). */
  static final int LINE = 998;

  private Sizes() {}

  static void check(long size, long maxSize) throws PostFault {
    if (size > maxSize) {
      throw new PostFault(
          "the message is larger than the " + maxSize + " octets that max-message-size allows");
    }
  }

  static void checkRecipients(int count) throws PostFault {
    if (count > RECIPIENTS) {
      throw new PostFault("more than " + RECIPIENTS + " recipients: split the mail");
    }
  }
}
