package io.postweiche.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.alert.Messenger.Carrier;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.RoutingTable;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who carries news of a relay's trouble, and under which sender. */
class MessengerTest {
  private static final RelayProfile OF_A = profile("a", new SenderRule.OfDomain(Domain.of("a.de")));
  private static final RelayProfile OF_B =
      profile(
          "b",
          new SenderRule.Patterns(
              List.of(SenderPattern.of("*.b.de"), SenderPattern.of("versand@b.de"))));
  private static final RelayProfile ANY = profile("any", new SenderRule.Any());
  private static final Address FROM = Address.of("alarm@a.de");

  @Test
  void theRelayOfTheWishedSenderCarriesIt() {
    assertThat(messenger(route("a.de", new EnvelopeFrom.Keep(), ANY, OF_A)).choose(Set.of()))
        .contains(carrier(ANY, "alarm@a.de"));
    assertThat(messenger(route("x.de", new EnvelopeFrom.Keep(), ANY)).choose(Set.of()))
        .contains(carrier(OF_A, "alarm@a.de")); // the first of the file
  }

  @Test
  void aRelayInDoubtCarriesNothingAndTheOtherGetsASenderOfItsOwn() {
    Messenger messenger = messenger(route("a.de", new EnvelopeFrom.Keep(), OF_A));
    assertThat(messenger.choose(Set.of(OF_A.id()))).contains(carrier(OF_B, "versand@b.de"));
    assertThat(messenger.choose(Set.of(OF_A.id(), OF_B.id()))).contains(carrier(ANY, "alarm@a.de"));
    assertThat(messenger.choose(Set.of(OF_A.id(), OF_B.id(), ANY.id()))).isEmpty();
  }

  @Test
  void aRelayBoundToADomainIsGivenItsPostmaster() {
    Messenger messenger =
        new Messenger(
            List.of(OF_A), table(List.of(OF_A)), Address.of("alarm@x.de"), (relay, from) -> false);
    assertThat(messenger.choose(Set.of())).contains(carrier(OF_A, "postmaster@a.de"));
  }

  @Test
  void aRelayThatHasLatelyRefusedTheSenderIsPassedOver() {
    Messenger messenger =
        new Messenger(
            List.of(OF_A, ANY),
            table(List.of(OF_A, ANY)),
            FROM,
            (relay, from) -> relay.equals(OF_A.id()));
    assertThat(messenger.choose(Set.of())).contains(carrier(ANY, "alarm@a.de"));
  }

  @Test
  void aLineThatRewritesTheSenderIntoOneTheRelayRefusesPassesItOver() {
    EnvelopeFrom elsewhere = new EnvelopeFrom.Fixed(Address.of("info@x.de"));
    assertThat(messenger(route("*", elsewhere, OF_A, ANY)).choose(Set.of()))
        .contains(carrier(ANY, "alarm@a.de"));
  }

  private static Messenger messenger(Route route) {
    List<RelayProfile> all = List.of(OF_A, OF_B, ANY);
    return new Messenger(all, table(all, route), FROM, (relay, from) -> false);
  }

  private static RoutingTable table(List<RelayProfile> relays, Route... routes) {
    return new RoutingTable(List.of(routes), relays, null);
  }

  private static Route route(String pattern, EnvelopeFrom from, RelayProfile... relays) {
    List<RelayId> ids = List.of(relays).stream().map(RelayProfile::id).toList();
    return new Route(SenderPattern.of(pattern), ids, from, null, 1);
  }

  private static RelayProfile profile(String name, SenderRule rule) {
    return new RelayProfile(new RelayId(name), rule, false, 0, 100);
  }

  private static Carrier carrier(RelayProfile relay, String sender) {
    return new Carrier(relay.id(), Address.of(sender));
  }
}
