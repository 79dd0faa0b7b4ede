package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The documents that never change while the router runs. */
final class StaticPages {
  private StaticPages() {}

  static void register(RoutesConfig routes) {
    serve(routes, "openapi.json");
    serve(routes, "events.schema.json");
  }

  private static void serve(RoutesConfig routes, String name) {
    byte[] document = read(name);
    routes.get(
        Api.ROOT + "/" + name,
        ctx -> {
          QueryParams.none(ctx);
          ctx.contentType(Api.JSON).result(document);
        });
  }

  private static byte[] read(String name) {
    try (InputStream in = StaticPages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
