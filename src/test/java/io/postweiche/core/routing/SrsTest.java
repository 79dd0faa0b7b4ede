package io.postweiche.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SrsTest {
  private static final Domain INTO = Domain.of("example.com");
  private static final long NEW_YEAR_2020 = 18262;

  static Function<byte[], byte[]> hmac(String key) {
    return text -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
        return mac.doFinal(text);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static Srs on(long day, String... keys) {
    return new Srs(List.of(keys).stream().map(SrsTest::hmac).toList(), () -> day, Srs.VALID_DAYS);
  }

  private static String decoded(Srs srs, String address) {
    Srs.Decoded decoded = srs.decode(Address.of(address));
    return decoded instanceof Srs.Decoded.Original original
        ? original.address().toString()
        : ((Srs.Decoded.Refused) decoded).reason();
  }

  // what postsrsd 1.x gives with this key on this day (its run_postsrsd_tests.bats)
  @ParameterizedTest
  @CsvSource({
    "test@otherdomain.com, SRS0=vmyz=2W=otherdomain.com=test@example.com",
    "SRS1=X=thirddomain.com==opaque+string@otherdomain.com,"
        + " SRS1=JIBX=thirddomain.com==opaque+string@example.com",
  })
  void writesWhatPostsrsdWrites(String sender, String rewritten) {
    Srs srs = on(NEW_YEAR_2020, "tops3cr3t");
    assertThat(srs.rewrite(Address.of(sender), INTO)).hasToString(rewritten);
  }

  @ParameterizedTest
  @CsvSource({
    "SRS0=XjO9=2V=otherdomain.com=test@example.com, test@otherdomain.com",
    "srs0=xjo9=2v=otherdomain.com=test@example.com, test@otherdomain.com",
    "SRS0=XJO9=2V=OTHERDOMAIN.COM=TEST@EXAMPLE.COM, TEST@otherdomain.com",
    "SRS1=JIBX=thirddomain.com==opaque+string@example.com, SRS0=opaque+string@thirddomain.com",
    "SRS0=te87=T7=otherdomain.com=test@example.com, expired",
    "SRS0=VcIb=7N=otherdomain.com=test@example.com, expired",
    "SRS0=FAKE=2V=otherdomain.com=test@example.com, hash is wrong",
    "SRS0=XjO9=2V=otherdomain.com=tesu@example.com, hash is wrong",
    "SRS0=XjO=2V=otherdomain.com=test@example.com, hash is wrong",
    "SRS1=JIBX=fourthdomain.com==opaque+string@example.com, hash is wrong",
    "test@example.com, not an SRS address",
    "SRS0@example.com, not an SRS address",
    "SRS0X@example.com, not an SRS address",
    "SRS0=@example.com, not complete",
    "SRS0=XjO9=2V@example.com, not complete",
    "SRS0=XjO9=2V=otherdomain.com@example.com, not complete",
    "SRS0=XjO9=2V==test@example.com, not complete",
    "SRS1=JIBX=thirddomain.com@example.com, not complete",
    "'', not an SRS address",
  })
  void readsWhatPostsrsdReads(String address, String expected) {
    assertThat(decoded(on(NEW_YEAR_2020, "tops3cr3t"), address)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "hans@kunde.example",
    "Hans.Maier+x=y@kunde.example",
    "a=b=c@kunde.example",
    "\"hans maier\"@kunde.example",
    "\"a@b\"@kunde.example",
    "\"q\\\"q\"@kunde.example",
    "jörg@xn--mller-kva.de",
    "SRS@kunde.example",
    "SRS0@kunde.example",
    "SRS1=broken@kunde.example",
    "hans@[192.0.2.1]",
  })
  void findsTheWayBack(String sender) {
    Srs srs = on(20_000, "k");
    Address rewritten = srs.rewrite(Address.of(sender), INTO);
    assertThat(rewritten.domain()).isEqualTo(INTO);
    assertThat(rewritten.unquotedLocalPart()).startsWith("SRS0=");
    assertThat(decoded(srs, rewritten.toString())).isEqualTo(sender);
  }

  @Test
  void doesNotGrowWithEachServerOnTheWay() {
    Srs first = on(20_000, "one");
    Srs second = on(20_000, "two");
    Srs third = on(20_001, "three");
    Address once = first.rewrite(Address.of("hans@kunde.example"), Domain.of("one.example"));
    Address twice = second.rewrite(once, Domain.of("two.example"));
    Address thrice = third.rewrite(twice, Domain.of("three.example"));
    assertThat(twice.localPart()).matches("SRS1=.{4}=one\\.example==.{4}=.*=kunde\\.example=hans");
    assertThat(thrice.localPart()).matches("SRS1=.{4}=one\\.example==.{4}=.*=kunde\\.example=hans");
    assertThat(decoded(third, thrice.toString())).isEqualTo(once.toString());
    assertThat(decoded(first, once.toString())).isEqualTo("hans@kunde.example");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "21, true", "22, false", "500, false", "1023, false", "-1, false"})
  void lastsTwentyOneDays(int later, boolean valid) {
    Address rewritten = on(20_000, "k").rewrite(Address.of("hans@kunde.example"), INTO);
    Srs.Decoded decoded = on(20_000 + later, "k").decode(rewritten);
    assertThat(decoded instanceof Srs.Decoded.Original).isEqualTo(valid);
  }

  @Test
  void theFirstKeySignsAndAllVerify() {
    Address old = on(20_000, "old").rewrite(Address.of("hans@kunde.example"), INTO);
    Address fresh = on(20_000, "new", "old").rewrite(Address.of("hans@kunde.example"), INTO);
    assertThat(fresh).isNotEqualTo(old);
    assertThat(decoded(on(20_000, "new", "old"), old.toString())).isEqualTo("hans@kunde.example");
    assertThat(decoded(on(20_000, "new"), fresh.toString())).isEqualTo("hans@kunde.example");
    assertThat(decoded(on(20_000, "new"), old.toString())).contains("no longer configured");
  }

  @Test
  void leavesTheNullSenderAndTellsWhenItIsTooLong() {
    Srs srs = on(20_000, "k");
    assertThat(srs.rewrite(Address.NULL, INTO)).isSameAs(Address.NULL);
    Address longest = Address.of("x".repeat(230) + "@kunde.example");
    assertThatIllegalArgumentException().isThrownBy(() -> srs.rewrite(longest, INTO));
    assertThatIllegalArgumentException().isThrownBy(() -> new Srs(List.of(), () -> 1, 21));
  }
}
