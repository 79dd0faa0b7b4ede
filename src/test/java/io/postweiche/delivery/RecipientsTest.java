package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RecipientsTest {
  private ScriptedRelay relay = ScriptedRelay.start();
  private Post post = new Post(Account.at(relay.port()));

  @AfterEach
  void close() {
    post.close();
    relay.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void partWays(boolean pipelining) throws Exception {
    use(pipelining);
    relay.at(At.RCPT).on("gone@").replies("550 5.1.1 no such user");
    relay.at(At.RCPT).on("full@").replies("452 4.2.2 mailbox full");
    Attempt attempt = post.attempt("a@x.de", "gone@x.de", "full@x.de", "b@x.de");
    assertThat(attempt.relay()).isEqualTo(Account.ID);
    assertThat(attempt.outcomes())
        .extracting(o -> o.recipient() + " " + o.verdict() + " " + o.stage())
        .containsExactly(
            "a@x.de DELIVERED EOD",
            "gone@x.de RECIPIENT_REFUSED RCPT",
            "full@x.de TEMPORARY RCPT",
            "b@x.de DELIVERED EOD");
    assertThat(relay.messages().get(0).recipients()).containsExactly("a@x.de", "b@x.de");
    assertThat(attempt.outcomes().get(0).reply().text()).isEqualTo("250 taken, id=1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noRecipientLeftMeansNoMessage(boolean pipelining) throws Exception {
    use(pipelining);
    relay.at(At.RCPT).times(2).replies("550 5.1.1 no such user");
    assertThat(post.attempt("a@x.de", "b@x.de").outcomes())
        .extracting(Outcome::verdict)
        .containsOnly(Verdict.RECIPIENT_REFUSED);
    assertThat(relay.messages()).isEmpty();
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRefusedSenderIsTheAnswerForAll(boolean pipelining) throws Exception {
    use(pipelining);
    relay
        .at(At.MAIL)
        .once()
        .replies("550-mailbox unavailable", "550 Sender address is not allowed.");
    assertThat(post.attempt("a@x.de", "b@x.de").outcomes())
        .allMatch(o -> o.verdict() == Verdict.SENDER_NOT_ALLOWED && o.stage() == Stage.MAIL)
        .hasSize(2);
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRefusedMessageIsTheAnswerForThoseAccepted(boolean pipelining) throws Exception {
    use(pipelining);
    relay.at(At.RCPT).on("gone@").replies("550 5.1.1 no such user");
    relay.at(At.EOD).once().replies("554 5.7.1 spam");
    assertThat(post.attempt("gone@x.de", "a@x.de").outcomes())
        .extracting(o -> o.recipient() + " " + o.verdict() + " " + o.stage())
        .containsExactly("gone@x.de RECIPIENT_REFUSED RCPT", "a@x.de CONTENT_REFUSED EOD");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void manyAreSplit(boolean pipelining) throws Exception {
    use(pipelining);
    String[] many = IntStream.range(0, 250).mapToObj(i -> "u" + i + "@x.de").toArray(String[]::new);
    assertThat(post.attempt(many).outcomes())
        .extracting(Outcome::verdict)
        .containsOnly(Verdict.DELIVERED)
        .hasSize(250);
    assertThat(relay.messages())
        .extracting(m -> m.recipients().size())
        .containsExactly(100, 100, 50);
    assertThat(relay.messages().stream().flatMap(m -> m.recipients().stream()))
        .containsExactly(many);
    assertThat(relay.connections()).isEqualTo(1);
  }

  @Test
  void aSplitMailWhoseSenderIsRefusedIsNotAskedAgain() throws Exception {
    relay.at(At.MAIL).replies("550 Sender address is not allowed.");
    String[] many = IntStream.range(0, 250).mapToObj(i -> "u" + i + "@x.de").toArray(String[]::new);
    assertThat(post.attempt(many).outcomes())
        .extracting(Outcome::verdict)
        .containsOnly(Verdict.SENDER_NOT_ALLOWED)
        .hasSize(250);
    assertThat(relay.commands()).filteredOn(line -> line.startsWith("MAIL")).hasSize(1);
  }

  @Test
  void whatWasDeliveredStaysSoWhenTheRestFails() throws Exception {
    relay.at(At.EOD).on("MAIL").closes();
    relay.at(At.EOD).once().replies("250 first taken");
    String[] many = IntStream.range(0, 150).mapToObj(i -> "u" + i + "@x.de").toArray(String[]::new);
    List<Outcome> outcomes = post.attempt(many).outcomes();
    assertThat(outcomes.subList(0, 100)).allMatch(o -> o.verdict() == Verdict.DELIVERED);
    assertThat(outcomes.subList(100, 150)).allMatch(Outcome::possibleDuplicate);
  }

  @Test
  void theSameRecipientTwiceIsAskedOnce() throws Exception {
    assertThat(post.attempt("a@x.de", "a@x.de").outcomes()).hasSize(1);
    assertThat(relay.messages().get(0).recipients()).containsExactly("a@x.de");
  }

  @Test
  void pipeliningSendsAllBeforeTheFirstReply() throws Exception {
    use(true);
    relay.at(At.MAIL).once().stalls();
    try (Post impatient = new Post(Account.at(relay.port()), Post.IMPATIENT)) {
      assertThat(impatient.attempt("a@x.de", "b@x.de").outcomes())
          .allMatch(o -> o.stage() == Stage.MAIL && o.rule().equals("timed-out"));
    }
    await().until(() -> relay.commands().contains("DATA"));
    assertThat(relay.commands())
        .containsSubsequence("MAIL FROM:<a@meinefirma.de>", "RCPT TO:<a@x.de>", "RCPT TO:<b@x.de>");
    // more than fit under way at once
    String[] many = IntStream.range(0, 100).mapToObj(i -> "u" + i + "@x.de").toArray(String[]::new);
    assertThat(post.attempt(many).outcomes()).allMatch(o -> o.verdict() == Verdict.DELIVERED);
  }

  @Test
  void aRelayThatGoesOnWithoutRecipientsGetsNoMessage() throws Exception {
    use(true);
    relay.at(At.RCPT).once().replies("550 no such user");
    // RFC 2920 section 3.1: such a relay waits for a message now
    relay.at(At.DATA).once().replies("354 go ahead");
    relay.at(At.EOD).once().replies("554 no valid recipients");
    assertThat(post.send().verdict()).isEqualTo(Verdict.RECIPIENT_REFUSED);
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.messages()).hasSize(1);
    assertThat(relay.connections()).isEqualTo(1);
  }

  @Test
  void nonAsciiAddressesNeedSmtputf8() throws Exception {
    List<Outcome> outcomes = post.attempt("a@x.de", "jürgen@x.de").outcomes();
    assertThat(outcomes.get(0).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(outcomes.get(1).verdict()).isEqualTo(Verdict.RELAY_DENIED); // the next may offer it
    assertThat(outcomes.get(1).stage()).isEqualTo(Stage.MAIL);
    assertThat(outcomes.get(1).reply().enhanced()).isEqualTo("5.6.7");
    assertThat(outcomes.get(1).reply().text()).contains("does not offer SMTPUTF8");
    assertThat(String.join("\n", relay.commands())).doesNotContain("SMTPUTF8", "rgen");
  }

  @Test
  void smtputf8IsAskedForOnlyWhenNeeded() throws Exception {
    relay.close();
    relay = ScriptedRelay.offering("SMTPUTF8", "8BITMIME").start();
    post.close();
    post = new Post(Account.at(relay.port()));
    post.send(utf8("From: a@x.de\r\n\r\nGrüße", "a@x.de", "b@x.de"));
    post.send(utf8("Subject: Grüße\r\n\r\n", "a@x.de", "b@x.de"));
    post.send(utf8("From: a@x.de\r\n\r\n", "jürgen@x.de", "b@x.de"));
    post.send(utf8("From: a@x.de\r\n\r\n", "a@x.de", "用户@x.de"));
    assertThat(relay.commands())
        .filteredOn(line -> line.matches("(MAIL|RCPT).*"))
        .containsExactly(
            "MAIL FROM:<a@x.de>",
            "RCPT TO:<b@x.de>",
            "MAIL FROM:<a@x.de> SMTPUTF8",
            "RCPT TO:<b@x.de>",
            "MAIL FROM:<jürgen@x.de> SMTPUTF8",
            "RCPT TO:<b@x.de>",
            "MAIL FROM:<a@x.de> SMTPUTF8",
            "RCPT TO:<用户@x.de>");
  }

  @Test
  void anUtf8HeaderNeedsSmtputf8OnlyWhenTheClientAskedForIt() throws Exception {
    Outcome refused = post.send(utf8("Subject: Grüße\r\n\r\n", "a@x.de", "b@x.de")).get(0);
    assertThat(refused.verdict()).isEqualTo(Verdict.RELAY_DENIED);
    assertThat(refused.reply().text()).contains("header");
    byte[] bytes = "Subject: Grüße\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    assertThat(post.send(Post.mail(bytes, "b@x.de")).get(0).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.messages().get(0).content()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b\r\nDATA",
        "b\nRSET",
        "b\rX",
        "b\0",
        "b> SIZE=1 <c",
        "b c",
        "b\u760d\u760aDATA",
        "b\u0085",
        ""
      })
  void nothingThatCouldEndACommandIsAnAddress(String local) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Address(local, Domain.of("x.de")));
  }

  @Test
  void aRecipientWithoutAnAddressIsRefusedWithoutAsking() throws Exception {
    Address good = Address.of("good@x.de");
    Content content = Content.of(Post.TEXT.getBytes(StandardCharsets.UTF_8));
    Envelope to = Envelope.of(good, List.of(Address.NULL, good));
    List<Outcome> outcomes = post.send(new OutgoingMail(to, content, null));
    assertThat(outcomes.get(0).verdict()).isEqualTo(Verdict.RECIPIENT_REFUSED);
    assertThat(outcomes.get(1).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.commands())
        .containsExactly(
            "EHLO router.test", "MAIL FROM:<good@x.de>", "RCPT TO:<good@x.de>", "DATA");
  }

  private OutgoingMail utf8(String text, String sender, String recipient) {
    Envelope envelope =
        new Envelope(Address.of(sender), List.of(Address.of(recipient)), false, true);
    return new OutgoingMail(envelope, Content.of(text.getBytes(StandardCharsets.UTF_8)), null);
  }

  private void use(boolean pipelining) {
    if (pipelining) {
      close();
      relay = ScriptedRelay.offering("PIPELINING").start();
      post = new Post(Account.at(relay.port()));
    }
  }
}
