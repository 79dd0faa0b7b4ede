package io.postweiche.migrate;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a table about a sender as Postfix does (mail_addr_find): the whole address, the address
 * without its extension, the local part where the domain is one of its own, {@code @domain}.
 *
 * @param delimiters those of {@code recipient_delimiter}
 * @param own domains whose senders may stand in a table without them
 */
record SenderLookup(String delimiters, Set<String> own) {
  Table.@Nullable Entry find(Table table, String sender) {
    int at = sender.lastIndexOf('@');
    Table.Entry found = table.find(sender, false);
    if (found != null || at < 0) {
      return found;
    }
    String local = sender.substring(0, at);
    String domain = sender.substring(at).toLowerCase(Locale.ROOT);
    String bare = withoutExtension(local);
    found = bare.equals(local) ? null : table.find(bare + domain, true);
    if (found == null && own.contains(domain.substring(1))) {
      found = table.find(local, true);
      found = found == null && !bare.equals(local) ? table.find(bare, true) : found;
    }
    return found == null ? table.find(domain, true) : found;
  }

  /** As split_addr of Postfix: mailer-daemon, owner-… and …-request keep their hyphens. */
  private String withoutExtension(String local) {
    String folded = local.toLowerCase(Locale.ROOT);
    if (delimiters.isEmpty() || folded.matches("mailer-daemon|double-bounce|postmaster")) {
      return local;
    }
    boolean list = folded.startsWith("owner-") || folded.endsWith("-request");
    for (int i = 1; i < local.length(); i++) {
      char c = local.charAt(i);
      if (delimiters.indexOf(c) >= 0 && !(c == '-' && list)) {
        return local.substring(0, i);
      }
    }
    return local;
  }
}
