package io.postweiche.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against Mail::SRS, the scheme's first implementation (Debian: libmail-srs-perl). */
class SrsPeerTest {
  private static final String[] SECRETS = {"the-key-in-use-of-today", "the-key-before-it"};
  private static final List<String> SENDERS =
      List.of(
          "hans@kunde.example",
          "Hans.Maier+x=y@Kunde.example",
          "a=b=c@kunde.example",
          "SRS0=aB3d=QL=a.example=hans@b.example",
          "SRS1=aB3d=b.example==cD4e=QL=a.example=hans@c.example");

  private final Srs ours =
      new Srs(
          List.of(SrsTest.hmac(SECRETS[0]), SrsTest.hmac(SECRETS[1])),
          () -> LocalDate.now(ZoneOffset.UTC).toEpochDay(),
          Srs.VALID_DAYS);

  @Test
  void eachReadsWhatTheOtherWrites() throws Exception {
    List<String> theirs = perl("forward", SENDERS);
    List<String> written =
        SENDERS.stream()
            .map(s -> ours.rewrite(Address.of(s), Domain.of("meinefirma.de")).toString())
            .toList();
    assertThat(theirs).usingElementComparator(String.CASE_INSENSITIVE_ORDER).isEqualTo(written);
    List<String> back = perl("reverse", written);
    for (int i = 0; i < SENDERS.size(); i++) {
      assertThat(ours.decode(Address.of(theirs.get(i))))
          .isInstanceOfSatisfying(
              Srs.Decoded.Original.class, o -> assertThat(o.key()).isEqualTo(1));
      assertThat(back.get(i)).isEqualToIgnoringCase(original(theirs.get(i)));
    }
  }

  private String original(String rewritten) {
    return ((Srs.Decoded.Original) ours.decode(Address.of(rewritten))).address().toString();
  }

  private static List<String> perl(String method, List<String> addresses) throws Exception {
    String script =
        "use Mail::SRS; my $s = Mail::SRS->new(Secret => [shift, shift], MaxAge => 21,"
            + " HashLength => 4, HashMin => 4); my $m = shift;"
            + " print $m eq 'forward' ? $s->forward($_, 'x@meinefirma.de') : $s->reverse($_), qq(\\n)"
            + " for @ARGV";
    List<String> command = new ArrayList<>(List.of("perl", "-e", script, SECRETS[0], SECRETS[1]));
    command.add(method);
    command.addAll(addresses);
    String said;
    int code;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      code = process.waitFor();
    } catch (IOException e) {
      said = "Can't locate perl";
      code = 1;
    }
    assumeTrue(!said.startsWith("Can't locate"), "no Mail::SRS; to install: bench/clients/install");
    assertThat(code).as(said).isZero();
    return said.lines().toList();
  }
}
