package io.postweiche.jms;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.postweiche.core.mail.Mailbox;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form {@code json}: a mail as an object, see contract section 4. */
final class JsonPost {
  // octets, as file systems have it; encoded it must fit into a line of 998
  private static final int LONGEST_NAME = 255;

  /** The body is no JSON object at all, so perhaps it was meant as another form. */
  static final class NotJson extends PostFault {
    NotJson(String reason) {
      super(reason);
    }
  }

  private final Draft draft = new Draft();
  private @Nullable String text;
  private @Nullable String html;

  private JsonPost() {}

  /**
   * @param maxSize the longest string, characters
   */
  static Draft draft(PostedBody body, long maxSize) throws IOException {
    try (InputStream in = body.open();
        JsonParser json = factory(maxSize).createParser(in)) {
      json.nextToken();
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new NotJson("the JSON: an object wanted");
      }
      JsonPost post = new JsonPost();
      post.read(json);
      if (json.nextToken() != null) {
        throw new NotJson("the JSON: something follows the object");
      }
      return post.finish();
    } catch (JsonProcessingException e) {
      throw new NotJson(syntax(e));
    } catch (CharConversionException e) {
      throw new NotJson("the JSON: not UTF-8 (" + e.getMessage() + ")");
    }
  }

  private static JsonFactory factory(long maxSize) {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(8)
            .maxNameLength(1000)
            .maxStringLength((int) Math.min(maxSize, Integer.MAX_VALUE))
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  private void read(JsonParser object) throws IOException {
    JsonObject.read(
        object,
        Map.ofEntries(
            Map.entry("from", json -> draft.from = mailbox(json)),
            Map.entry("to", json -> mailboxes(json, draft.to)),
            Map.entry("cc", json -> mailboxes(json, draft.cc)),
            Map.entry("bcc", json -> mailboxes(json, draft.bcc)),
            Map.entry("replyTo", json -> draft.replyTo = list(json)),
            Map.entry("subject", json -> draft.subject = line(json)),
            Map.entry("text", json -> text = JsonObject.string(json)),
            Map.entry("html", json -> html = JsonObject.string(json)),
            Map.entry(
                "headers",
                json -> JsonObject.eachString(json, Sizes.HEADERS, each -> header(each))),
            Map.entry(
                "attachments",
                json -> JsonObject.each(json, Sizes.ATTACHMENTS, each -> attachment(each)))));
  }

  private Draft finish() throws PostFault {
    if (draft.from == null) {
      throw new PostFault("JSON /from", "missing");
    }
    // a mail of nothing but a subject is a mail
    if (text != null || html == null) {
      draft.bodies.add(body("text/plain; charset=UTF-8", "JSON /text", text == null ? "" : text));
    }
    if (html != null) {
      draft.bodies.add(body("text/html; charset=UTF-8", "JSON /html", html));
    }
    return draft;
  }

  private static Draft.Part body(String type, String where, String text) throws PostFault {
    return new Draft.Part(type, null, Words.utf8(where, Words.crlf(text)));
  }

  private static String line(JsonParser json) throws IOException {
    return Words.headerSafe(JsonObject.where(json), JsonObject.string(json));
  }

  private static Mailbox mailbox(JsonParser json) throws IOException {
    return Mailboxes.one(JsonObject.where(json), JsonObject.string(json));
  }

  private static List<Mailbox> list(JsonParser json) throws IOException {
    return Mailboxes.list(JsonObject.where(json), JsonObject.string(json));
  }

  private static void mailboxes(JsonParser json, List<Mailbox> into) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      into.addAll(list(json));
      return;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw JsonObject.fault(json, "an array of strings, or one string, wanted");
    }
    JsonObject.each(
        json,
        Integer.MAX_VALUE,
        each -> {
          into.add(mailbox(each));
          Sizes.checkRecipients(into.size());
        });
  }

  private void header(JsonParser json) throws IOException {
    HeaderRules.add(draft, JsonObject.where(json), json.currentName(), JsonObject.string(json));
  }

  private void attachment(JsonParser object) throws IOException {
    var given = new Attachment();
    String where = JsonObject.where(object);
    JsonObject.read(
        object,
        Map.of(
            "name", json -> given.name = fileName(json),
            "type", json -> given.type = type(json),
            "content", json -> given.content = base64(json)));
    if (given.name.isEmpty() || given.content == null) {
      throw new PostFault(where, "name and content wanted");
    }
    draft.attachments.add(new Draft.Part(given.type, given.name, given.content));
  }

  private static String fileName(JsonParser json) throws IOException {
    String name = line(json);
    int octets = Words.utf8(JsonObject.where(json), name).length;
    if (name.isBlank() || octets > LONGEST_NAME) {
      throw JsonObject.fault(json, "a file name of 1 to " + LONGEST_NAME + " octets wanted");
    }
    return name;
  }

  private static String type(JsonParser json) throws IOException {
    return MediaType.of(JsonObject.where(json), JsonObject.string(json)).asGiven();
  }

  private static byte[] base64(JsonParser json) throws IOException {
    JsonObject.expect(json, JsonToken.VALUE_STRING, "a string of base64");
    String where = JsonObject.where(json);
    var octets = new ByteArrayOutputStream();
    try {
      // decoded while it is read; line ends in it are allowed, as MIME encoders write them
      json.readBinaryValue(Base64Variants.MIME, octets);
    } catch (JsonProcessingException e) {
      throw new PostFault(where, "not base64: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) { // Jackson's other way to say it
      throw new PostFault(where, "not base64: " + e.getMessage());
    }
    return octets.toByteArray();
  }

  private static String syntax(JsonProcessingException e) {
    var at = e.getLocation();
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return "the JSON" + place + ": " + e.getOriginalMessage();
  }

  private static final class Attachment {
    String name = "";
    String type = "application/octet-stream";
    byte @Nullable [] content;
  }
}
