package io.postweiche.core.mail;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Domain names to A-labels. {@link IDN} follows the IDNA of 2003, which turns {@code straße.de}
 * into another owner's {@code strasse.de}; labels with such characters are encoded as RFC 5890
 * says.
 */
final class Idn {
  private static final String KEPT_SINCE_2008 = "\u00DF\u1E9E\u03C2"; // sharp s, final sigma
  private static final String DOTS = ".\u3002\uFF0E\uFF61";

  private Idn() {}

  /** Lower case, every label ASCII; does not check the labels. */
  static String toAscii(String text) {
    if (LocalPart.isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    List<String> labels = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || DOTS.indexOf(text.charAt(i)) >= 0) {
        labels.add(label(text.substring(start, i), text));
        start = i + 1;
      }
    }
    return String.join(".", labels);
  }

  private static String label(String label, String whole) {
    try {
      if (LocalPart.isAscii(label)) {
        return label.toLowerCase(Locale.ROOT);
      }
      return label.chars().anyMatch(c -> KEPT_SINCE_2008.indexOf(c) >= 0)
          ? "xn--" + Punycode.encode(prepared(label))
          : IDN.toASCII(label, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a domain: '" + Shown.brief(whole) + "'", e);
    }
  }

  private static String prepared(String label) {
    String one = Normalizer.normalize(label, Normalizer.Form.NFKC).replace('\u1E9E', '\u00DF');
    String lower = Normalizer.normalize(one.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    if (!lower.codePoints().allMatch(Idn::inLabel)) {
      throw new IllegalArgumentException("not a letter, digit or hyphen");
    }
    return lower;
  }

  private static boolean inLabel(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isLetterOrDigit(codePoint)
        || codePoint == '-'
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
