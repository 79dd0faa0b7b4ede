package io.postweiche.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.postweiche.scenario.Browser.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page, on both screens, in both colours. */
class ConsoleBrowserTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static ConsoleStage stage;

  @BeforeAll
  static void start() throws Exception {
    browser = new Browser();
    stage = new ConsoleStage(folder).filled();
  }

  @AfterAll
  static void stop() {
    if (stage != null) {
      stage.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"DESKTOP, LIGHT", "DESKTOP, DARK", "PHONE, LIGHT", "PHONE, DARK"})
  void everyPageIsWithinReachOfEverybody(Screen screen, ColorScheme colours) throws Exception {
    Page page = browser.open(stage.router.url(), screen, colours, "de-DE");
    List<String> found = new ArrayList<>();
    for (String path : paths()) {
      page.navigate(path);
      String name = name(path) + "-" + screen + "-" + colours;
      Browser.shoot(page, name.toLowerCase(java.util.Locale.ROOT));
      Browser.barriers(page).forEach(barrier -> found.add(name + " " + barrier));
      if (Browser.overhang(page) > 0) {
        found.add(name + " is " + Browser.overhang(page) + " pixels too wide");
      }
      if (Browser.shifts(page) > 0.01) {
        found.add(name + " shifts by " + Browser.shifts(page));
      }
    }
    assertThat(found).isEmpty();
    assertThat(browser.offences).isEmpty();
    page.context().close();
  }

  private static List<String> paths() throws Exception {
    String id = id();
    return List.of(
        "/",
        "/?by=relay",
        "/mails",
        "/mails/" + id,
        "/dead",
        "/dead?reason=sender-not-allowed&domain=meinefirma.de",
        "/dead/" + id,
        "/relays",
        "/explain",
        "/explain?from=" + ConsoleStage.SENDER + "&to=" + ConsoleStage.CUSTOMER,
        "/configuration",
        "/jobs",
        "/audit",
        "/login",
        "/nowhere");
  }

  private static String id() throws Exception {
    String mails = stage.router.get("/api/v1/mails?q=" + ConsoleStage.CUSTOMER);
    return mails.replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
  }

  private static String name(String path) {
    String name = path.replaceFirst("^/", "").replaceFirst("/[0-9A-Za-z-]{10,}$", "-one");
    return name.isEmpty() ? "overview" : name.replaceAll("[^a-z-]+", "-");
  }

  @Test
  void theLanguageCanBeSwitched() {
    Page page = browser.open(stage.router.url(), Screen.DESKTOP, ColorScheme.LIGHT, "fr-FR");
    page.navigate("/dead");
    assertThat(page.locator("h1")).hasText("Dead letters");
    page.getByText("Deutsch").click();
    assertThat(page.locator("h1")).hasText("Unzustellbar");
    assertThat(page.locator("html")).hasAttribute("lang", "de");
    page.context().close();
  }
}
