package io.postweiche.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.Decision.Candidate;
import io.postweiche.core.routing.Decision.Skipped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableTest {
  private static final EnvelopeFrom KEEP = new EnvelopeFrom.Keep();
  private static final EnvelopeFrom SRS = new EnvelopeFrom.Srs();
  private static final SenderRewriter REWRITER =
      (sender, into) -> Address.quoting("SRS0=" + sender.toString().replace('@', '='), into);

  private static final RelayProfile IONOS =
      relay("ionos", new SenderRule.OfDomain(Domain.of("meinefirma.de")), false, 1_000);
  private static final RelayProfile SMARTHOST =
      relay("smarthost", new SenderRule.Any(), true, 5_000);
  private static final RelayProfile LISTED =
      relay(
          "listed",
          new SenderRule.Patterns(
              List.of(SenderPattern.of("*.liste.de"), SenderPattern.of("l.de"))),
          true,
          0);
  private static final List<RelayProfile> RELAYS = List.of(IONOS, SMARTHOST, LISTED);

  private static RelayProfile relay(String id, SenderRule rule, boolean nullSender, long size) {
    return new RelayProfile(new RelayId(id), rule, nullSender, size, 100);
  }

  private static Route route(int line, String pattern, EnvelopeFrom policy, String... relays) {
    List<RelayId> ids = Stream.of(relays).map(RelayId::new).toList();
    return new Route(SenderPattern.of(pattern), ids, policy, null, line);
  }

  private static RoutingTable table(Route... routes) {
    return new RoutingTable(List.of(routes), RELAYS, REWRITER, Domain.of("srs.meinefirma.de"));
  }

  private static Question from(String sender) {
    return Question.of(Address.of(sender));
  }

  private static Question pinned(String sender, String relay, Set<RelayId> tried) {
    return new Question(
        Address.of(sender),
        null,
        0,
        new RelayId(relay),
        tried,
        Map.of(IONOS.id(), "an hour ago", SMARTHOST.id(), "an hour ago"));
  }

  private static List<String> candidates(Decision decision) {
    return decision.candidates().stream().map(c -> c.relay() + " " + c.envelopeFrom()).toList();
  }

  private static List<String> skipped(Decision decision) {
    return decision.skipped().stream().map(s -> s.relay() + " " + s.why()).toList();
  }

  private static @Nullable String matched(Decision decision) {
    return decision.matched() == null ? null : decision.matched().pattern().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "vertrieb@meinefirma.de, vertrieb@meinefirma.de",
    "VERTRIEB@MeineFirma.DE, vertrieb@meinefirma.de",
    "\"vertrieb\"@meinefirma.de, vertrieb@meinefirma.de",
    "einkauf@meinefirma.de, meinefirma.de",
    "vertrieb@www.meinefirma.de, *.meinefirma.de",
    "x@a.b.meinefirma.de, *.b.meinefirma.de",
    "x@c.a.b.meinefirma.de, *.b.meinefirma.de",
    "x@b.meinefirma.de, *.meinefirma.de",
    "x@nur.adresse.de, *.de",
    "adresse@nur.adresse.de, adresse@nur.adresse.de",
    "x@tief.unten.de, *.de",
    "x@unten.de, *.de",
    "x@xmeinefirma.de, *.de",
    "x@müller.de, xn--mller-kva.de",
    "x@MÜLLER.de, xn--mller-kva.de",
    "x@xn--mller-kva.de, xn--mller-kva.de",
    "x@com, *",
    "'', <>",
  })
  void theMostSpecificLineSpeaks(String sender, String pattern) {
    RoutingTable table =
        table(
            route(1, "*", KEEP, "smarthost"),
            route(2, "*.de", KEEP, "smarthost"),
            route(3, "*.meinefirma.de", KEEP, "smarthost"),
            route(4, "*.b.meinefirma.de", KEEP, "smarthost"),
            route(5, "meinefirma.de", KEEP, "smarthost"),
            route(6, "Vertrieb@meinefirma.de", KEEP, "smarthost"),
            route(7, "adresse@nur.adresse.de", KEEP, "smarthost"),
            route(8, "müller.de", KEEP, "smarthost"),
            route(9, "<>", KEEP, "smarthost"));
    assertThat(matched(table.decide(from(sender)))).isEqualTo(pattern);
  }

  @Test
  void withoutALineThereIsNobody() {
    RoutingTable table = table(route(1, "meinefirma.de", KEEP, "ionos"));
    for (String sender : List.of("x@kunde.example", "", "x@www.meinefirma.de")) {
      assertThat(table.decide(from(sender))).isEqualTo(new Decision(null, List.of(), List.of()));
    }
    assertThat(table().decide(from("x@y.de")).matched()).isNull();
  }

  @Test
  void theOrderIsTheFilesAndTheReasonsCanBeRead() {
    Decision decision =
        table(route(24, "meinefirma.de", KEEP, "smarthost", "ionos", "smarthost"))
            .decide(from("a@meinefirma.de"));
    assertThat(decision.candidates())
        .extracting(Candidate::reason)
        .containsExactly(
            "rule 'meinefirma.de' (line 24): smarthost takes any sender",
            "rule 'meinefirma.de' (line 24): ionos takes only senders of meinefirma.de");
    assertThat(decision.skipped()).isEmpty();
  }

  @Test
  void aSenderRuleRulesOut() {
    Decision decision =
        table(route(30, "*", KEEP, "ionos", "listed", "smarthost"))
            .decide(from("hans@kunde.example"));
    assertThat(candidates(decision)).containsExactly("smarthost hans@kunde.example");
    assertThat(skipped(decision)).containsExactly("ionos SENDER_RULE", "listed SENDER_RULE");
    assertThat(decision.skipped().get(0).explanation())
        .isEqualTo(
            "ionos takes only senders of meinefirma.de; sender hans@kunde.example, rule '*' (line 30)");
  }

  @Test
  void theNullSenderGoesWhereItIsTaken() {
    Decision decision = table(route(29, "*", SRS, "ionos", "smarthost")).decide(from("<>"));
    assertThat(candidates(decision)).containsExactly("smarthost ");
    assertThat(decision.skipped().get(0).explanation())
        .isEqualTo("ionos does not take mail without a sender; sender <>, rule '*' (line 29)");
    RoutingTable filled =
        table(route(1, "<>", new EnvelopeFrom.Fixed(Address.of("b@meinefirma.de")), "ionos"));
    assertThat(candidates(filled.decide(from("")))).containsExactly("ionos b@meinefirma.de");
    RoutingTable emptied = table(route(1, "*", new EnvelopeFrom.Fixed(Address.NULL), "ionos"));
    assertThat(skipped(emptied.decide(from("a@meinefirma.de"))))
        .containsExactly("ionos NULL_SENDER");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'ionos,smarthost', ''",
    "1000, 'ionos,smarthost', ''",
    "1001, 'smarthost', 'ionos'",
    "5001, '', 'ionos,smarthost'",
  })
  void sizesRuleOut(long size, String taken, String refused) {
    Question question =
        new Question(Address.of("a@meinefirma.de"), null, size, null, Set.of(), Map.of());
    Decision decision = table(route(1, "*", KEEP, "ionos", "smarthost")).decide(question);
    assertThat(
            String.join(",", decision.candidates().stream().map(c -> c.relay().value()).toList()))
        .isEqualTo(taken);
    assertThat(String.join(",", decision.skipped().stream().map(s -> s.relay().value()).toList()))
        .isEqualTo(refused);
    assertThat(decision.skipped())
        .allSatisfy(s -> assertThat(s.why()).isEqualTo(Decision.Why.TOO_LARGE))
        .allSatisfy(s -> assertThat(s.explanation()).contains("bytes", " " + size + ";"));
  }

  @Test
  void triedAndRememberedRelaysAreLeftOut() {
    Question question =
        new Question(
            Address.of("a@meinefirma.de"),
            null,
            0,
            null,
            Set.of(SMARTHOST.id()),
            Map.of(IONOS.id(), "550 at 13:05"));
    Decision decision = table(route(7, "*", KEEP, "ionos", "smarthost")).decide(question);
    assertThat(decision.candidates()).isEmpty();
    assertThat(decision.skipped())
        .extracting(Skipped::explanation)
        .containsExactly(
            "ionos lately refused this sender's domain: 550 at 13:05;"
                + " sender a@meinefirma.de, rule '*' (line 7)",
            "smarthost has refused this mail for good; sender a@meinefirma.de, rule '*' (line 7)");
    assertThat(skipped(decision)).containsExactly("ionos REMEMBERED_REFUSAL", "smarthost TRIED");
  }

  @ParameterizedTest
  @CsvSource({
    "hans@kunde.example, ionos, SRS0=hans=kunde.example@meinefirma.de",
    "hans@www.meinefirma.de, ionos, SRS0=hans=www.meinefirma.de@meinefirma.de",
    "a@meinefirma.de, ionos, a@meinefirma.de",
    "hans@kunde.example, smarthost, SRS0=hans=kunde.example@srs.meinefirma.de",
    "a@srs.meinefirma.de, smarthost, a@srs.meinefirma.de",
    "x@l.de, listed, x@l.de",
  })
  void srsRewritesIntoWhatTheRelayTakes(String sender, String relay, String expected) {
    Decision decision = table(route(1, "*", SRS, relay)).decide(from(sender));
    assertThat(candidates(decision)).containsExactly(relay + " " + expected);
    assertThat(decision.candidates().get(0).reason().contains("; sent as " + expected))
        .isEqualTo(!expected.equals(sender));
  }

  @Test
  void srsIntoADomainTheRelayDoesNotTakeIsSaid() {
    Decision decision = table(route(3, "*", SRS, "listed")).decide(from("hans@kunde.example"));
    assertThat(decision.skipped().get(0).explanation())
        .isEqualTo(
            "listed takes only senders of *.liste.de, l.de, and envelope-from makes the sender"
                + " SRS0=hans=kunde.example@srs.meinefirma.de;"
                + " sender hans@kunde.example, rule '*' (line 3)");
  }

  @Test
  void withoutSrsKeyOrDomainTheSenderStays() {
    List<Route> routes = List.of(route(1, "*", SRS, "ionos", "smarthost"));
    Decision keyless =
        new RoutingTable(routes, RELAYS, null, Domain.of("x.de")).decide(from("h@kunde.example"));
    assertThat(candidates(keyless)).containsExactly("smarthost h@kunde.example");
    assertThat(keyless.skipped().get(0).explanation()).contains("SRS has no key or domain");
    Decision domainless =
        new RoutingTable(routes, RELAYS, REWRITER).decide(from("h@kunde.example"));
    assertThat(candidates(domainless))
        .containsExactly("ionos SRS0=h=kunde.example@meinefirma.de", "smarthost h@kunde.example");
  }

  @Test
  void aSenderThatCannotBeRewrittenIsSaid() {
    Decision decision =
        table(route(1, "*", SRS, "ionos")).decide(from("x".repeat(240) + "@k.example"));
    assertThat(skipped(decision)).containsExactly("ionos SENDER_RULE");
    assertThat(decision.skipped().get(0).explanation())
        .contains("cannot be given it rewritten", "254");
  }

  @Test
  void aFixedSenderIsWhatTheRelaySees() {
    EnvelopeFrom fixed = new EnvelopeFrom.Fixed(Address.of("relay@meinefirma.de"));
    Decision decision =
        table(route(1, "*", fixed, "ionos", "listed")).decide(from("hans@kunde.example"));
    assertThat(candidates(decision)).containsExactly("ionos relay@meinefirma.de");
    assertThat(decision.candidates().get(0).reason()).endsWith("; sent as relay@meinefirma.de");
    assertThat(skipped(decision)).containsExactly("listed SENDER_RULE");
  }

  @ParameterizedTest
  @CsvSource({"hans@kunde.example, true", "Relay@meinefirma.de, false", ", true"})
  void theHeaderFromChangesOnlyWhereItMust(String has, boolean changes) {
    Address wanted = Address.of("relay@meinefirma.de");
    Route route = new Route(SenderPattern.of("*"), List.of(SMARTHOST.id()), KEEP, wanted, 1);
    Question question =
        new Question(
            Address.of("a@b.de"),
            has == null ? null : Address.of(has),
            0,
            null,
            Set.of(),
            Map.of());
    assertThat(table(route).decide(question).candidates().get(0).headerFrom())
        .isEqualTo(changes ? wanted : null);
  }

  @Test
  void anOperatorsChoiceOutweighsTheRuleAndTheMemory() {
    Decision decision =
        table(route(9, "*", KEEP, "smarthost", "ionos"))
            .decide(pinned("hans@kunde.example", "ionos", Set.of()));
    assertThat(candidates(decision)).containsExactly("ionos hans@kunde.example");
    assertThat(decision.candidates().get(0).reason())
        .isEqualTo(
            "chosen by an operator; rule '*' (line 9): ionos takes only senders of meinefirma.de");
    assertThat(decision.skipped())
        .containsExactly(
            new Skipped(
                SMARTHOST.id(),
                Decision.Why.NOT_CHOSEN,
                "smarthost is left out, an operator chose ionos;"
                    + " sender hans@kunde.example, rule '*' (line 9)"));
  }

  @Test
  void anOperatorMayChooseARelayThatNoLineNames() {
    RoutingTable table = table(route(9, "meinefirma.de", SRS, "ionos"));
    Decision other = table.decide(pinned("a@meinefirma.de", "smarthost", Set.of()));
    assertThat(candidates(other))
        .containsExactly("smarthost SRS0=a=meinefirma.de@srs.meinefirma.de");
    assertThat(skipped(other)).containsExactly("ionos NOT_CHOSEN");
    Decision unmatched = table.decide(pinned("a@kunde.example", "smarthost", Set.of()));
    assertThat(unmatched.matched()).isNull();
    assertThat(candidates(unmatched)).containsExactly("smarthost a@kunde.example");
  }

  @Test
  void anOperatorsChoiceHasItsLimits() {
    RoutingTable table = table(route(9, "*", KEEP, "ionos"));
    assertThat(skipped(table.decide(pinned("", "ionos", Set.of()))))
        .containsExactly("ionos NULL_SENDER");
    assertThat(skipped(table.decide(pinned("a@meinefirma.de", "ionos", Set.of(IONOS.id())))))
        .containsExactly("ionos TRIED");
    Question large =
        new Question(Address.of("a@meinefirma.de"), null, 2_000, IONOS.id(), Set.of(), Map.of());
    assertThat(skipped(table.decide(large))).containsExactly("ionos TOO_LARGE");
    Decision unknown = table.decide(pinned("a@meinefirma.de", "gone", Set.of()));
    assertThat(unknown.candidates()).isEmpty();
    assertThat(unknown.skipped().get(0).explanation())
        .isEqualTo("an operator chose gone, but no relay of that name is configured");
    assertThat(skipped(unknown)).containsExactly("gone NOT_CHOSEN", "ionos NOT_CHOSEN");
  }

  @Test
  void aPinnedSenderThatCannotBeRewrittenIsKept() {
    String sender = "x".repeat(240) + "@k.example";
    Decision decision =
        table(route(1, "*", SRS, "ionos")).decide(pinned(sender, "ionos", Set.of()));
    assertThat(candidates(decision)).containsExactly("ionos " + sender);
  }

  @Test
  void theFirstOfTwoEqualLinesStays() {
    RoutingTable table =
        table(route(1, "A@b.de", KEEP, "ionos"), route(2, "a@b.de", KEEP, "smarthost"));
    assertThat(table.decide(from("a@b.de")).matched().line()).isEqualTo(1);
  }

  @Test
  void refusesATableThatNamesAnUnknownRelay() {
    assertThatThrownBy(() -> table(route(4, "b.de", KEEP, "ionos", "gone")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rule 'b.de' names the relay gone, which does not exist");
  }
}
