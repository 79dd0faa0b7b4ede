package io.postweiche.scenario;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Chromium, without a window. Notes what no page of ours may do: ask another host, open a
 * dialogue, run a script that the policy forbids, throw.
 */
final class Browser implements AutoCloseable {
  /** A screen that the console is looked at on. */
  enum Screen {
    DESKTOP(1280, 900),
    PHONE(390, 844);

    final int width;
    final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SHOTS = Path.of("target/screenshots");
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  final List<String> offences = new CopyOnWriteArrayList<>();

  Browser() {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM), "no Chromium; bench/clients/install has it");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  /** A fresh window without cookies; closing it is the caller's. */
  Page open(String url, Screen screen, ColorScheme colours, String language) {
    BrowserContext context =
        chromium.newContext(
            new NewContextOptions()
                .setBaseURL(url)
                .setViewportSize(screen.width, screen.height)
                .setColorScheme(colours)
                .setLocale(language));
    context.addInitScript(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach(e => {"
            + " if (!e.hadRecentInput) window.shifts += e.value; }))"
            + ".observe({type: 'layout-shift', buffered: true});");
    Page page = context.newPage();
    page.setDefaultTimeout(15_000);
    // longer than the five seconds after which a page asks anew
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    watch(page, url);
    return page;
  }

  private void watch(Page page, String url) {
    page.onRequest(
        request -> {
          if (!request.url().startsWith(url)) {
            offences.add("asked for " + request.url());
          }
        });
    page.onDialog(
        dialog -> {
          offences.add("dialogue " + dialog.message());
          dialog.dismiss();
        });
    page.onPageError(error -> offences.add("error " + error));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().startsWith("Failed to load res")) {
            offences.add("console " + message.text());
          }
        });
  }

  /** Keeps a picture of the whole page among the output of the build. */
  static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SHOTS.resolve(name + ".png")));
  }

  /** What axe-core finds serious or critical, each with the first element concerned. */
  @SuppressWarnings("unchecked")
  static List<String> barriers(Page page) throws IOException {
    Path axe = Path.of("bench/clients/node_modules/axe-core/axe.min.js");
    Assumptions.assumeTrue(Files.exists(axe), "no axe-core; bench/clients/install has it");
    page.evaluate(Files.readString(axe));
    return (List<String>)
        page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary)"
                + ".slice(0, 3).join(' | '))");
  }

  /** How much has moved by itself since the page came (CLS). */
  static double shifts(Page page) {
    return ((Number) page.evaluate("window.shifts")).doubleValue();
  }

  /** Pixels by which the page is wider than its window. */
  static int overhang(Page page) {
    return ((Number)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .intValue();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
