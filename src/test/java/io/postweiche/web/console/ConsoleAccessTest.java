package io.postweiche.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.ConsoleUser;
import io.postweiche.config.HostPort;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.Role;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, forged forms, roles: over plain HTTP, as somebody would who does not use a browser. */
class ConsoleAccessTest {
  @TempDir Path folder;
  private WebFixture web;
  private ConsoleClient client;

  @BeforeEach
  void start() throws IOException {
    web =
        new WebFixture(
            folder,
            new ConsoleSettings(
                HostPort.of("127.0.0.1:0"),
                Map.of("ops", user("geheim", Role.OPERATE), "eyes", user("sehen", Role.VIEW)),
                Map.of()));
    client = new ConsoleClient(web);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private static ConsoleUser user(String password, Role role) {
    return new ConsoleUser(new PasswordHash(password), role);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/mails?q=a@b.de", "/dead", "/relays", "/jobs", "/audit", "/no"})
  void whoIsNotLoggedInIsAskedTo(String path) {
    HttpResponse<String> answer = client.get(path);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(location(answer)).startsWith("/login?next=%2F");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  @Test
  void theLoginLeadsBackToWhereOneWantedToGo() {
    client.get("/");
    HttpResponse<String> in =
        client.send(
            "/login?next=%2Fdead", "/login", "name", "ops", "password", "geheim", "next", "/dead");
    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(location(in)).isEqualTo("/dead");
    assertThat(client.get("/dead").body()).contains("Rechnung für Müller");
    assertThat(web.audit.recent(1).get(0).action()).isEqualTo("login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "\t//x"})
  void theLoginNeverLeadsElsewhere(String next) {
    HttpResponse<String> in =
        client.send("/login", "/login", "name", "ops", "password", "geheim", "next", next);
    assertThat(location(in)).isEqualTo("/");
  }

  @Test
  void theSessionsCookieIsForNobodyElse() {
    HttpResponse<String> in = client.login("ops", "geheim");
    String set = in.headers().firstValue("Set-Cookie").orElse("");
    assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Secure");
    HttpResponse<String> tls = client.get("/login", "X-Forwarded-Proto", "https", "Cookie", "a=b");
    assertThat(tls.headers().allValues("Set-Cookie")).allMatch(cookie -> cookie.contains("Secure"));
  }

  @Test
  void theLoginMakesANewSession() {
    client.get("/login");
    String planted = client.cookie;
    client.login("ops", "geheim");
    assertThat(client.cookie).isNotEqualTo(planted);
    String own = client.cookie;
    client.cookie = planted;
    assertThat(client.get("/").statusCode()).isEqualTo(303);
    client.cookie = own;
    assertThat(client.get("/").statusCode()).isEqualTo(200);
    client.login("ops", "geheim");
    assertThat(client.cookie).isNotEqualTo(own);
    client.cookie = own;
    assertThat(client.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void whoLogsOutIsOutWhoeverHasTheCookie() {
    client.login("ops", "geheim");
    String stolen = client.cookie;
    assertThat(location(client.send("/", "/logout"))).isEqualTo("/login?said=logged-out");
    client.cookie = stolen;
    assertThat(client.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void wrongLoginsAreToldAndSlowedDown() {
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> wrong = client.login("ops", "falsch" + i);
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body()).contains("Wrong name or password.").doesNotContain("falsch" + i);
    }
    HttpResponse<String> held = client.login("ops", "geheim");
    assertThat(held.statusCode()).isEqualTo(429);
    assertThat(held.body()).contains("Too many wrong logins");
    assertThat(client.get("/").statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dead/discard",
        "/dead/replay",
        "/dead/export",
        "/relays/ionos/suspend",
        "/relays/ionos/resume",
        "/jobs/x/cancel",
        "/logout"
      })
  void aFormWithoutTheRightTokenDoesNothing(String path) {
    client.login("ops", "geheim");
    String right = client.token("/");
    ConsoleClient other = new ConsoleClient(web);
    other.login("ops", "geheim");
    String ofOthers = other.token("/");
    assertThat(right).isNotEmpty().isNotEqualTo(ofOthers);
    for (String token : List.of("", "x", ofOthers, right + "x")) {
      HttpResponse<String> answer =
          client.post(path, "all", "yes", "confirmed", "yes", "id", "aaaaaaa1", "token", token);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("this form is too old");
    }
    assertThat(web.operations.dead).hasSize(2);
    assertThat(web.operations.suspended).isEmpty();
    assertThat(client.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenOfBeforeTheLoginIsWorthNothingAfterIt() {
    String before = client.token("/login");
    client.login("ops", "geheim");
    assertThat(client.post("/relays/ionos/suspend", "token", before).statusCode()).isEqualTo(403);
  }

  @Test
  void whoMayOnlyLookSeesNoButtonsAndChangesNothing() {
    client.login("eyes", "sehen");
    for (String path : List.of("/", "/dead", "/dead/aaaaaaa1", "/mails/aaaaaaa1", "/relays")) {
      HttpResponse<String> page = client.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body())
          .doesNotContain("action=\"/dead/replay\"><", "/dead/discard", "/suspend", "name=\"id\"");
    }
    String token = client.token("/relays");
    for (String path :
        List.of("/dead/discard", "/dead/replay", "/dead/export", "/relays/ionos/suspend")) {
      HttpResponse<String> answer =
          client.post(path, "all", "yes", "confirmed", "yes", "token", token);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("this needs operate");
    }
    assertThat(web.operations.dead).hasSize(2);
    assertThat(web.operations.suspended).isEmpty();
  }

  @Test
  void whoMayOnlyLookReadsNoMessages() {
    client.login("eyes", "sehen");
    assertThat(client.get("/dead/aaaaaaa1").body())
        .contains("From: erp@meinefirma.de")
        .doesNotContain(".dots");
    for (String path : List.of("/dead/aaaaaaa1/eml", "/dead/aaaaaaa1/html")) {
      assertThat(client.get(path).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void onLoopbackWithoutUsersNobodyLogsInAndFormsAreStillChecked() throws IOException {
    try (WebFixture open = new WebFixture(folder.resolve("open"))) {
      ConsoleClient local = new ConsoleClient(open);
      assertThat(local.get("/").body()).contains("Logged in as local").doesNotContain("/logout");
      assertThat(local.post("/relays/ionos/suspend", "token", "x").statusCode()).isEqualTo(403);
      assertThat(local.send("/relays", "/relays/ionos/suspend").statusCode()).isEqualTo(303);
      assertThat(open.operations.suspended).containsExactly("ionos");
    }
  }

  @Test
  void aPageThatRefreshesItselfIsSentToTheLogin() {
    HttpResponse<String> answer = client.get("/overview/live", "HX-Request", "true");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/login");
  }

  @Test
  void noPageLetsAnythingFromElsewhereIn() {
    client.login("ops", "geheim");
    for (String path : List.of("/", "/dead", "/dead/aaaaaaa1", "/login", "/no")) {
      HttpResponse<String> page = client.get(path);
      assertThat(page.headers().allValues("Content-Security-Policy"))
          .singleElement()
          .asString()
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe", "http:", "https:", "data:");
      assertThat(page.body()).doesNotContain("style=\"", "onclick=", "<style", "://");
    }
  }

  @Test
  void pagesAreNotKeptAndFilesAre() {
    client.login("ops", "geheim");
    assertThat(client.get("/dead").headers().firstValue("Cache-Control")).hasValue("no-store");
    String css =
        client.get("/").body().replaceFirst("(?s).*?\"(/assets/console.css[^\"]*)\".*", "$1");
    HttpResponse<String> file = new ConsoleClient(web).get(css);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
  }
}
