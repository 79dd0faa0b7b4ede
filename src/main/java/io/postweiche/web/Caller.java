package io.postweiche.web;

import io.javalin.http.Context;
import io.postweiche.config.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param name the login or the token's name; {@code local} where no login is needed
 * @param from the client's address
 */
public record Caller(String name, Role role, String from) {
  private static final String ATTRIBUTE = "postweiche.caller";

  /** Of a request that the {@link Guard} let through; not of one to an open path. */
  public static Caller of(Context ctx) {
    return Objects.requireNonNull(ctx.<Caller>attribute(ATTRIBUTE), "a request without a caller");
  }

  /** The same; null where the guard let nobody through. */
  public static @Nullable Caller find(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }

  /** The one who asks without a login, on loopback. */
  static Caller local(Context ctx) {
    return new Caller("local", Role.OPERATE, ctx.ip());
  }

  void attach(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  /**
   * Ends the request of one who may not do this.
   *
   * @throws RuntimeException that is answered 403
   */
  public void require(Role wanted) {
    if (!role.covers(wanted)) {
      throw new ProblemException(
          403, "'" + name + "' has the role " + role.word() + "; this needs " + wanted.word());
    }
  }
}
