package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal at each stage: its whole reply is kept, and the connection serves the next mail. */
@Timeout(30)
class RefusalsTest {
  private ScriptedRelay relay = ScriptedRelay.start();
  private Post post = new Post(Account.at(relay.port()));

  @AfterEach
  void close() {
    post.close();
    relay.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAIL|550-Requested action not taken: mailbox unavailable~550 Sender address is not allowed.|SENDER_NOT_ALLOWED",
        "MAIL|550-Requested action not taken: mailbox unavailable~550 invalid DNS MX or A/AAAA resource record|SENDER_INVALID",
        "MAIL|451 Requested action aborted: local error in processing|TEMPORARY",
        "RCPT|550-Requested action not taken: mailbox unavailable~550 invalid DNS MX or A/AAAA resource record|RECIPIENT_REFUSED",
        "RCPT|450-Requested mail action not taken: mailbox unavailable~450 Mail send limit exceeded.|RATE_LIMITED",
        "DATA|451 4.3.0 try again|TEMPORARY",
        "EOD|554-Transaction failed~554-Reject due to policy restrictions.~554 For explanation visit https://postmaster.1und1.de/case?c=hi|CONTENT_REFUSED",
        "EOD|554 Unauthorized sender address|CONTENT_REFUSED",
      })
  void keepsTheWholeReplyAndGoesOn(At at, String reply, Verdict verdict) throws Exception {
    String[] lines = reply.split("~");
    relay.at(at).once().replies(lines);
    Outcome outcome = post.send();
    assertThat(outcome.reply().lines()).containsExactly(lines);
    assertThat(outcome.stage()).isEqualTo(Stage.valueOf(at.name()));
    assertThat(outcome.verdict()).isEqualTo(verdict);
    assertThat(outcome.rule()).isEqualTo("test-" + at);
    assertThat(outcome.possibleDuplicate()).isFalse();
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.messages()).hasSize(1);
    assertThat(relay.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONNECT|554-kundenserver.de (mxeue010) Nemesis ESMTP Service not available~554 invalid DNS PTR resource record|RELAY_BLOCKED",
        "CONNECT|421 too many connections|TEMPORARY",
        "EHLO|550 go away|AMBIGUOUS",
        "EHLO|421 closing|TEMPORARY",
      })
  void refusedBeforeAnyMail(At at, String reply, Verdict verdict) throws Exception {
    String[] lines = reply.split("~");
    relay.at(at).closes(lines);
    Outcome outcome = post.send();
    assertThat(outcome.reply().lines()).containsExactly(lines);
    assertThat(outcome.stage()).isEqualTo(Stage.valueOf(at.name()));
    assertThat(outcome.verdict()).isEqualTo(verdict);
    relay.forgetScript();
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void aRelayWithoutEhloIsGreetedTheOldWay() throws Exception {
    relay.at(At.EHLO).on("EHLO").replies("502 what?");
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.commands()).startsWith("EHLO router.test", "HELO router.test");
  }

  @Test
  void wrongPassword() throws Exception {
    loginAs("wrong");
    Outcome outcome = post.send();
    assertThat(outcome.verdict()).isEqualTo(Verdict.AUTHENTICATION_FAILED);
    assertThat(outcome.stage()).isEqualTo(Stage.AUTH);
    assertThat(outcome.reply().text()).isEqualTo("535 Authentication credentials invalid");
    assertThat(outcome.toString()).doesNotContain("wrong");
  }

  @ParameterizedTest
  @CsvSource({"PLAIN LOGIN", "LOGIN", "CRAM-MD5 PLAIN", "XOAUTH2 LOGIN"})
  void logsInWithWhatIsOffered(String mechanisms) throws Exception {
    relay.close();
    relay = ScriptedRelay.offering().login("usr@x.de", "pässword").mechanisms(mechanisms).start();
    useLogin("pässword");
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.messages().get(0).user()).isEqualTo("usr@x.de");
  }

  @Test
  void aRelayThatOffersNoUsableLogin() throws Exception {
    relay.close();
    relay = ScriptedRelay.offering().login("usr@x.de", "p").mechanisms("CRAM-MD5").start();
    useLogin("p");
    Outcome outcome = post.send();
    assertThat(outcome.verdict()).isEqualTo(Verdict.AUTHENTICATION_FAILED);
    assertThat(outcome.rule()).isEqualTo("auth-not-offered");
    assertThat(relay.commands()).noneMatch(line -> line.startsWith("AUTH"));
  }

  @Test
  void a421EndsTheMailForAllWhoHaveNoAnswerYet() throws Exception {
    relay.at(At.RCPT).on("b@").replies("550 no such user");
    relay.at(At.RCPT).on("c@").closes("421 4.3.2 shutting down");
    List<Outcome> outcomes = post.send(Post.mail("a@x.de", "b@x.de", "c@x.de", "d@x.de"));
    assertThat(outcomes)
        .extracting(o -> o.recipient() + " " + o.stage() + " " + o.reply().code())
        .containsExactly(
            "a@x.de RCPT 421", "b@x.de RCPT 550", "c@x.de RCPT 421", "d@x.de RCPT 421");
    assertThat(relay.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 354 what", "RCPT, 354 what", "DATA, 250 what", "DATA, what is this?"})
  void aReplyOutOfProtocolIsTheRelaysFault(At at, String reply) throws Exception {
    if (reply.startsWith("what")) {
      relay.at(at).closes("000 " + reply);
    } else {
      relay.at(at).replies(reply);
    }
    Outcome outcome = post.send();
    assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
    assertThat(outcome.rule()).isEqualTo("out-of-protocol");
    assertThat(outcome.possibleDuplicate()).isFalse();
    assertThat(relay.messages()).isEmpty();
  }

  @Test
  void repliesAreShownAsTheyAreButHarmless() {
    Reply reply = Replies.of("550-caf\u00c3\u00a9 \u001b[2J\n550 5.1.1 no mailbox C:\\new\n", 550);
    assertThat(reply.code()).isEqualTo(550);
    assertThat(reply.enhanced()).isEqualTo("5.1.1");
    assertThat(reply.lines()).containsExactly("550-café ?[2J", "550 5.1.1 no mailbox C:\\new");
  }

  private void loginAs(String password) {
    relay.close();
    relay = ScriptedRelay.offering().login("usr@x.de", "right").start();
    useLogin(password);
  }

  private void useLogin(String password) {
    post.close();
    post = new Post(Account.at(relay.port()).login("usr@x.de", password));
  }
}
