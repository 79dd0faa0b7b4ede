package io.postweiche.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.javalin.http.Context;
import io.postweiche.config.Nearest;
import io.postweiche.core.mail.Content;
import io.postweiche.spool.Spool;
import io.postweiche.spool.SpoolWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/** Reads request bodies, each up to a limit. */
final class Bodies {
  private static final int JSON_LIMIT = 1_000_000;
  private static final long MAIL_LIMIT = 100_000_000;

  private Bodies() {}

  /**
   * The JSON body as a {@code T}; unknown and repeated keys are refused by name.
   *
   * @throws ProblemException 400 or 413
   */
  static <T> T json(Context ctx, Class<T> type) throws IOException {
    refuseLonger(ctx, JSON_LIMIT);
    byte[] body = ctx.bodyInputStream().readNBytes(JSON_LIMIT + 1);
    if (body.length > JSON_LIMIT) {
      throw tooLarge(JSON_LIMIT);
    }
    if (body.length == 0) {
      throw new ProblemException(400, "a JSON object is wanted in the body; '{}' is the least");
    }
    try {
      T value = Json.MAPPER.readValue(body, type);
      if (value == null) {
        throw new ProblemException(400, "a JSON object is wanted in the body, not null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new ProblemException(400, explain(e));
    }
  }

  /**
   * The message in the body, spooled; the caller closes it.
   *
   * @throws ProblemException 400 or 413
   */
  static Content mail(Context ctx, Spool spool) throws IOException {
    refuseLonger(ctx, MAIL_LIMIT);
    try (SpoolWriter writer = spool.writer();
        InputStream in = ctx.bodyInputStream()) {
      byte[] chunk = new byte[16 * 1024];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        writer.write(chunk, 0, n);
        if (writer.size() > MAIL_LIMIT) {
          throw tooLarge(MAIL_LIMIT);
        }
      }
      if (writer.size() == 0) {
        throw new ProblemException(400, "the body is empty; a message (RFC 5322) is wanted");
      }
      return writer.finish();
    }
  }

  private static void refuseLonger(Context ctx, long limit) {
    if (ctx.req().getContentLengthLong() > limit) {
      throw tooLarge(limit);
    }
  }

  private static ProblemException tooLarge(long limit) {
    return new ProblemException(413, "the body is larger than " + limit + " octets");
  }

  private static String explain(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      List<String> known = unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
      return "unknown key '" + path(unknown) + "'" + Nearest.hint(unknown.getPropertyName(), known);
    }
    if (e instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
      return "key '" + path(mismatch) + "' has a value of the wrong type";
    }
    return "not the JSON that is wanted: " + e.getOriginalMessage() + place(e.getLocation());
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static String place(JsonLocation at) {
    return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }
}
