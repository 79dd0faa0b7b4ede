package io.postweiche.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Content;
import io.postweiche.web.MailPreview;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mails may hold to harm who looks at them. */
class HostileTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<p style='background:url(http://evil.example/x)' onclick=alert(1)>x</p>",
        "<link rel=stylesheet href=//evil.example/x.css>",
        "<style>@import '//evil.example/x.css'</style>",
        "<iframe src=//evil.example></iframe>",
        "<object data=//evil.example></object>",
        "<form action=//evil.example><input name=password></form>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        "<base href=//evil.example>",
        "<video src=//evil.example poster=//evil.example></video>",
        "<table background=//evil.example><tr><td background=//evil.example>x</table>",
        "<blockquote cite=//evil.example>x</blockquote>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "</body></html><script>alert(1)</script>"
      })
  void htmlIsReducedToWords(String html) {
    String page = SafeHtml.page(html);
    String body = page.substring(page.indexOf("<body>"));
    assertThat(body)
        .doesNotContainIgnoringCase("<script", "<img", "<svg", "<a ", "<link", "<iframe");
    assertThat(body)
        .doesNotContainIgnoringCase("<style", "<form", "<meta", "<base", "<video", "<object");
    assertThat(body.replaceAll("&lt;.*?&gt;", ""))
        .doesNotContainIgnoringCase("evil.example", " on", "javascript:", "style=");
  }

  @Test
  void structureStays() {
    assertThat(
            SafeHtml.page(
                "<h1>Angebot</h1><table><tr><td colspan=2>1</td></tr></table><b>fett</b>"))
        .contains("<h1>Angebot</h1>", "<td colspan=\"2\">1</td>", "<b>fett</b>");
  }

  @Test
  void whatTurnsTheReadingDirectionIsShown() {
    assertThat(Visible.of("Rechnung_\u202Efdp.exe"))
        .isEqualTo("Rechnung_\u2039U+202E\u203Afdp.exe");
    assertThat(Visible.of("a\u0000b\u001Bc\u007F\u0085\u2066\u200B\uFEFF"))
        .isEqualTo(
            "a\u2400b\u241Bc\u2039U+007F\u203A\u2039U+0085\u203A\u2039U+2066\u203A\u2039U+200B\u203A\u2039U+FEFF\u203A");
    String harmless = "Zeile\r\n\tMüller \u05E9\u05DC\u05D5\u05DD \uD83D\uDE80 \u200D";
    assertThat(Visible.of(harmless)).isSameAs(harmless);
  }

  @Test
  void namesOfFilesAreShownAsWhatTheyAre() throws IOException {
    MailPreview preview =
        preview(
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhi\r\n"
                + "--x\r\nContent-Type: application/x; name=\"../../<b>.exe\"\r\n\r\ndata\r\n--x--\r\n");
    assertThat(preview.text().strip()).isEqualTo("hi");
    assertThat(preview.attachments())
        .singleElement()
        .extracting(MailPreview.Attachment::name)
        .isEqualTo("../../<b>.exe");
  }

  @Test
  @Timeout(20)
  void partsWithinPartsEnd() throws IOException {
    StringBuilder mail = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\r\n\r\n--b")
          .append(i)
          .append("\r\n");
    }
    assertThat(preview(mail + "Content-Type: text/plain\r\n\r\ndeep").text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "Content-Type: multipart/mixed\r\n\r\nx",
        "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\nx",
        "Content-Type: text/plain; charset=no-such\r\n\r\nx",
        "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        "Content-Type: text/html\r\nContent-Transfer-Encoding: x-unheard-of\r\n\r\nx",
        "Content-Type: ;;;=\r\n\r\nx",
        "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename*=x''%\r\n\r\nx"
      })
  void brokenMailsAreShownAsFarAsTheyGo(String mail) throws IOException {
    MailPreview preview = preview(mail);
    assertThat(preview.cut()).isFalse();
    assertThat(preview.text().length() + preview.html().length()).isLessThan(20);
  }

  @Test
  void whatIsTooLongIsCut() throws IOException {
    MailPreview preview = preview("Content-Type: text/plain\r\n\r\n" + "x".repeat(5_000_000));
    assertThat(preview.cut()).isTrue();
    assertThat(preview.text()).hasSize(500_000);
  }

  private static MailPreview preview(String mail) throws IOException {
    return MailPreview.of(Content.of(mail.getBytes(StandardCharsets.UTF_8)));
  }
}
