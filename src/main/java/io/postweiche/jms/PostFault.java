package io.postweiche.jms;

/**
 * Why a post is no mail; ends as {@link Post.Unreadable}. An {@code IOException} so that it may
 * cross {@code OutputStream.write}.
 */
class PostFault extends java.io.IOException {
  private static final int LONGEST = 500;

  /**
   * @param where the property, header or JSON path: {@code property rcptTo}
   */
  PostFault(String where, String wanted) {
    this(where + ": " + wanted);
  }

  PostFault(String reason) {
    super(oneLine(reason));
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  // what an application sent stands in the reason: it must not break a log line or a header
  private static String oneLine(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", " ");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }
}
