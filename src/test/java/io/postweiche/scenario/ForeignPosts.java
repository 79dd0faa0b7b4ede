package io.postweiche.scenario;

import static io.postweiche.scenario.HostilePosts.GOOD;
import static io.postweiche.scenario.HostilePosts.core;
import static io.postweiche.scenario.HostilePosts.post;
import static io.postweiche.scenario.HostilePosts.text;

import io.postweiche.scenario.HostilePosts.Post;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.stream.Stream;

/** Posts by or as somebody else, and tricks that have no effect. */
final class ForeignPosts {
  private ForeignPosts() {}

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
            d -> d.core("frei", ForeignPosts::saidToBeCompressed)),
        post(
            "a relay's queue",
            "mail.relay.a",
            d -> d.core("frei", "mail.relay.a", s -> text(s, GOOD))),
        post(
            "a relay's queue by another address",
            "and no other",
            d -> d.core("frei", "mail.submit::mail.relay.a", s -> text(s, GOOD))),
        post("a topic", "MULTICAST", d -> d.coreTopic("frei", s -> text(s, GOOD))),
        post(
            "a topic over STOMP",
            "ERROR",
            d -> d.stomp("frei", "destination-type:MULTICAST\n", GOOD)),
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
      "mail_DOT_smtp_DOT_host", "evil.example", "MAIL_DOT_SMTP_DOT_FROM", "evil@x.de"
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
        core("2,000 properties", "Hallo", ForeignPosts::manyProperties),
        core("a group of one", "Hallo", s -> text(s, GOOD, "JMSXGroupID", "large")));
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
}
