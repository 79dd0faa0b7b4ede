package io.postweiche.scenario;

import static io.postweiche.scenario.HostilePosts.GOOD;
import static io.postweiche.scenario.HostilePosts.bytes;
import static io.postweiche.scenario.HostilePosts.core;
import static io.postweiche.scenario.HostilePosts.fields;
import static io.postweiche.scenario.HostilePosts.post;
import static io.postweiche.scenario.HostilePosts.text;

import io.postweiche.scenario.HostilePosts.Post;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Arrays;
import java.util.stream.Stream;

/** Posts of a wrong shape, or with a line of a header or a command inside. */
final class MisshapenPosts {
  private MisshapenPosts() {}

  static Stream<Post> shapes() {
    return Stream.of(
        core("an object", "ObjectMessage", s -> s.createObjectMessage("x")),
        core("a map", "a map or a list", Session::createMapMessage),
        core("a stream", "a map or a list", Session::createStreamMessage),
        core("nothing", "without a body", Session::createMessage),
        core("an empty text", "the body is empty", s -> s.createTextMessage("")),
        core("a text without header", "line 1", s -> s.createTextMessage("Guten Tag")),
        core("random octets", "line 1", s -> bytes(s, random(5000))),
        core("an unknown form", "rfc5322, json or", s -> text(s, GOOD, "mailFormat", "exe")),
        core("a property of another type", "a string wanted", MisshapenPosts::numberAsSender),
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
            d -> d.amqp("frei", MisshapenPosts::numberAsSender)));
  }

  static Stream<Post> injections() {
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

  private static Message numberAsSender(Session session) throws JMSException {
    Message message = session.createTextMessage(GOOD);
    message.setIntProperty("mailFrom", 4711);
    return message;
  }

  private static byte[] random(int count) {
    byte[] octets = new byte[count];
    new java.util.Random(4711).nextBytes(octets);
    Arrays.fill(octets, 0, 8, (byte) 0xfe);
    return octets;
  }
}
