package io.postweiche.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What BDAT announces (RFC 3030 section 2).
 *
 * @param size octets that follow the command
 * @param last whether they end the message
 */
record Chunk(long size, boolean last) {
  private static final Pattern ARGUMENT =
      Pattern.compile("(\\d{1,18})( +LAST)?", Pattern.CASE_INSENSITIVE);

  static Chunk of(String argument) throws Refused {
    Matcher matcher = ARGUMENT.matcher(argument);
    if (!matcher.matches()) {
      throw new Refused(Replies.syntax("BDAT wants a number of octets, and LAST with the last"));
    }
    return new Chunk(Long.parseLong(matcher.group(1)), matcher.group(2) != null);
  }
}
