package io.postweiche.core.mail;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An envelope sender that stands for the null sender where a relay takes none: {@code
 * null-sender+vertrieb@meinefirma.de}. Who sees the mark knows that nobody waits for an answer:
 * such a mail is never reported on, its sender is never rewritten again, and what comes back to it
 * gets no sender either. Without that two servers could answer each other for ever (RFC 5321
 * section 6.1).
 */
public final class MarkedSender {
  /** The local part, alone or with {@code +} and the local part of whom it stands for. */
  public static final String MARK = "null-sender";

  // also where a forwarder has wrapped it: SRS0=HHHH=TT=meinefirma.de=null-sender+vertrieb
  private static final Pattern MARKED =
      Pattern.compile("(srs[01][=+-].*=)?" + MARK + "(\\+.*)?", Pattern.DOTALL);

  // what goes into an address without quotes and without SMTPUTF8, and within the 64 octets that
  // every server must take
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_=+-]+(\\.[A-Za-z0-9_=+-]+)*");
  private static final int LONGEST = 64;

  private MarkedSender() {}

  /**
   * The address of this domain that stands for the null sender of a mail.
   *
   * @param author the header {@code From}; it shows in the address when it is of that domain
   */
  public static Address of(@Nullable Address author, Domain domain) {
    String local = author == null || !domain.equals(author.domain()) ? "" : author.localPart();
    boolean shows = PLAIN.matcher(local).matches() && MARK.length() + 1 + local.length() <= LONGEST;
    return new Address(shows ? MARK + "+" + local : MARK, domain);
  }

  /** Whether this address stands for the null sender, by whichever router. */
  public static boolean is(Address address) {
    return !address.isNull()
        && MARKED.matcher(address.unquotedLocalPart().toLowerCase(Locale.ROOT)).matches();
  }
}
