package io.postweiche.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Dsn;
import io.postweiche.core.mail.DsnWish;
import io.postweiche.core.mail.Envelope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client wants to hear, there and back; nothing unsound comes back from a property. */
class DsnColumnTest {
  private static final Address A = Address.of("a@d.example");
  private static final Address B = Address.of("\"b c\"@d.example");

  @Test
  void comesBackAsItWas() {
    Dsn dsn =
        new Dsn(
            Dsn.Returned.HDRS,
            "QQ+2B1",
            Map.of(
                A,
                new DsnWish(DsnWish.when("success,FAILURE"), "rfc822;a+2Bb@d.example"),
                B,
                new DsnWish(DsnWish.when("NEVER"), null)));
    assertThat(DsnColumn.read(DsnColumn.write(dsn))).isEqualTo(dsn);
    assertThat(DsnColumn.write(Dsn.NONE)).isNull();
    assertThat(DsnColumn.read(null)).isEqualTo(Dsn.NONE);
  }

  @Test
  void aSplitMailKeepsWhatBelongsToItsRecipients() {
    Dsn dsn = new Dsn(null, "1", Map.of(A, new DsnWish(DsnWish.when("NEVER"), null)));
    Envelope both = new Envelope(Address.of("s@d.example"), List.of(A, B), false, false, dsn);
    assertThat(both.wishing(DsnWish::ofFailure)).containsExactly(B);
    assertThat(both.withRecipients(List.of(A)).dsn()).isEqualTo(dsn);
    assertThat(both.withRecipients(List.of(B)).dsn()).isEqualTo(new Dsn(null, "1", Map.of()));
    assertThat(both.withSender(Address.NULL).dsn()).isEqualTo(dsn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"envid\":\"x\\r\\nRCPT TO:<evil@d.example>\"}",
        "{\"envid\":\"x+0A\"}",
        "{\"envid\":\"x y\"}",
        "{\"ret\":\"ALL\"}",
        "{\"rcpt\":[{\"to\":\"a@d.example\",\"notify\":\"NEVER,DELAY\"}]}",
        "{\"rcpt\":[{\"to\":\"a@d.example\",\"orcpt\":\"rfc822;x\\u000ay\"}]}",
        "{\"rcpt\":[{\"to\":\"a\\u000a@d.example\",\"notify\":\"NEVER\"}]}"
      })
  void whatIsUnsoundIsRefused(String column) {
    assertThatIllegalArgumentException().isThrownBy(() -> DsnColumn.read(column));
  }
}
