package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * Addresses of envelopes and headers: read or refused with a reason, and safe to say to a relay.
 */
class AddressFuzzTest {
  @FuzzTest
  void anAddressIsReadOrRefused(byte[] octets) {
    String text = new String(octets, UTF_8);
    Address address;
    try {
      address = Address.of(text);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank().doesNotContainPattern("[\\p{Cc}]");
      return;
    }
    Checks.sound(address);
  }

  @FuzzTest
  void aListIsReadOrRefused(byte[] octets) {
    String text = new String(octets, UTF_8);
    Mailbox first = AddressList.firstMailbox(text);
    List<Mailbox> all;
    try {
      all = AddressList.parse(text);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank().doesNotContainPattern("[\\p{Cc}]");
      return;
    }
    if (!all.isEmpty()) {
      assertThat(first).isEqualTo(all.get(0));
    }
    for (Mailbox mailbox : all) {
      Checks.sound(mailbox.address());
      assertThat(mailbox.displayName()).doesNotContainPattern("[\\p{Cc}]").hasSizeLessThan(504);
    }
  }

  @FuzzTest
  void encodedWordsBringNoLineEnds(byte[] octets) {
    String text = new String(octets, UTF_8);
    String shown = Shown.clean(EncodedWords.decode(text), 500);
    assertThat(shown).doesNotContainPattern("[\\p{Cc}]");
    for (String word : EncodedWords.encode(shown)) {
      assertThat(word).matches("=\\?utf-8\\?B\\?[!->@-~]*\\?=").hasSizeLessThan(76);
    }
  }

  /**
   * Apart, because JUnit looks at the methods of a test class before Jazzer does: a record among
   * their types would be loaded, and Java 17 breaks some records that are instrumented later.
   */
  private static final class Checks {
    static void sound(Address address) {
      assertThat(address.bracketed()).doesNotContainPattern("[\\p{Cc}\u2028\u2029\u760a\u760d]");
      assertThat(Address.of(address.toString())).isEqualTo(address);
      assertThat(Address.of(address.bracketed())).isEqualTo(address);
      assertThat(address.sameMailbox(address)).isTrue();
      if (!address.isNull()) {
        Address quoted = Address.quoting(address.unquotedLocalPart(), address.domain());
        assertThat(quoted.sameMailbox(address)).isTrue();
      }
    }
  }
}
