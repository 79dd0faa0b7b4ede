package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.RefusalMemory.Refusal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalMemoryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant ONE = NOON.plusSeconds(3600);
  private static final RelayId IONOS = new RelayId("ionos");
  private static final RelayId SMART = new RelayId("smarthost");

  private final RefusalMemory memory = new RefusalMemory(3);

  @Test
  void remembersTheDomainUntilTheTimeIsUp() {
    memory.remember(Address.of("a@x.de"), IONOS, "refused at noon", ONE);
    assertThat(memory.refusing(Address.of("other@x.de"), NOON))
        .isEqualTo(Map.of(IONOS, "refused at noon"));
    assertThat(memory.refusing(Address.of("a@sub.x.de"), NOON)).isEmpty();
    assertThat(memory.refusing(Address.of("a@x.de"), ONE)).isEmpty();
    assertThat(memory.list()).isEmpty();
  }

  @Test
  void theNullSenderIsADomainOfItsOwn() {
    memory.remember(Address.NULL, IONOS, "no bounces", ONE);
    assertThat(memory.refusing(Address.NULL, NOON)).containsOnlyKeys(IONOS);
    assertThat(memory.refusing(Address.of("a@x.de"), NOON)).isEmpty();
    assertThat(memory.list()).extracting(Refusal::domain).containsOnlyNulls();
  }

  @Test
  void theOldestGoesFirst() {
    for (String domain : new String[] {"a.de", "b.de", "c.de", "a.de", "d.de"}) {
      memory.remember(Address.of("u@" + domain), IONOS, domain, ONE);
    }
    // a.de was refused anew, so b.de is the oldest
    assertThat(memory.list()).extracting(Refusal::sentence).containsExactly("c.de", "a.de", "d.de");
    assertThat(memory.refusing(Address.of("u@b.de"), NOON)).isEmpty();
  }

  @Test
  void forgets() {
    memory.remember(Address.of("a@x.de"), IONOS, "1", ONE);
    memory.remember(Address.of("a@x.de"), SMART, "2", ONE);
    memory.forget(IONOS);
    assertThat(memory.refusing(Address.of("a@x.de"), NOON)).isEqualTo(Map.of(SMART, "2"));
    memory.forgetAll();
    assertThat(memory.refusing(Address.of("a@x.de"), NOON)).isEmpty();
    assertThat(memory.list()).isEmpty();
  }
}
