package io.postweiche.web;

import io.javalin.http.Context;

/** Headers of every answer: nothing is framed, sniffed, cached or loaded from elsewhere. */
final class SecurityHeaders {
  private SecurityHeaders() {}

  static void set(Context ctx) {
    ctx.header(
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }
}
