package io.postweiche.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.Decision.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The account chosen by the header From, and the sender that stands for the null sender. */
class MarkedRoutingTest {
  private static final EnvelopeFrom KEEP = new EnvelopeFrom.Keep();
  private static final EnvelopeFrom SRS = new EnvelopeFrom.Srs();
  private static final EnvelopeFrom MARKED = new EnvelopeFrom.Marked();
  private static final SenderRewriter REWRITER =
      (sender, into) -> Address.quoting("SRS0=" + sender.toString().replace('@', '='), into);
  private static final List<RelayProfile> RELAYS =
      List.of(
          relay("ionos-a", new SenderRule.OfDomain(Domain.of("a.de")), false),
          relay("ionos-b", new SenderRule.OfDomain(Domain.of("b.de")), false),
          relay("smarthost", new SenderRule.Any(), true),
          relay("deaf", new SenderRule.Any(), false),
          relay("listed", new SenderRule.Patterns(List.of(SenderPattern.of("*.c.de"))), false),
          relay("one", new SenderRule.Patterns(List.of(SenderPattern.of("x@a.de"))), false));

  private static RelayProfile relay(String id, SenderRule rule, boolean nullSender) {
    return new RelayProfile(new RelayId(id), rule, nullSender, 0, 100);
  }

  private static Route line(
      int line, String pattern, boolean byHeader, EnvelopeFrom policy, String... relays) {
    List<RelayId> ids = Stream.of(relays).map(RelayId::new).toList();
    return new Route(SenderPattern.of(pattern), ids, policy, null, byHeader, line);
  }

  private static RoutingTable table(Route nullLine) {
    return new RoutingTable(
        List.of(
            line(1, "a.de", false, KEEP, "ionos-a"),
            line(2, "b.de", false, KEEP, "ionos-b", "smarthost"),
            line(3, "*.c.de", false, KEEP, "listed"),
            line(4, "*", false, SRS, "deaf"),
            nullLine),
        RELAYS,
        REWRITER,
        Domain.of("a.de"));
  }

  private static Question question(
      String sender, @Nullable String headerFrom, String... recipients) {
    return new Question(
        Address.of(sender),
        headerFrom == null ? null : Address.of(headerFrom),
        0,
        null,
        Set.of(),
        Map.of(),
        Stream.of(recipients).map(Address::of).toList());
  }

  private static List<String> candidates(RoutingTable table, Question question) {
    return table.decide(question).candidates().stream()
        .map((Candidate c) -> (c.relay() + " " + c.envelopeFrom()).strip())
        .toList();
  }

  @Test
  void theAccountOfTheHeaderFromCarriesIt() {
    RoutingTable table = table(line(5, "<>", true, MARKED, "smarthost"));
    assertThat(candidates(table, question("", "vertrieb@a.de")))
        .containsExactly("ionos-a null-sender+vertrieb@a.de", "smarthost");
    assertThat(candidates(table, question("", "vertrieb@b.de")))
        .containsExactly("ionos-b null-sender+vertrieb@b.de", "smarthost");
    assertThat(candidates(table, question("", "x@m.c.de")))
        .containsExactly("listed null-sender+x@m.c.de", "smarthost");
    assertThat(candidates(table, question("", "hans@fremd.example")))
        .containsExactly("deaf null-sender+hans@fremd.example", "smarthost");
    assertThat(candidates(table, question("", null))).containsExactly("smarthost");
  }

  @Test
  void theReasonNamesBothLines() {
    RoutingTable table = table(line(5, "<>", true, MARKED));
    assertThat(table.decide(question("", "vertrieb@a.de")).candidates().get(0).reason())
        .isEqualTo(
            "rule '<>' (line 5), by header From vertrieb@a.de: rule 'a.de' (line 1): ionos-a takes"
                + " only senders of a.de; sent as null-sender+vertrieb@a.de");
  }

  @Test
  void keptItGoesOnlyWhereItIsTaken() {
    RoutingTable table = table(line(5, "<>", true, KEEP));
    assertThat(candidates(table, question("", "vertrieb@b.de"))).containsExactly("smarthost");
    assertThat(candidates(table, question("", "vertrieb@a.de"))).isEmpty();
  }

  @Test
  void withoutChoosingTheNamedRelaysGetItMarked() {
    RoutingTable table = table(line(5, "<>", false, MARKED, "ionos-a", "smarthost", "one"));
    assertThat(candidates(table, question("", "vertrieb@b.de")))
        .containsExactly("ionos-a null-sender@a.de", "smarthost");
  }

  @Test
  void whatComesBackGetsNoSenderAgain() {
    Question bounce = question("", "mailer-daemon@fremd.example", "null-sender+vertrieb@a.de");
    RoutingTable marking = table(line(5, "<>", true, MARKED, "ionos-a", "smarthost"));
    assertThat(candidates(marking, bounce)).containsExactly("smarthost");
    assertThat(marking.decide(bounce).skipped().get(0).explanation())
        .contains("what comes back to a marked sender is given none");
    EnvelopeFrom fixed = new EnvelopeFrom.Fixed(Address.of("postmaster@a.de"));
    assertThat(candidates(table(line(5, "<>", false, fixed, "ionos-a")), bounce)).isEmpty();
  }

  @Test
  void aMarkedSenderIsNeverRewritten() {
    RoutingTable table = table(line(5, "*.d.de", false, KEEP, "smarthost"));
    assertThat(candidates(table, question("null-sender+x@d.example", "x@d.example")))
        .containsExactly("deaf null-sender+x@d.example");
    assertThat(candidates(table, question("null-sender+x@a.de", "x@a.de")))
        .containsExactly("ionos-a null-sender+x@a.de");
  }

  @Test
  void foreignSendersMayGoByTheHeaderFromToo() {
    RoutingTable table =
        new RoutingTable(
            List.of(
                line(1, "a.de", false, KEEP, "ionos-a"),
                line(2, "*", true, SRS, "ionos-b"),
                line(3, "shop.example", true, SRS)),
            RELAYS,
            REWRITER,
            null);
    assertThat(candidates(table, question("app@hoster.example", "vertrieb@a.de")))
        .containsExactly(
            "ionos-a SRS0=app=hoster.example@a.de", "ionos-b SRS0=app=hoster.example@b.de");
    assertThat(candidates(table, question("app@hoster.example", "x@fremd.example")))
        .containsExactly("ionos-b SRS0=app=hoster.example@b.de");
    assertThat(candidates(table, question("app@shop.example", "x@shop.example"))).isEmpty();
  }
}
