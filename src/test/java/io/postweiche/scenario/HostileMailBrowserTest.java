package io.postweiche.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.postweiche.scenario.Browser.Screen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mail made to harm who looks at it, looked at in a real browser. */
class HostileMailBrowserTest {
  private static final String SCRIPT =
      "<script>alert('x')</script><img src=http://evil.example/a onerror=alert(1)>";
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void isShownHarmlessly(Screen screen) throws Exception {
    try (Browser browser = new Browser();
        ConsoleStage stage = new ConsoleStage(folder)) {
      send(stage, encoded(SCRIPT + "\"'`${7*7}{{7*7}}"), "inline");
      send(stage, encoded("harmlos_\u202Efdp.exe \u0007\u001B[31m rot \u2066isoliert"), "inline");
      send(
          stage,
          "lang ".repeat(180),
          "inline\r\nX-Long: " + "y".repeat(900) + ("\r\n " + "z".repeat(900)).repeat(1100));
      stage.awaitDead(3);
      Page page = browser.open(stage.router.url(), screen, ColorScheme.LIGHT, "en-GB");
      List<String> pages = List.of("/", "/dead", "/mails", "/mails?domain=meinefirma.de", "/audit");
      for (String path : pages) {
        page.navigate(path);
        harmless(page, path);
      }
      page.navigate("/dead");
      int count = page.locator("tbody th a").count();
      assertThat(count).isEqualTo(3);
      for (int i = 0; i < count; i++) {
        page.navigate("/dead");
        page.locator("tbody th a").nth(i).click();
        assertThat(page.locator("h1")).hasText("Dead letter");
        harmless(page, "letter " + i);
        frame(page);
        Browser.shoot(
            page, "hostile-" + i + "-" + screen.name().toLowerCase(java.util.Locale.ROOT));
        page.locator(".facts a.mono").click();
        harmless(page, "story " + i);
      }
      assertThat(browser.offences).isEmpty();
    }
  }

  private static void harmless(Page page, String where) {
    assertThat(page.locator("main script, main img, main style, main link, main object"))
        .hasCount(0);
    assertThat(page.content()).as(where).doesNotContain("\u202E", "\u2066", "\u001B", "\u0007");
    assertThat(Browser.overhang(page)).as(where).isZero();
  }

  /** The mail's HTML: its words, without anything that could do or fetch. */
  private static void frame(Page page) {
    assertThat(page.locator("iframe")).hasAttribute("sandbox", "");
    page.waitForCondition(() -> page.frames().size() == 2);
    Frame frame = page.frames().get(1);
    frame.waitForLoadState();
    assertThat(frame.locator("body")).containsText("Angebot im Anhang");
    assertThat(frame.locator("script, img, a, form, iframe, link, [style], [onclick]")).hasCount(0);
    assertThat(page.locator(".files")).containsText("<b onmouseover=alert(1)>");
  }

  private static void send(ConsoleStage stage, String subject, String disposition)
      throws Exception {
    stage.raw(
        "\"<script>alert(2)</script>\"@meinefirma.de",
        "\"<img/src=x/onerror=alert(3)>\"@example.org",
        "From: =?utf-8?B?"
            + base64(SCRIPT)
            + "?= <a@meinefirma.de>\r\nTo: x@example.org\r\n"
            + "Date: Tue, 24 Nov 2026 13:00:00 +0000\r\nMessage-ID: <script@evil.example>\r\n"
            + "Subject: "
            + subject
            + "\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=xx\r\nContent-Disposition: "
            + disposition
            + "\r\n\r\n"
            + "--xx\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64(SCRIPT + "\u202Etxet")
            + "\r\n"
            + "--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64(HTML)
            + "\r\n"
            + "--xx\r\nContent-Type: application/octet-stream; name=\"=?utf-8?B?"
            + base64("<b onmouseover=alert(1)>\u202Efdp.exe")
            + "?=\"\r\n"
            + "Content-Disposition: attachment\r\n\r\nxx\r\n--xx--\r\n");
  }

  private static final String HTML =
      "<html><head><meta http-equiv=refresh content='0;url=http://evil.example/m'>"
          + "<link rel=stylesheet href=http://evil.example/c><style>@import 'http://evil.example/i';body{display:none}</style>"
          + "<base href=http://evil.example></head><body onload=alert(4) background=http://evil.example/b>"
          + "<script>parent.alert(5); fetch('http://evil.example/f')</script>"
          + "<p style='position:fixed;background:url(http://evil.example/p)' onclick=alert(6)>Angebot im Anhang</p>"
          + "<a href=javascript:alert(7)>hier</a><img src=http://evil.example/z srcset='http://evil.example/s 2x'>"
          + "<form action=http://evil.example><button>go</button></form><iframe src=http://evil.example/g></iframe>"
          + "<svg><image href=http://evil.example/v /><script>alert(8)</script></svg>"
          + "<video poster=http://evil.example/w src=http://evil.example/y></video></body></html>";

  private static String encoded(String subject) {
    return "=?utf-8?B?" + base64(subject) + "?=";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
