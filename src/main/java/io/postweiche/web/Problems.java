package io.postweiche.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.postweiche.web.console.ErrorPages;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what handlers throw into problem documents, or pages for browsers; no stack trace leaves
 * the log.
 */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void register(RoutesConfig routes, ErrorPages pages) {
    routes.exception(ProblemException.class, (e, ctx) -> answer(pages, ctx, e));
    routes.exception(
        FieldException.class,
        (e, ctx) -> answer(pages, ctx, new ProblemException(400, e.field() + ": " + e.detail())));
    routes.exception(
        UnavailableException.class,
        (e, ctx) -> answer(pages, ctx, unavailable(String.valueOf(e.getMessage()))));
    routes.exception(
        HttpResponseException.class, (e, ctx) -> answer(pages, ctx, ofJavalin(e, ctx)));
    routes.exception(
        Exception.class, (e, ctx) -> answer(pages, ctx, new ProblemException(500, log(e))));
  }

  static ProblemException unavailable(String detail) {
    return new ProblemException(503, detail, Map.of("Retry-After", "10"));
  }

  /** Logs what nobody expected; gives the sentence for the client. */
  static String log(Exception e) {
    String reference = UUID.randomUUID().toString();
    LOG.error("request failed, reference {}", reference, e);
    return "an error of the router; its log has it under the reference " + reference;
  }

  private static ProblemException ofJavalin(HttpResponseException e, Context ctx) {
    String what = ctx.method() + " " + ctx.path();
    if (e instanceof MethodNotAllowedResponse) {
      String allowed = e.getDetails().getOrDefault("availableMethods", "");
      return new ProblemException(
          405, what + " is not offered; " + allowed + " is", Map.of("Allow", allowed));
    }
    if (e.getStatus() == 404) {
      return new ProblemException(
          404, what + " is not offered; /api/v1/openapi.json lists what is");
    }
    return new ProblemException(e.getStatus(), String.valueOf(e.getMessage()));
  }

  private static void answer(ErrorPages pages, Context ctx, ProblemException e) {
    e.headers().forEach(ctx::header);
    if (pages.answer(ctx, e.problem())) {
      return;
    }
    ctx.status(e.problem().status()).contentType(Problem.MEDIA_TYPE);
    try {
      ctx.result(Json.MAPPER.writeValueAsBytes(e.problem()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a problem is always JSON", impossible);
    }
  }
}
