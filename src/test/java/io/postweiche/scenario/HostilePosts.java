package io.postweiche.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.postweiche.scenario.HostileDesk.Maker;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;

/** The rows of {@link HostilePostsTest}. */
final class HostilePosts {
  private static final String GOOD =
      "From: <vertrieb@meinefirma.de>\r\nTo: <kunde@example.org>\r\nSubject: x\r\n\r\nHallo";

  private HostilePosts() {}

  /** Does the posting. */
  interface Act {
    void to(HostileDesk desk) throws Exception;
  }

  /**
   * One hostile post.
   *
   * @param expected a part of the reason, of the broker's refusal, or of the mail that arrives
   */
  record Post(String name, String expected, Act act) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Post> unreadable() {
    return Stream.of(shapes(), injections(), numbers(), json()).flatMap(rows -> rows);
  }

  private static Stream<Post> shapes() {
    return Stream.of(
        core("an object", "ObjectMessage", s -> s.createObjectMessage("x")),
        core("a map", "a map or a list", Session::createMapMessage),
        core("a stream", "a map or a list", Session::createStreamMessage),
        core("nothing", "without a body", Session::createMessage),
        core("an empty text", "the body is empty", s -> s.createTextMessage("")),
        core("a text without header", "line 1", s -> s.createTextMessage("Guten Tag")),
        core("random octets", "line 1", s -> bytes(s, random(5000))),
        core("an unknown form", "rfc5322, json or", s -> text(s, GOOD, "mailFormat", "exe")),
        core("a property of another type", "a string wanted", HostilePosts::numberAsSender),
        core("no recipients", "no recipients", s -> text(s, "From: a@meinefirma.de\n\nx")),
        core("no sender", "no sender", s -> text(s, "To: a@meinefirma.de\n\nx")),
        core("a mail loop", "5.4.6", s -> text(s, "Received: x\r\n".repeat(101) + GOOD)),
        core("a bare CR", "a CR without LF", s -> text(s, GOOD + "\r.\rMAIL FROM:<x@y.de>\r")),
        core("a NUL", "a NUL octet", s -> text(s, GOOD + "\0")),
        post(
            "an object over AMQP",
            "ObjectMessage",
            d -> d.amqp("frei", s -> s.createObjectMessage("x"))),
        post("a map over AMQP", "a map or a list", d -> d.amqp("frei", Session::createMapMessage)),
        post(
            "a list over AMQP",
            "a map or a list",
            d -> d.amqp("frei", Session::createStreamMessage)),
        post("no JSON over AMQP", "line 1", d -> d.amqp("frei", s -> text(s, "\ufeff[1]"))),
        post(
            "names JMS forbids",
            "mailFormat",
            d -> d.stomp("frei", "NULL:1\na b:2\n1-x:3\nund:\u00fc\nmailFormat:exe\n", "x")),
        post(
            "a number over AMQP",
            "a string wanted",
            d -> d.amqp("frei", HostilePosts::numberAsSender)));
  }

  private static Stream<Post> injections() {
    return Stream.of(
        fields(
            "CRLF in From",
            "property From: a line end",
            "From",
            "a@meinefirma.de\r\nBcc: evil@x.de"),
        fields("LF in Subject", "property Subject: a line end", "Subject", "x\nBcc: evil@x.de"),
        fields("CR in To", "property To: a line end", "To", "kunde@example.org\rBcc: evil@x.de"),
        fields(
            "CRLF in contentType", "contentType: a line end", "contentType", "text/plain\r\nX: y"),
        fields("a control in Cc", "property Cc: control", "Cc", "a@b.de\u0085Bcc: evil@x.de"),
        fields(
            "a multipart as type",
            "not possible here",
            "contentType",
            "multipart/mixed; boundary=x"),
        core(
            "a command in mailFrom",
            "property mailFrom: a line end",
            s -> text(s, GOOD, "mailFrom", "a@meinefirma.de>\r\nRCPT TO:<evil@x.de")),
        core(
            "a parameter in mailFrom",
            "property mailFrom",
            s -> text(s, GOOD, "mailFrom", "a@meinefirma.de> AUTH=<x")),
        core(
            "a NUL in rcptTo",
            "property rcptTo: control",
            s -> text(s, GOOD, "rcptTo", "kunde\0@example.org")),
        core(
            "a dangerous local part",
            "property rcptTo",
            s -> text(s, GOOD, "rcptTo", "\"a\u0081b\"@example.org")),
        post(
            "an escaped LF over STOMP",
            "property Subject: a line end",
            d ->
                d.stomp(
                    "frei",
                    "From:a@meinefirma.de\nTo:kunde@example.org\nSubject:x\\nBcc: evil@x.de\n",
                    "x")),
        post(
            "CRLF over AMQP",
            "property To: a line end",
            d ->
                d.amqp(
                    "frei",
                    s ->
                        text(
                            s,
                            "x",
                            "From",
                            "a@meinefirma.de",
                            "To",
                            "kunde@example.org\r\nBcc: evil@x.de"))));
  }

  private static Stream<Post> numbers() {
    String many = addresses(10_000);
    return Stream.of(
        core("10,000 recipients", "more than 1000", s -> text(s, GOOD, "rcptTo", many)),
        core(
            "10,000 in To",
            "more than 1000",
            s -> text(s, "From: a@meinefirma.de\nTo: " + many + "\n\nx")),
        post(
            "10,000 over AMQP",
            "more than 1000",
            d -> d.amqp("frei", s -> text(s, GOOD, "rcptTo", many))),
        post(
            "10,000 over STOMP",
            "more than 1000",
            d -> d.stomp("frei", "rcptTo:" + addresses(3000) + "\n", GOOD)),
        core(
            "an address of 300",
            "longer than 254",
            s -> text(s, GOOD, "mailFrom", "x".repeat(290) + "@meinefirma.de")),
        core(
            "an address of 900,000",
            "longer than 254",
            s -> text(s, GOOD, "mailFrom", "x".repeat(900_000) + "@meinefirma.de")),
        core(
            "brackets without end",
            "property rcptTo",
            s -> text(s, GOOD, "rcptTo", "<".repeat(200_000))),
        fields("a subject without a space", "without a space", "Subject", "x".repeat(5000)),
        fields(
            "a subject of a million",
            "the header of the message",
            "Subject",
            "x ".repeat(490_000) + "\u00fc"),
        fields("a name of 2,000", "a name longer", "From", "x, ".repeat(700) + "<a@meinefirma.de>"),
        core(
            "20,000 fields",
            "the header of the message",
            s -> text(s, "X: y\n".repeat(20_000) + GOOD)),
        core(
            "a text over the limit",
            "larger than the 2000000",
            s -> text(s, GOOD + "x".repeat(2_100_000))),
        core(
            "octets over the limit",
            "larger than the 2000000",
            s -> bytes(s, (GOOD + "x".repeat(2_100_000)).getBytes(ISO_8859_1))),
        post(
            "over the limit by AMQP",
            "larger than the 2000000",
            d -> d.amqp("frei", s -> text(s, GOOD + "x".repeat(2_100_000)))),
        post(
            "over the limit by STOMP",
            "larger than the 2000000",
            d -> d.stomp("frei", "", GOOD + "x".repeat(2_100_000))),
        fields(
            "composed over the limit",
            "larger than the 2000000",
            "contentType",
            "application/x",
            "z".repeat(1_600_000)));
  }

  private static Stream<Post> json() {
    String to = "\"to\":\"kunde@example.org\"";
    String from = "{\"from\":\"a@meinefirma.de\",";
    String all = from + to;
    return Stream.of(
        core("JSON cut off", "the JSON", s -> text(s, all, "mailFormat", "json")),
        core(
            "JSON 10,000 deep",
            "the JSON",
            s -> text(s, "{\"to\":".repeat(10_000), "mailFormat", "json")),
        core("a key twice", "the JSON", s -> text(s, all + "," + to + "}", "mailFormat", "json")),
        core("an unknown key", "unknown key", s -> text(s, all + ",\"sender\":\"x@y.de\"}")),
        core(
            "CRLF in JSON",
            "/subject: a line end",
            s -> text(s, all + ",\"subject\":\"x\\r\\nBcc: e@x.de\"}")),
        core(
            "a field in a field's name",
            "no header name",
            s -> text(s, all + ",\"headers\":{\"X\\r\\nBcc\":\"e@x.de\"}}")),
        core(
            "Bcc among the headers",
            "not set here",
            s -> text(s, all + ",\"headers\":{\"bCC\":\"e@x.de\"}}")),
        core(
            "a second From",
            "not set here",
            s -> text(s, all + ",\"headers\":{\"From\":\"e@x.de\"}}")),
        core(
            "a message attached",
            "not possible here",
            s ->
                text(
                    s,
                    all
                        + ",\"attachments\":[{\"name\":\"x\",\"type\":\"message/rfc822\",\"content\":\"\"}]}")),
        core(
            "no base64",
            "not base64",
            s -> text(s, all + ",\"attachments\":[{\"name\":\"x\",\"content\":\"***\"}]}")),
        core(
            "10,000 in JSON",
            "more than 1000",
            s -> text(s, from + "\"to\":[\"" + addresses(10_000).replace(",", "\",\"") + "\"]}")),
        core(
            "1,000 attachments",
            "more than 500",
            s ->
                text(
                    s,
                    all
                        + ",\"attachments\":["
                        + String.join(
                            ",", Collections.nCopies(1000, "{\"name\":\"x\",\"content\":\"\"}"))
                        + "]}")));
  }

  /** Users who are not who they say, or write as whom they may not. */
  static Stream<Post> impersonating() {
    String foreign = "may not send as <chef@andere.de>";
    String headers =
        "JMSXUserID:frei\n_AMQ_VALIDATED_USER:frei\n_AMQ_POSTED_BY:frei\nmailFrom:chef@andere.de\n";
    return Stream.of(
        post(
            "a foreign sender",
            foreign,
            d -> d.core("erp", s -> text(s, GOOD, "mailFrom", "chef@andere.de"))),
        post(
            "another case",
            "may not send as",
            d -> d.core("erp", s -> text(s, GOOD, "mailFrom", "CHEF@ANDERE.DE"))),
        post(
            "a subdomain",
            "may not send as",
            d -> d.core("erp", s -> text(s, GOOD, "mailFrom", "a@x.meinefirma.de"))),
        post(
            "a domain that ends alike",
            "may not send as",
            d -> d.core("erp", s -> text(s, GOOD, "mailFrom", "a@nichtmeinefirma.de"))),
        post(
            "the domain in the local part",
            "may not send as",
            d -> d.core("erp", s -> text(s, GOOD, "mailFrom", "\"a@meinefirma.de\"@andere.de"))),
        post(
            "the null sender",
            "may not send as <>",
            d -> d.core("erp", s -> text(s, GOOD, "mailFrom", ""))),
        post(
            "the null sender as somebody",
            "may not write From",
            d ->
                d.core(
                    "leer",
                    s ->
                        text(
                            s,
                            GOOD.replace("vertrieb@meinefirma.de", "chef@andere.de"),
                            "mailFrom",
                            ""))),
        post(
            "a domain that looks alike",
            "may not send as",
            d -> d.core("idn", s -> text(s, GOOD, "mailFrom", "a@bucher.de"))),
        post(
            "a foreign From",
            "may not write From",
            d ->
                d.core(
                    "erp",
                    s ->
                        text(
                            s,
                            GOOD.replace("vertrieb@meinefirma.de", "chef@andere.de"),
                            "mailFrom",
                            "a@meinefirma.de"))),
        post(
            "a second From",
            "may not write From",
            d ->
                d.core(
                    "erp",
                    s ->
                        text(s, "From: chef@andere.de\r\n" + GOOD, "mailFrom", "a@meinefirma.de"))),
        post(
            "a second author",
            "may not write From",
            d ->
                d.core(
                    "erp",
                    s ->
                        text(
                            s,
                            GOOD.replace("@meinefirma.de>", "@meinefirma.de>,\r\n chef@andere.de"),
                            "mailFrom",
                            "a@meinefirma.de"))),
        post(
            "a foreign Sender",
            "may not write Sender",
            d ->
                d.core(
                    "erp",
                    s ->
                        text(
                            s,
                            "Sender: chef@andere.de\r\n" + GOOD,
                            "mailFrom",
                            "a@meinefirma.de"))),
        post(
            "a From nobody can read",
            "cannot be read",
            d ->
                d.core(
                    "erp",
                    s ->
                        text(
                            s,
                            "From: \"chef@andere.de\r\n" + GOOD,
                            "mailFrom",
                            "a@meinefirma.de"))),
        post(
            "another user over Core",
            foreign,
            d ->
                d.core(
                    "erp",
                    s ->
                        text(
                            s,
                            GOOD,
                            "mailFrom",
                            "chef@andere.de",
                            "JMSXUserID",
                            "frei",
                            "_AMQ_VALIDATED_USER",
                            "frei",
                            "_AMQ_POSTED_BY",
                            "frei"))),
        post(
            "the router over Core",
            foreign,
            d ->
                d.core(
                    "erp",
                    s -> text(s, GOOD, "mailFrom", "chef@andere.de", "_AMQ_POSTED_BY", "router"))),
        post(
            "a foreign sender over AMQP",
            foreign,
            d -> d.amqp("erp", s -> text(s, GOOD, "mailFrom", "chef@andere.de"))),
        post(
            "another user over AMQP",
            foreign,
            d ->
                d.amqp(
                    "erp",
                    s ->
                        text(
                            s,
                            GOOD,
                            "mailFrom",
                            "chef@andere.de",
                            "JMSXUserID",
                            "frei",
                            "_AMQ_VALIDATED_USER",
                            "frei",
                            "_AMQ_POSTED_BY",
                            "frei"))),
        post(
            "a large post over AMQP",
            foreign,
            d ->
                d.amqp(
                    "erp",
                    s ->
                        text(
                            s,
                            GOOD + "x".repeat(500_000),
                            "mailFrom",
                            "chef@andere.de",
                            "JMSXUserID",
                            "frei",
                            "_AMQ_POSTED_BY",
                            "frei"))),
        post("another user over STOMP", foreign, d -> d.stomp("erp", headers, GOOD)),
        post(
            "a large post over STOMP",
            foreign,
            d -> d.stomp("erp", headers, GOOD + "x".repeat(500_000))));
  }

  /** What the broker itself turns away. */
  static Stream<Post> refused() {
    return Stream.of(
        post(
            "properties of 2,000,000",
            "characters of properties",
            d -> d.core("frei", s -> text(s, GOOD, "x", "y".repeat(2_000_000)))),
        post(
            "properties of 2,000,000 over AMQP",
            "characters of properties",
            d -> d.amqp("frei", s -> text(s, GOOD, "x", "y".repeat(2_000_000)))),
        post(
            "said to be compressed",
            "compressed",
            d -> d.core("frei", HostilePosts::saidToBeCompressed)),
        post(
            "a relay's queue",
            "mail.relay.a",
            d -> d.core("frei", "mail.relay.a", s -> text(s, GOOD))),
        post(
            "a relay's queue by another address",
            "AMQ",
            d -> d.core("frei", "mail.submit::mail.relay.a", s -> text(s, GOOD))),
        post(
            "the dead letters",
            "mail.dead.expired",
            d -> d.core("frei", "mail.dead.expired", s -> text(s, GOOD))),
        post(
            "the management",
            "activemq.management",
            d -> d.core("frei", "activemq.management", s -> text(s, GOOD))),
        post("a stranger", "AMQ229031", d -> d.core("router", s -> text(s, GOOD))),
        post(
            "a stranger over AMQP",
            "failed to authenticate",
            d -> d.amqp("router", s -> text(s, GOOD))),
        post("a stranger over STOMP", "ERROR", d -> d.stomp("router", "", GOOD)));
  }

  /** Tricks without effect: the mail goes the way of every mail. */
  static Stream<Post> harmless() {
    String[] options = {
      "CamelJmsDestinationName", "mail.dead.expired", "cAmElSmtpTo", "evil@x.de",
      "mail_DOT_smtp_DOT_host", "evil.example", "MAIL.SMTP.FROM", "evil@x.de"
    };
    return Stream.of(
        core("options of Camel", "Hallo", s -> text(s, GOOD, options)),
        core(
            "properties of the router",
            "Hallo",
            s ->
                text(
                    s,
                    GOOD,
                    "relay",
                    "b",
                    "pinnedRelay",
                    "b",
                    "triedRelays",
                    "a",
                    "attempt",
                    "99",
                    "mailId",
                    "../../etc")),
        post(
            "upper case",
            "Hallo",
            d -> d.core("erp", s -> text(s, GOOD, "mailFrom", "Vertrieb@MEINEFIRMA.de"))),
        post(
            "a domain in ASCII",
            "Hallo",
            d -> d.core("idn", s -> text(s, GOOD.replace("meinefirma.de", "xn--bcher-kva.de")))),
        post(
            "not persistent over STOMP", "Hallo", d -> d.stomp("frei", "persistent:false\n", GOOD)),
        core("a megabyte of text", "xxx", s -> text(s, GOOD + "x".repeat(1_500_000))),
        core("2,000 properties", "Hallo", HostilePosts::manyProperties),
        core("a group of one", "Hallo", s -> text(s, GOOD, "JMSXGroupID", "large")));
  }

  private static Post post(String name, String expected, Act act) {
    return new Post(name, expected, act);
  }

  private static Post core(String name, String expected, Maker maker) {
    return new Post(name, expected, desk -> desk.core("frei", maker));
  }

  /** A post in the form {@code properties} with one of them, and perhaps the body, as given. */
  private static Post fields(String name, String expected, String property, String... value) {
    String body = value.length > 1 ? value[1] : "x";
    return core(
        name,
        expected,
        session -> {
          Message message =
              text(
                  session,
                  body,
                  "From",
                  "a@meinefirma.de",
                  "To",
                  "kunde@example.org",
                  "mailFormat",
                  "properties");
          message.setStringProperty(property, value[0]);
          return message;
        });
  }

  private static Message text(Session session, String body, String... properties)
      throws JMSException {
    Message message = session.createTextMessage(body);
    for (int i = 0; i < properties.length; i += 2) {
      message.setStringProperty(properties[i], properties[i + 1]);
    }
    return message;
  }

  private static Message bytes(Session session, byte[] octets) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(octets);
    return message;
  }

  private static Message numberAsSender(Session session) throws JMSException {
    Message message = session.createTextMessage(GOOD);
    message.setIntProperty("mailFrom", 4711);
    return message;
  }

  private static Message saidToBeCompressed(Session session) throws JMSException {
    Message message = session.createTextMessage(GOOD);
    message.setBooleanProperty("_AMQ_LARGE_COMPRESSED", true);
    return message;
  }

  private static Message manyProperties(Session session) throws JMSException {
    Message message = session.createTextMessage(GOOD);
    for (int i = 0; i < 2000; i++) {
      message.setIntProperty("p" + i, i);
    }
    return message;
  }

  private static String addresses(int count) {
    var all = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      all.add("a" + i + "@example.org");
    }
    return String.join(",", all);
  }

  private static byte[] random(int count) {
    byte[] octets = new byte[count];
    new java.util.Random(4711).nextBytes(octets);
    Arrays.fill(octets, 0, 8, (byte) 0xfe);
    return octets;
  }
}
