package io.postweiche.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BehavioursTest {
  private final Behaviours behaviours = new Behaviours();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generic",
        "ionos",
        "strato",
        "microsoft365",
        "google",
        "ses",
        "sendgrid",
        "smtp2go",
        "sparkpost",
        "zoho",
        "brevo"
      })
  void everyReplyIsWellFormed(String provider) {
    Behaviour behaviour = behaviours.of(provider);
    for (Say say : Say.values()) {
      if (say != Say.HELLO) {
        Reply reply = Reply.of(behaviour.say(say, Map.of()));
        assertThat(reply.code()).as(provider + " " + say).isBetween(220, 559);
        String code = String.valueOf(reply.code());
        int last = reply.lines().size() - 1;
        assertThat(reply.lines().subList(0, last)).allMatch(l -> l.startsWith(code + "-"));
        assertThat(reply.lines().get(last)).startsWith(code + " ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ionos,MAIL",
    "ionos-com,MAIL",
    "web.de,MAIL",
    "microsoft365,EOD",
    "ses,EOD",
    "sendgrid,EOD",
    "postmark,MAIL"
  })
  void theSenderIsRefusedWhereTheProviderDoes(String provider, Stage stage) {
    assertThat(behaviours.of(provider).refusesSenderAt()).isEqualTo(stage);
  }

  @Test
  void aProviderTakesFromOthersWhatItDoesNotName() {
    assertThat(behaviours.of("ionos-com")).isEqualTo(behaviours.of("ionos"));
    assertThat(behaviours.of("no-such")).isEqualTo(behaviours.of(null));
    assertThat(behaviours.of("brevo").say(Say.GOODBYE, Map.of())).isEqualTo("221 2.0.0 Bye");
  }

  @Test
  void whatAClientSaysCannotBreakAReplyIntoTwo() {
    assertThat(behaviours.of("ionos").say(Say.HELLO, Map.of("client", "a\r\n250 b\\$1")))
        .isEqualTo("kundenserver.de Hello a??250 b\\$1 [127.0.0.1]");
  }
}
