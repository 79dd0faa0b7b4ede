package io.postweiche.core.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The one line we put in front of a mail (RFC 5321 section 4.4). What clients and applications call
 * themselves is made harmless: it can neither close a comment nor begin another field.
 */
public final class ReceivedLine {
  private static final int LINE = 78;
  private static final int LONGEST_NAME = 200; // of four octets each at worst, in a line of 998
  private static final String FOLD = "\r\n ";
  // not RFC_1123_DATE_TIME, which writes GMT for +0000
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

  private ReceivedLine() {}

  /**
   * Folded at 78 where its words allow, CRLF at its end.
   *
   * @param hostname what we call ourselves
   */
  public static byte[] of(
      Origin origin, MailId id, Envelope envelope, String hostname, Instant at, ZoneId zone) {
    List<List<String>> clauses = new ArrayList<>();
    clauses.add(from(origin, envelope.smtpUtf8()));
    List<String> by = new ArrayList<>(List.of("by", name(hostname, false), "(Postweiche)"));
    by.addAll(List.of("with", name(origin.protocol(), false), "id", id.value()));
    List<String> recipient = recipient(envelope);
    clauses.add(recipient.isEmpty() ? ended(by) : by);
    if (!recipient.isEmpty()) {
      clauses.add(ended(recipient));
    }
    clauses.add(List.of(DATE.format(at.atZone(zone)).split(" ")));
    return folded(clauses).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> from(Origin origin, boolean utf8) {
    List<String> words = new ArrayList<>(List.of("Received:", "from"));
    if (origin.protocol().equals("JMS")) {
      String user = origin.user() == null ? "" : " user " + commentText(origin.user(), utf8);
      words.add(name(origin.client(), utf8));
      words.addAll(List.of(("(JMS" + user + ")").split(" ")));
    } else {
      words.add(origin.greeting().isEmpty() ? "unknown" : name(origin.greeting(), utf8));
      words.add("(" + literal(origin.client()) + ")");
    }
    return words;
  }

  // only one: the header would tell each recipient of the others, blind copies among them
  private static List<String> recipient(Envelope envelope) {
    if (envelope.recipients().size() != 1) {
      return List.of();
    }
    Address only = envelope.recipients().get(0);
    boolean writable = envelope.smtpUtf8() || !only.needsSmtpUtf8();
    return writable ? List.of("for", only.bracketed()) : List.of();
  }

  private static List<String> ended(List<String> clause) {
    List<String> ended = new ArrayList<>(clause);
    ended.set(ended.size() - 1, ended.get(ended.size() - 1) + ";");
    return ended;
  }

  private static String literal(String client) {
    int zone = client.indexOf('%'); // fe80::1%eth0
    String bare = zone < 0 ? client : client.substring(0, zone);
    boolean address =
        !bare.isEmpty()
            && bare.chars().allMatch(c -> c == '.' || c == ':' || (c < 128 && hexDigit(c)));
    if (!address) {
      return name(client, false);
    }
    return bare.indexOf(':') < 0 ? "[" + bare + "]" : "[IPv6:" + bare + "]";
  }

  /** Where a domain stands: letters, digits and the marks of domains and address literals. */
  private static String name(String text, boolean utf8) {
    StringBuilder out = new StringBuilder();
    Shown.clean(text, LONGEST_NAME)
        .codePoints()
        .map(c -> hexDigit(c) || isNameMark(c) || isLetter(c, utf8) ? c : '?')
        .forEach(out::appendCodePoint);
    return out.isEmpty() ? "unknown" : out.toString();
  }

  /** Inside a comment: whatever prints, but nothing that nests, ends, escapes or begins a date. */
  private static String commentText(String text, boolean utf8) {
    StringBuilder out = new StringBuilder();
    Shown.clean(text, LONGEST_NAME)
        .codePoints()
        .map(c -> (c < 127 || utf8) && "()\\\"<>;".indexOf(c) < 0 ? c : '?')
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean hexDigit(int c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }

  private static boolean isNameMark(int c) {
    return ".-_:[]".indexOf(c) >= 0;
  }

  private static boolean isLetter(int c, boolean utf8) {
    return Character.isLetterOrDigit(c) && (c < 128 || utf8);
  }

  // a clause to a line if it must be parted from the one before, and its words if even that is long
  private static String folded(List<List<String>> clauses) {
    StringBuilder out = new StringBuilder();
    for (List<String> clause : clauses) {
      int lineSoFar = out.length() - out.lastIndexOf("\n") - 1;
      boolean fits = lineSoFar + 1 + String.join(" ", clause).length() <= LINE;
      String before = out.isEmpty() ? "" : fits ? " " : FOLD;
      for (String word : clause) {
        int line = out.length() - out.lastIndexOf("\n") - 1;
        boolean wordFits = line + 1 + word.length() <= LINE;
        out.append(before.equals(" ") && !wordFits ? FOLD : before).append(word);
        before = " ";
      }
    }
    return out.append("\r\n").toString();
  }
}
