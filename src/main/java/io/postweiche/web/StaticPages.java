package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document that never changes while the router runs. */
final class StaticPages {
  private StaticPages() {}

  static void register(RoutesConfig routes) {
    byte[] openApi = read("openapi.json");
    routes.get(
        Api.ROOT + "/openapi.json",
        ctx -> {
          QueryParams.none(ctx);
          ctx.contentType(Api.JSON).result(openApi);
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
