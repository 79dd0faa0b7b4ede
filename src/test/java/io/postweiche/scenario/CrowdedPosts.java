package io.postweiche.scenario;

import static io.postweiche.scenario.HostilePosts.GOOD;
import static io.postweiche.scenario.HostilePosts.addresses;
import static io.postweiche.scenario.HostilePosts.bytes;
import static io.postweiche.scenario.HostilePosts.core;
import static io.postweiche.scenario.HostilePosts.fields;
import static io.postweiche.scenario.HostilePosts.post;
import static io.postweiche.scenario.HostilePosts.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.postweiche.scenario.HostilePosts.Post;
import java.util.Collections;
import java.util.stream.Stream;

/** Posts with too much of something, and bad JSON. */
final class CrowdedPosts {
  private CrowdedPosts() {}

  static Stream<Post> numbers() {
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

  static Stream<Post> json() {
    String to = "\"to\":\"kunde@example.org\"";
    String from = "{\"from\":\"a@meinefirma.de\",";
    String all = from + to;
    return Stream.of(
        core("JSON cut off", "the JSON", s -> text(s, all, "mailFormat", "json")),
        core(
            "JSON 10,000 deep",
            "/to: an array of strings",
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
            "a second From in JSON",
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
}
