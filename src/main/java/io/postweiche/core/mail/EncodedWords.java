package io.postweiche.core.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text of headers that ASCII cannot hold (RFC 2047), both ways. */
public final class EncodedWords {
  private static final int OCTETS_IN_A_WORD = 45; // 60 characters in base64, 72 with the frame

  private EncodedWords() {}

  /**
   * Decodes every encoded word it can read; all else stays as it is, words of unknown charsets too.
   * White space between two encoded words goes, and a character cut in two by them is joined.
   */
  public static String decode(String text) {
    if (!text.contains("=?")) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    Run run = new Run(out);
    int done = 0;
    int start = text.indexOf("=?");
    while (start >= 0) {
      Word word = Word.at(text, start);
      if (word != null) {
        run.add(word, text.substring(done, start));
        done = word.end();
      }
      start = text.indexOf("=?", word == null ? start + 2 : done);
    }
    run.flush();
    return out.append(text, done, text.length()).toString();
  }

  /** Where the encoded word that begins at {@code start} ends; -1 when none begins there. */
  static int end(String text, int start) {
    Word word = text.startsWith("=?", start) ? Word.at(text, start) : null;
    return word == null ? -1 : word.end();
  }

  /** UTF-8 in base64, as many words as it takes, none longer than 75. */
  public static List<String> encode(String text) {
    List<String> words = new ArrayList<>();
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(
            codePoint -> {
              byte[] one = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
              if (octets.size() + one.length > OCTETS_IN_A_WORD) {
                words.add(framed(octets));
              }
              octets.writeBytes(one);
            });
    if (octets.size() > 0 || words.isEmpty()) {
      words.add(framed(octets));
    }
    return words;
  }

  private static String framed(ByteArrayOutputStream octets) {
    String base64 = Base64.getEncoder().encodeToString(octets.toByteArray());
    octets.reset();
    return "=?utf-8?B?" + base64 + "?=";
  }

  /** Adjacent words of one charset, decoded together. */
  private static final class Run {
    private final StringBuilder out;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private @Nullable Charset charset;

    Run(StringBuilder out) {
      this.out = out;
    }

    void add(Word word, String before) {
      boolean adjacent = charset != null && before.isBlank();
      if (!adjacent || !word.charset().equals(charset)) {
        flush();
        out.append(adjacent ? "" : before);
      }
      charset = word.charset();
      octets.writeBytes(word.octets());
    }

    void flush() {
      if (charset != null) {
        out.append(octets.toString(charset));
        octets.reset();
        charset = null;
      }
    }
  }

  /** One encoded word, up to {@code end}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Word(Charset charset, byte[] octets, int end) {
    // every search ends at the next '?', so a text of nothing but "=?" still costs linear time
    static @Nullable Word at(String text, int start) {
      int encoding = text.indexOf('?', start + 2) + 1;
      int close = encoding == 0 ? -1 : text.indexOf('?', encoding + 2);
      if (close < 0 || text.charAt(encoding + 1) != '?' || !text.startsWith("?=", close)) {
        return null;
      }
      Charset charset = MimeCharsets.find(withoutLanguage(text.substring(start + 2, encoding - 1)));
      byte[] octets = octets(text.charAt(encoding), text.substring(encoding + 2, close));
      return charset == null || octets == null ? null : new Word(charset, octets, close + 2);
    }

    // RFC 2231 section 5: =?utf-8*de?Q?...?=
    private static String withoutLanguage(String charset) {
      int star = charset.indexOf('*');
      return star < 0 ? charset : charset.substring(0, star);
    }

    private static byte @Nullable [] octets(char encoding, String text) {
      return switch (encoding) {
        case 'Q', 'q' -> quotedPrintable(text);
        case 'B', 'b' -> base64(text);
        default -> null;
      };
    }

    private static byte @Nullable [] base64(String text) {
      try {
        return Base64.getMimeDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    private static byte[] quotedPrintable(String text) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        int value = c == '=' ? hex(text, i + 1) : -1;
        if (value >= 0) {
          out.write(value);
          i += 2;
        } else {
          out.writeBytes((c == '_' ? " " : String.valueOf(c)).getBytes(StandardCharsets.UTF_8));
        }
      }
      return out.toByteArray();
    }

    private static int hex(String text, int at) {
      if (at + 2 > text.length()) {
        return -1;
      }
      int high = Character.digit(text.charAt(at), 16);
      int low = Character.digit(text.charAt(at + 1), 16);
      return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
  }
}
