package io.postweiche.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.postweiche.scenario.Browser.Screen;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For whoever uses no mouse, or no eyes. */
class ConsoleKeyboardBrowserTest {
  @TempDir Path folder;

  @Test
  void theWholeStoryByKeyboard() throws Exception {
    try (Browser browser = new Browser();
        ConsoleStage stage = new ConsoleStage(folder).filled()) {
      Page page = browser.open(stage.router.url(), Screen.DESKTOP, ColorScheme.LIGHT, "en-GB");
      page.navigate("/");
      skipLink(page);
      page.keyboard().press("/");
      page.keyboard().type(ConsoleStage.CUSTOMER);
      page.keyboard().press("Enter");
      assertThat(page.locator("h1")).hasText("A mail and its story");
      tabTo(page, "#via");
      page.keyboard().type("smart");
      assertThat(page.locator("#via")).hasValue("smarthost");
      tabTo(page, ".mend button.main");
      page.keyboard().press("Enter");
      assertThat(page.locator("#job-said")).containsText("1 of 1 done");
      assertThat(page.locator("#job-said")).hasAttribute("aria-live", "polite");
      assertThat(browser.offences).isEmpty();
    }
  }

  /** The first stop on every page, seen once it is reached, and it skips the menu. */
  private static void skipLink(Page page) {
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    assertThat(page.locator(".skip").boundingBox().y).isGreaterThanOrEqualTo(0);
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
    List<String> landmarks = List.of("header", "nav", "search", "main", "footer");
    landmarks.forEach(landmark -> assertThat(page.locator(landmark)).hasCount(1));
  }

  private static void tabTo(Page page, String selector) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      // a focus that cannot be seen is none
      assertThat(
              (Boolean)
                  page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
          .isTrue();
      if ((Boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) {
        return;
      }
    }
    throw new AssertionError(selector + " cannot be reached by Tab");
  }
}
