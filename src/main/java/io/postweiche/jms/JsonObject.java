package io.postweiche.jms;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads JSON token by token, so that a hostile text costs no more memory than its strings, and
 * names the place of each fault as a JSON pointer (RFC 6901).
 */
final class JsonObject {
  /** Takes one value; the parser stands at its first token. */
  interface Taker {
    void take(JsonParser json) throws IOException;
  }

  private JsonObject() {}

  /** An object with these keys and no others; {@code null} is as good as absent. */
  static void read(JsonParser json, Map<String, Taker> keys) throws IOException {
    expect(json, JsonToken.START_OBJECT, "an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      Taker taker = keys.get(key);
      if (taker == null) {
        throw fault(
            json, "unknown key; known are " + String.join(", ", new TreeSet<>(keys.keySet())));
      }
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        taker.take(json);
      }
    }
  }

  /** An object with keys of the application's choice and string values. */
  static void eachString(JsonParser json, int most, Taker taker) throws IOException {
    expect(json, JsonToken.START_OBJECT, "an object");
    for (int count = 1; json.nextToken() == JsonToken.FIELD_NAME; count++) {
      check(json, count, most);
      json.nextToken();
      taker.take(json);
    }
  }

  static void each(JsonParser json, int most, Taker taker) throws IOException {
    expect(json, JsonToken.START_ARRAY, "an array");
    for (int count = 1; json.nextToken() != JsonToken.END_ARRAY; count++) {
      check(json, count, most);
      taker.take(json);
    }
  }

  static String string(JsonParser json) throws IOException {
    expect(json, JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  static void expect(JsonParser json, JsonToken wanted, String name) throws IOException {
    if (json.currentToken() != wanted) {
      throw fault(json, name + " wanted");
    }
  }

  static String where(JsonParser json) {
    String pointer = json.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty() ? "the JSON" : "JSON " + pointer;
  }

  static PostFault fault(JsonParser json, String what) {
    return new PostFault(where(json), what);
  }

  private static void check(JsonParser json, int count, int most) throws PostFault {
    if (count > most) {
      throw fault(json, "more than " + most);
    }
  }
}
