package io.postweiche.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.postweiche.scenario.Browser.shoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.postweiche.scenario.Browser.Screen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator comes for, done with the mouse, on both screens. */
class ConsoleTasksBrowserTest {
  private static Browser browser;
  @TempDir Path folder;
  private ConsoleStage stage;
  private Page page;
  private int clicks;

  @BeforeAll
  static void launch() {
    browser = new Browser();
  }

  @AfterAll
  static void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    stage = new ConsoleStage(folder).filled();
  }

  @AfterEach
  void stop() {
    assertThat(browser.offences).isEmpty();
    page.context().close();
    stage.close();
  }

  private void open(Screen screen) {
    page = browser.open(stage.router.url(), screen, ColorScheme.LIGHT, "en-GB");
    page.navigate("/");
  }

  private void click(String selector) {
    clicks++;
    page.locator(selector).click();
  }

  private void shot(String name, Screen screen) {
    shoot(page, "task-" + name + "-" + screen.name().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @EnumSource
  void theCustomerDidNotGetTheOffer(Screen screen) {
    open(screen);
    click("#find");
    page.keyboard().type(ConsoleStage.CUSTOMER);
    click(".find button");
    assertThat(page.locator("h2").first()).hasText("Ihr Angebot Nr. 2026-118");
    assertThat(page.locator(".facts")).containsText("Sender address is not allowed");
    assertThat(page.locator(".mend")).containsText("Every relay refused this sender.");
    shot("1-why", screen);
    click("#via");
    clicks++; // the choice itself; the list of a select belongs to the system
    page.locator("#via").selectOption("smarthost");
    click(".mend button.main");
    assertThat(page.locator("#job-said")).containsText("1 of 1 done");
    shot("2-done", screen);
    assertThat(clicks).isLessThanOrEqualTo(6);
    await()
        .until(
            () ->
                stage.willing.messages().stream()
                    .anyMatch(m -> m.recipients().contains(ConsoleStage.CUSTOMER)));
    await()
        .untilAsserted(
            () -> {
              page.navigate("/mails?q=" + ConsoleStage.CUSTOMER);
              assertThat(page.locator(".story").innerText()).contains("delivered");
            });
    shot("3-story", screen);
  }

  @ParameterizedTest
  @EnumSource
  void manyOfOneCauseAreSentUnderAnotherSender(Screen screen) {
    open(screen);
    page.getByText("Sender not allowed").click();
    page.locator(".groups a").first().click();
    page.locator("#all").check();
    assertThat(page.locator("#chosen")).hasText("All 7 chosen");
    page.locator("#via").selectOption("smarthost");
    page.locator("#sender").fill("rechnung@beispiel.de");
    page.locator("#letters button.main").click();
    assertThat(page.locator(".lead")).containsText("7 dead letters are put back on the way.");
    shot("confirm-replay", screen);
    page.locator("main button.main").click();
    assertThat(page.locator("#job-said")).containsText("7 of 7 done");
    await()
        .until(
            () ->
                stage.willing.messages().stream()
                        .filter(m -> m.mail().contains("rechnung@beispiel.de"))
                        .count()
                    == 7);
    page.navigate("/audit");
    assertThat(page.locator("tbody tr").first()).containsText("replay");
    shot("audit", screen);
  }

  @ParameterizedTest
  @EnumSource
  void whatNobodyCanDeliverIsDiscardedOnlyWhenMeant(Screen screen) {
    open(screen);
    page.navigate("/dead?reason=recipient-refused");
    page.locator("input[name=id]").check();
    assertThat(page.locator("#chosen")).hasText("1 chosen");
    page.locator(".danger").click();
    assertThat(page.locator("h1")).hasText("Discard for good?");
    shot("confirm-discard", screen);
    page.getByText("Keep as it is").click();
    assertThat(page.locator("#h-letters")).hasText("8 dead letters");
    page.navigate("/dead?reason=recipient-refused");
    page.locator("#pick-page").check();
    page.locator(".danger").click();
    page.locator("main button.danger").click();
    assertThat(page.locator("#job-said")).containsText("1 of 1 done");
    page.navigate("/dead");
    assertThat(page.locator("#h-letters")).hasText("7 dead letters");
  }

  @ParameterizedTest
  @EnumSource
  void messagesAreLookedAtAndExported(Screen screen) throws Exception {
    open(screen);
    page.navigate("/dead");
    page.getByText("Lieferschein 4711").click();
    assertThat(page.locator(".body").first()).containsText("anbei das Gewuenschte.");
    shot("letter", screen);
    Download eml = page.waitForDownload(() -> page.getByText("Export (.eml)").click());
    assertThat(Files.readString(eml.path(), StandardCharsets.UTF_8))
        .contains("Subject: Lieferschein 4711\r\n", "\r\n\r\nGuten Tag,\r\n");
    page.navigate("/dead");
    page.locator("#all").check();
    Download zip = page.waitForDownload(() -> page.getByText("Export as zip").click());
    try (ZipFile file = new ZipFile(zip.path().toFile())) {
      assertThat(file.stream()).hasSize(8).allMatch(entry -> entry.getName().endsWith(".eml"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRelayIsSuspendedAndResumed(Screen screen) {
    open(screen);
    page.locator("#relay-smarthost").click();
    page.locator("#switch-smarthost").click();
    assertThat(page.locator(".said")).containsText("The relay is suspended.");
    assertThat(page.locator("#smarthost .tag").first()).hasText("suspended");
    shot("suspended", screen);
    page.locator("#switch-smarthost").click();
    assertThat(page.locator("#smarthost .tag").first()).hasText("active");
  }

  @ParameterizedTest
  @EnumSource
  void theOverviewFollowsWhatHappensWithoutMoving(Screen screen) throws Exception {
    open(screen);
    assertThat(page.locator(".figures .alarm dd")).hasText("8");
    page.locator("#relay-ionos").focus();
    stage.send("erp@beispiel.de", "niemand@example.com", "Noch einer");
    assertThat(page.locator(".figures .alarm dd")).hasText("9");
    assertThat(page.locator("#relay-ionos")).isFocused();
    assertThat(Browser.shifts(page)).isLessThan(0.01);
  }
}
