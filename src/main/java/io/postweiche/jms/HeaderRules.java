package io.postweiche.jms;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which further header fields an application may set in the form {@code json}, and how. */
final class HeaderRules {
  /** Set from the object's other keys, by the router, or by the relays on the way. */
  private static final Set<String> OURS =
      Set.of(
          "from",
          "to",
          "cc",
          "bcc",
          "reply-to",
          "subject",
          "date",
          "mime-version",
          "received",
          "return-path",
          "dkim-signature");

  private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,76}");
  private static final Pattern IDS = Pattern.compile("<[!-;=?-~]+>(\\s*<[!-;=?-~]+>)*");
  private static final Set<String> OF_IDS = Set.of("message-id", "in-reply-to", "references");

  private HeaderRules() {}

  /**
   * @throws PostFault when the field is not an application's to set, or would break the header
   */
  static void add(Draft draft, String where, String name, String value) throws PostFault {
    if (!NAME.matcher(name).matches()) {
      throw new PostFault(where, "no header name (printable ASCII without ':' wanted)");
    }
    String low = name.toLowerCase(Locale.ROOT);
    if (OURS.contains(low) || low.startsWith("content-") || low.startsWith("resent-")) {
      throw new PostFault(where, "this header is not set here (docs/integrating.md)");
    }
    Words.headerSafe(where, value);
    if (OF_IDS.contains(low) && !IDS.matcher(value.strip()).matches()) {
      throw new PostFault(where, "message ids such as <id@domain> wanted");
    }
    if (low.equals("sender")) {
      draft.sender = Mailboxes.one(where, value);
    } else if (draft.headers.put(low.equals("message-id") ? "Message-ID" : name, value) != null
        || draft.headers.keySet().stream().filter(name::equalsIgnoreCase).count() > 1) {
      throw new PostFault(where, "the same header twice");
    }
  }
}
