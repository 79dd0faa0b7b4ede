package io.postweiche.jms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad posts, each with the reason its author reads. */
class FaultyPostTest extends UsesPostOffice {
  private static final String HEAD = "From: a@firma.de\r\nTo: b@example.org\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000b"})
  void aKeyIsAShortLine(String key) throws Exception {
    assertKey(key);
    assertKey("x".repeat(256));
  }

  @Test
  void aKeyIsNoNumber() throws Exception {
    assertThat(
            office.fault(
                client -> withInt(client.createTextMessage(HEAD + "\r\n"), "idempotencyKey")))
        .isEqualTo("property idempotencyKey: a string wanted, not a number");
  }

  private void assertKey(String key) throws Exception {
    Map<String, String> properties = Map.of("idempotencyKey", key);
    assertThat(office.fault(client -> with(client.createTextMessage(HEAD + "\r\nx"), properties)))
        .startsWith("property idempotencyKey: 1 to 255 characters without controls wanted, not '");
  }

  static Stream<Arguments> wholeMessages() {
    return Stream.of(
        row("", "the body is empty: a whole message (RFC 5322) wanted"),
        row(
            "\r\nFrom: a@firma.de\r\n",
            "line 1 of the message: empty; a header field (Name: value) wanted"),
        row(
            "just words",
            "line 1 of the message: no header field (Name: value wanted): 'just words'"),
        row("From a@firma.de Mon Nov 24\r\n" + HEAD, "line 1 of the message: no header field"),
        row(" folded\r\n" + HEAD, "line 1 of the message: no header field"),
        row("\ufeff" + HEAD + "\r\nx", "line 1 of the message: a byte order mark"),
        row(HEAD + "\r\na\0b", "line 4 of the message: a NUL octet"),
        row(HEAD + "\r\na\rb", "line 4 of the message: a CR without LF"),
        row(HEAD + "\r\na\r", "line 4 of the message: a CR without LF"),
        row(HEAD + "\r\n.\r\r\n", "line 4 of the message: a CR without LF"),
        row(HEAD + "\n.\r.\n", "line 4 of the message: a CR without LF"),
        row("To: b@example.org\r\n\r\nx", "no sender: the property mailFrom, or a header"),
        row("From: a@firma.de\r\n\r\nx", "no recipients: the property rcptTo"),
        row("From: a@firma.de\r\nTo: undisclosed:;\r\n\r\nx", "no recipients"),
        row("From: nobody\r\nTo: b@example.org\r\n\r\nx", "header From: "),
        row("From: a@firma..de\r\nTo: b@example.org\r\n\r\nx", "header From: "),
        row("From: a@firma.de\r\nTo: b@example.org, c\r\n\r\nx", "header To: "),
        row("From: a@firma.de\r\nCc: <b@example.org\r\n\r\nx", "header Cc: "),
        row("From: a@firma.de\r\nBcc: b@exa mple.org\r\n\r\nx", "header Bcc: "),
        row("Sender: x\r\n" + HEAD + "\r\nx", "header Sender: "),
        row(
            "To: " + recipients(10_000) + "\r\nFrom: a@firma.de\r\n\r\n",
            "more than 1000 recipients"),
        row(
            "X: " + "y".repeat(1_100_000) + "\r\n" + HEAD + "\r\n",
            "the header of the message: larger than"),
        row(HEAD + "\r\n" + "x".repeat(8_000_001), "larger than the 8000000 octets"),
        // many LF become more than they were
        row(HEAD + "\r\n" + "\n".repeat(5_000_000), "larger than the 8000000 octets"));
  }

  @ParameterizedTest
  @MethodSource("wholeMessages")
  void wholeMessageNeedsWhatAMessageNeeds(String body, String reason) throws Exception {
    assertThat(office.fault(client -> client.createTextMessage(body))).startsWith(reason(reason));
    assertThat(office.fault(client -> bytes(client, body.getBytes(UTF_8))))
        .startsWith(reason(reason));
    assertThat(office.spooled()).isEmpty();
  }

  static Stream<Arguments> jsons() {
    String to = "\"from\":\"a@firma.de\",\"to\":[\"b@example.org\"]";
    return Stream.of(
        row("[]", "the JSON: an object wanted"),
        row("", "the JSON: an object wanted"),
        row("\"x\"", "the JSON: an object wanted"),
        row("{", "the JSON at line 1, column "),
        row("{from:1}", "the JSON at line 1, column 2: "),
        row("{\n\"from\":\"a@firma.de\",}", "the JSON at line 2, column "),
        row("{'from':'a@firma.de'}", "the JSON at line 1, column 2: "),
        row("{" + to + ",\"to\":[]}", "the JSON at line 1, column "),
        row("{" + to + "} {}", "the JSON: something follows the object"),
        row(
            "{" + to + ",\"subjekt\":\"x\"}",
            "JSON /subjekt: unknown key; known are attachments, bcc,"),
        row("{" + to + ",\"From\":\"x\"}", "JSON /From: unknown key"),
        row("{\"to\":[\"b@example.org\"]}", "JSON /from: missing"),
        row("{\"from\":\"a@firma.de\"}", "no recipients: the property rcptTo"),
        row("{\"from\":\"a@firma.de\",\"to\":[]}", "no recipients"),
        row("{\"from\":null,\"to\":\"b@example.org\"}", "JSON /from: missing"),
        row("{\"from\":[\"a@firma.de\"]}", "JSON /from: a string wanted"),
        row("{\"from\":7}", "JSON /from: a string wanted"),
        row("{\"from\":\"\"}", "JSON /from: "),
        row("{\"from\":\"<>\"}", "JSON /from: "),
        row(
            "{\"from\":\"a\"}",
            "JSON /from: character 1: not an address (local@domain wanted): 'a'"),
        row("{\"from\":\"a@b@\"}", "JSON /from: "),
        row("{\"from\":\"a@firma.de\\r\\nBcc: x@example.org\"}", "JSON /from: a line end inside"),
        row("{\"from\":\"A\\u0000 <a@firma.de>\"}", "JSON /from: control character U+0000 inside"),
        row("{\"from\":\"\\ud800 <a@firma.de>\"}", "JSON /from: half a character"),
        row("{\"from\":\"a\u760d@firma.de\"}", "JSON /from: "),
        row("{\"from\":\"a@firma.de\",\"to\":7}", "JSON /to: an array of strings, or one string"),
        row("{\"from\":\"a@firma.de\",\"to\":{}}", "JSON /to: an array of strings, or one string"),
        row(
            "{\"from\":\"a@firma.de\",\"to\":[\"b@example.org\",null]}",
            "JSON /to/1: a string wanted"),
        row(
            "{\"from\":\"a@firma.de\",\"to\":[[\"b@example.org\"]]}",
            "JSON /to/0: a string wanted"),
        row("{\"from\":\"a@firma.de\",\"to\":[\"b@example.org, c@example.org\"]}", "JSON /to/0: "),
        row("{\"from\":\"a@firma.de\",\"cc\":[\"b@x\\n.org\"]}", "JSON /cc/0: a line end inside"),
        row(
            "{\"from\":\"a@firma.de\",\"bcc\":\"b@example.org,c\"}",
            "JSON /bcc: character 15: not an address"),
        row("{" + to + ",\"replyTo\":\"nobody\"}", "JSON /replyTo: character 1: not an address"),
        row("{" + to + ",\"subject\":\"a\\r\\nX: y\"}", "JSON /subject: a line end inside"),
        row("{" + to + ",\"subject\":\"a\\u0007\"}", "JSON /subject: control character U+0007"),
        row("{" + to + ",\"subject\":5}", "JSON /subject: a string wanted"),
        row("{" + to + ",\"text\":{\"a\":1}}", "JSON /text: a string wanted"),
        row("{" + to + ",\"html\":true}", "JSON /html: a string wanted"),
        row("{" + to + ",\"text\":\"\\udc00\"}", "JSON /text: half a character"),
        row("{" + to + ",\"headers\":[]}", "JSON /headers: an object wanted"),
        row("{" + to + ",\"headers\":{\"X-A\":1}}", "JSON /headers/X-A: a string wanted"),
        row(
            "{" + to + ",\"headers\":{\"X-A\":\"a\\nBcc: x@y.de\"}}",
            "JSON /headers/X-A: a line end"),
        row(
            "{" + to + ",\"headers\":{\"X-A\\r\\nBcc\":\"x@y.de\"}}",
            "JSON /headers/X-A  Bcc: no header name"),
        row("{" + to + ",\"headers\":{\"X A\":\"b\"}}", "JSON /headers/X A: no header name"),
        row("{" + to + ",\"headers\":{\"X:A\":\"b\"}}", "JSON /headers/X:A: no header name"),
        row("{" + to + ",\"headers\":{\"\":\"b\"}}", "JSON /headers/: no header name"),
        row(
            "{" + to + ",\"headers\":{\"X-\u00c4\":\"b\"}}",
            "JSON /headers/X-\u00c4: no header name"),
        row(
            "{" + to + ",\"headers\":{\"x-a\":\"b\",\"X-A\":\"c\"}}",
            "JSON /headers/X-A: the same header twice"),
        row(
            "{" + to + ",\"headers\":{\"Message-ID\":\"x\"}}",
            "JSON /headers/Message-ID: message ids such as"),
        row(
            "{" + to + ",\"headers\":{\"References\":\"<a@b> c\"}}",
            "JSON /headers/References: message ids"),
        row(
            "{" + to + ",\"headers\":{\"Sender\":\"nobody\"}}",
            "JSON /headers/Sender: character 1: not an address"),
        row(
            "{" + to + ",\"headers\":{\"X-A\":\"" + "y".repeat(1000) + "\"}}",
            "header X-A: more than 998"),
        row("{" + to + ",\"headers\":" + manyHeaders() + "}", "JSON /headers/h200: more than 200"),
        row("{" + to + ",\"attachments\":{}}", "JSON /attachments: an array wanted"),
        row("{" + to + ",\"attachments\":[null]}", "JSON /attachments/0: an object wanted"),
        row(
            "{" + to + ",\"attachments\":[{\"name\":\"a\"}]}",
            "JSON /attachments/0: name and content wanted"),
        row(
            "{" + to + ",\"attachments\":[{\"content\":\"\"}]}",
            "JSON /attachments/0: name and content wanted"),
        row(
            "{" + to + ",\"attachments\":[" + attachment("", "text/plain", "eA==") + "]}",
            "JSON /attachments/0/name: a file name of"),
        row(
            "{" + to + ",\"attachments\":[" + attachment("a\\nb", "text/plain", "eA==") + "]}",
            "JSON /attachments/0/name: a line end"),
        row(
            "{" + to + ",\"attachments\":[" + attachment("a", "text", "eA==") + "]}",
            "JSON /attachments/0/type: not a media type"),
        row(
            "{"
                + to
                + ",\"attachments\":["
                + attachment("a", "text/plain\\r\\nX: y", "eA==")
                + "]}",
            "JSON /attachments/0/type: a line end"),
        row(
            "{" + to + ",\"attachments\":[" + attachment("a", "message/rfc822", "eA==") + "]}",
            "JSON /attachments/0/type: a part of type message/rfc822"),
        row(
            "{" + to + ",\"attachments\":[" + attachment("a", "multipart/mixed", "eA==") + "]}",
            "JSON /attachments/0/type: a part of type multipart/mixed"),
        row(
            "{"
                + to
                + ",\"attachments\":["
                + attachment("a", "a/b", "eA==")
                + ","
                + attachment("a", "a/b", "e\u00a4==")
                + "]}",
            "JSON /attachments/1/content: not base64"),
        row(
            "{" + to + ",\"attachments\":[" + attachment("a", "a/b", "eA") + "]}",
            "JSON /attachments/0/content: not base64"),
        row(
            "{" + to + ",\"attachments\":[" + attachment("a", "a/b", "e-_=") + "]}",
            "JSON /attachments/0/content: not base64"),
        row(
            "{" + to + ",\"attachments\":[{\"name\":\"a\",\"content\":7}]}",
            "JSON /attachments/0/content: a string of base64"),
        row(
            "{" + to + ",\"attachments\":[{\"name\":\"a\",\"file\":\"/etc/passwd\"}]}",
            "JSON /attachments/0/file: unknown key; known are content, name, type"),
        row(
            "{" + to + ",\"headers\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5001),
            "JSON /headers/a: a string wanted"),
        row(
            "{\"from\":\"a@firma.de\",\"to\":\"" + recipients(10_000) + "\"}",
            "more than 1000 recipients: split the mail"),
        row(
            "{\"from\":\"a@firma.de\",\"to\":[\""
                + recipients(10_000).replace(", ", "\",\"")
                + "\"]}",
            "more than 1000 recipients: split the mail"),
        row(
            "{" + to + ",\"attachments\":[" + attachment("a", "a/b", "A".repeat(7_950_000)) + "]}",
            "the message is larger than the 8000000 octets"),
        row(
            "{" + to + ",\"text\":\"" + "x".repeat(8_000_000) + "\"}",
            "the message is larger than the 8000000 octets"));
  }

  @ParameterizedTest
  @MethodSource("jsons")
  void jsonNeedsWhatItsShapeSays(String body, String reason) throws Exception {
    String text =
        office.fault(client -> with(client.createTextMessage(body), Map.of("mailFormat", "json")));
    assertThat(text).startsWith(reason(reason));
    assertThat(
            office.fault(
                client -> with(bytes(client, body.getBytes(UTF_8)), Map.of("mailFormat", "json"))))
        .isEqualTo(text);
    assertThat(office.spooled()).isEmpty();
  }

  static Stream<Arguments> properties() {
    Map<String, String> good = Map.of("From", "a@firma.de", "To", "b@example.org");
    return Stream.of(
        row("x", Map.of("To", "b@example.org"), "property From: missing"),
        row("x", Map.of("mailFormat", "properties"), "property From: missing"),
        row("x", Map.of("From", "a@firma.de"), "no recipients"),
        row("x", plus(good, "From", "a"), "property From: character 1: not an address"),
        row(
            "x",
            plus(good, "From", "a@firma.de\r\nBcc: c@example.org"),
            "property From: a line end"),
        row("x", plus(good, "To", "b@example.org,c"), "property To: character 15: not an address"),
        row("x", plus(good, "Cc", "b@example.org\nX: y"), "property Cc: a line end"),
        row("x", plus(good, "Bcc", "b"), "property Bcc: character 1: not an address"),
        row("x", plus(good, "replyTo", "b"), "property Reply-To: character 1: not an address"),
        row("x", plus(good, "Subject", "a\r\nBcc: c@example.org"), "property Subject: a line end"),
        row("x", plus(good, "contentType", "text"), "property contentType: not a media type"),
        row(
            "x",
            plus(good, "contentType", "text/plain\r\nX: y"),
            "property contentType: a line end"),
        row(
            "x",
            plus(good, "contentType", "multipart/mixed"),
            "property contentType: a part of type multipart/mixed"),
        row("\ud800", good, "the body: half a character"),
        row(
            "x",
            plus(good, "mailFormat", "JSON"),
            "property mailFormat: rfc5322, json or properties wanted, not 'JSON'"),
        row(
            "x",
            plus(good, "mailFormat", ""),
            "property mailFormat: rfc5322, json or properties wanted"),
        row("x", plus(good, "mailFormat", "rfc5322"), "line 1 of the message: no header field"),
        row(
            "x",
            plus(good, "mailFrom", "nobody"),
            "property mailFrom: character 1: not an address"),
        row(
            "x",
            plus(good, "mailFrom", "a@firma.de\r\nRCPT TO:<c@example.org>"),
            "property mailFrom: a line end"),
        row("x", plus(good, "rcptTo", ""), "property rcptTo: empty"),
        row("x", plus(good, "rcptTo", ","), "no recipients"),
        row("x", plus(good, "rcptTo", "b@example.org> SIZE=1 <c@example.org"), "property rcptTo: "),
        row(
            "x",
            plus(good, "rcptTo", recipients(10_000)),
            "more than 1000 recipients: split the mail"),
        row("{\"a\":1}", good, "JSON /a: unknown key"),
        row(
            "{\"a\":1}",
            good,
            "JSON /a: unknown key; known are attachments, bcc, cc, from, headers, html, replyTo, subject, text, to (if this JSON is the text of a mail, set the property mailFormat to properties)"));
  }

  @ParameterizedTest
  @MethodSource("properties")
  void propertiesNeedAddresses(String body, Map<String, String> properties, String reason)
      throws Exception {
    assertThat(office.fault(client -> with(client.createTextMessage(body), properties)))
        .startsWith(reason(reason));
    assertThat(office.spooled()).isEmpty();
  }

  @Test
  void aPropertyOfAnotherTypeIsNamed() throws Exception {
    for (String name : new String[] {"mailFrom", "rcptTo", "mailFormat"}) {
      assertThat(office.fault(client -> withInt(client.createTextMessage(HEAD + "\r\n"), name)))
          .isEqualTo("property " + name + ": a string wanted, not a number");
    }
  }

  @Test
  void octetsMustBeTheCharsetTheyClaim() throws Exception {
    Map<String, String> properties =
        Map.of("From", "a@firma.de", "To", "b@example.org", "contentType", "text/plain");
    assertThat(
            office.fault(client -> with(bytes(client, "\u00e4".getBytes(ISO_8859_1)), properties)))
        .isEqualTo("the body: octets that are not UTF-8");
    assertThat(
            office.fault(
                client ->
                    with(
                        bytes(client, new byte[] {1}),
                        plus(properties, "contentType", "text/plain; charset=klingon"))))
        .isEqualTo("property contentType: unknown charset klingon");
    byte[] latin = "{\"from\":\"\u00e4\u00e4\"}".getBytes(ISO_8859_1);
    assertThat(office.fault(client -> bytes(client, latin))).startsWith("the JSON");
    byte[] wide = "{\"from\":1}".getBytes(UTF_16LE);
    assertThat(office.fault(client -> bytes(client, wide)))
        .startsWith("JSON /from: a string wanted");
  }

  @Test
  void mapsListsAndNothingAreNoMail() throws Exception {
    assertThat(
            office.fault(
                client -> {
                  MapMessage map = client.createMapMessage();
                  map.setString("from", "a@firma.de");
                  return map;
                }))
        .startsWith("a map or a list is no mail: post a BytesMessage or a TextMessage");
    assertThat(
            office.fault(
                client -> {
                  StreamMessage list = client.createStreamMessage();
                  list.writeString("x");
                  return list;
                }))
        .startsWith("a map or a list is no mail");
    assertThat(office.fault(JMSContext::createMessage)).startsWith("a message without a body");
    assertThat(office.fault(client -> with(client.createMessage(), Map.of("mailFormat", "json"))))
        .startsWith("a message without a body");
    assertThat(office.fault(client -> client.createTextMessage(null)))
        .startsWith("the body is empty");
    assertThat(office.fault(client -> bytes(client, new byte[0]))).startsWith("the body is empty");
  }

  /** Were it read, it would tell. */
  static final class Marker implements Serializable {
    static final AtomicBoolean READ = new AtomicBoolean();
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) {
      READ.set(true);
    }
  }

  @Test
  void anObjectIsNeverDeserialised() throws Exception {
    assertThat(office.fault(client -> client.createObjectMessage(new Marker())))
        .startsWith("an ObjectMessage is never read");
    assertThat(
            office.fault(
                client ->
                    with(
                        client.createObjectMessage(new Marker()),
                        Map.of("From", "a@firma.de", "To", "b@example.org"))))
        .startsWith("an ObjectMessage is never read");
    assertThat(Marker.READ).isFalse();
  }

  @Test
  void theReasonIsOneSaneLine() throws Exception {
    String reason =
        office.fault(client -> client.createTextMessage("\u001b[31m\u2028x".repeat(900)));
    assertThat(reason).hasSizeLessThan(520).doesNotContain("\u001b", "\u2028");
    String long1 =
        office.fault(
            client ->
                with(
                    client.createTextMessage("x"), Map.of("mailFormat", "y\n\u0085".repeat(2000))));
    assertThat(long1).hasSizeLessThan(520).doesNotContain("\n", "\u0085");
  }

  private static Arguments row(Object... values) {
    return Arguments.of(values);
  }

  private static String reason(String start) {
    return start.startsWith("larger than") ? "the message is " + start : start;
  }

  private static String recipients(int count) {
    StringBuilder all = new StringBuilder("r@example.org");
    for (int i = 1; i < count; i++) {
      all.append(", r").append(i).append("@example.org");
    }
    return all.toString();
  }

  private static String manyHeaders() {
    StringBuilder all = new StringBuilder("{\"h0\":\"\"");
    for (int i = 1; i < 300; i++) {
      all.append(",\"h").append(i).append("\":\"\"");
    }
    return all.append('}').toString();
  }

  private static String attachment(String name, String type, String content) {
    return "{\"name\":\"" + name + "\",\"type\":\"" + type + "\",\"content\":\"" + content + "\"}";
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    Map<String, String> all = new java.util.HashMap<>(map);
    all.put(key, value);
    return all;
  }

  private static BytesMessage bytes(JMSContext client, byte[] body) throws JMSException {
    return WholeMessagePostTest.bytes(client, body);
  }

  private static Message with(Message message, Map<String, String> properties) throws JMSException {
    for (Map.Entry<String, String> each : properties.entrySet()) {
      message.setStringProperty(each.getKey(), each.getValue());
    }
    return message;
  }

  private static Message withInt(Message message, String name) throws JMSException {
    message.setIntProperty(name, 7);
    return message;
  }
}
