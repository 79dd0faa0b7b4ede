package io.postweiche.sandbox;

import io.postweiche.core.reply.Stage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one provider's submission server speaks.
 *
 * @param keywords EHLO lines in order; SIZE, AUTH and STARTTLS are filled in for the relay
 * @param refusesSenderAt MAIL, RCPT or EOD
 * @param refusesNullSenderAt MAIL, RCPT or EOD
 * @param checksHeader whether header faults are refused at the end of data
 * @param replies as on the wire, lines separated by LF
 */
record Behaviour(
    List<String> keywords,
    Stage refusesSenderAt,
    Stage refusesNullSenderAt,
    boolean checksHeader,
    Map<Say, String> replies) {
  private static final Pattern BLANK = Pattern.compile("\\{([a-z]+)}");

  Behaviour {
    keywords = List.copyOf(keywords);
    replies = Map.copyOf(replies);
  }

  /** The reply with its blanks filled in; what is not known stays empty. */
  String say(Say what, Map<String, String> values) {
    String text = Objects.requireNonNull(replies.get(what), what.key()).strip();
    Matcher blank = BLANK.matcher(text);
    // controls of a client's EHLO name must not break our reply into two
    return blank.replaceAll(
        m ->
            Matcher.quoteReplacement(
                values.getOrDefault(m.group(1), "").replaceAll("\\p{Cntrl}", "?")));
  }

  /** Whether that EHLO keyword is offered. */
  boolean offers(String keyword) {
    return keywords.stream().anyMatch(k -> k.split(" ")[0].equals(keyword));
  }
}
