package io.postweiche.web.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;

/** A mail's HTML reduced to what cannot do anything: structure and words. */
final class SafeHtml {
  private static final String STYLE =
      "body{font:14px/1.5 system-ui,sans-serif;margin:12px;color:#1a1f26;background:#fff;"
          + "overflow-wrap:anywhere}table{border-collapse:collapse}td,th{padding:2px 6px;"
          + "vertical-align:top;text-align:left}";

  static final String CSP =
      "default-src 'none'; style-src 'sha256-"
          + hash(STYLE)
          + "'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  /** No images, no links, no style: each of them can fetch something or lead somewhere. */
  private static final Safelist SAFE =
      Safelist.basic()
          .addTags("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tfoot", "tr")
          .addTags("td", "th", "caption", "div", "hr")
          .addAttributes("td", "colspan", "rowspan")
          .addAttributes("th", "colspan", "rowspan")
          .removeTags("a")
          .removeAttributes("blockquote", "cite")
          .removeAttributes("q", "cite");

  private SafeHtml() {}

  static String page(String html) {
    return "<!doctype html><html><head><meta charset=\"utf-8\"><title>-</title><style>"
        + STYLE
        + "</style></head><body>"
        + Jsoup.clean(html, SAFE)
        + "</body></html>";
  }

  private static String hash(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }
}
