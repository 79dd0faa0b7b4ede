package io.postweiche.web.console;

import io.postweiche.testing.WebFixture;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without a screen: keeps the session's cookie, sends forms, follows nothing. */
final class ConsoleClient {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
  private final WebFixture web;
  String cookie = "";

  ConsoleClient(WebFixture web) {
    this.web = web;
  }

  HttpResponse<String> get(String path, String... headers) {
    return kept(web.get(path, headers(headers)));
  }

  /** The token that the forms of a page carry. */
  String token(String path) {
    Matcher token = TOKEN.matcher(get(path).body());
    return token.find() ? token.group(1) : "";
  }

  /** Sends a form as our page would, its token included. */
  HttpResponse<String> send(String page, String path, String... fields) {
    List<String> all = new ArrayList<>(List.of("token", token(page)));
    all.addAll(List.of(fields));
    return post(path, all.toArray(String[]::new));
  }

  /** Sends a form of these fields and no others. */
  HttpResponse<String> post(String path, String... fields) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(i == 0 ? "" : "&").append(fields[i]).append('=');
      body.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return kept(
        web.send(
            web.request(path, headers("Content-Type", FORM))
                .POST(BodyPublishers.ofString(body.toString()))));
  }

  HttpResponse<String> login(String name, String password) {
    return send("/login", "/login", "name", name, "password", password);
  }

  private String[] headers(String... more) {
    List<String> all = new ArrayList<>(List.of("Accept", "text/html"));
    if (!cookie.isEmpty()) {
      all.addAll(List.of("Cookie", cookie));
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private HttpResponse<String> kept(HttpResponse<String> answer) {
    answer.headers().allValues("Set-Cookie").stream()
        .filter(set -> set.startsWith("postweiche-session="))
        .forEach(set -> cookie = set.split(";", 2)[0]);
    return answer;
  }
}
