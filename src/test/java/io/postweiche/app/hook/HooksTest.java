package io.postweiche.app.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes at a point come, go, hang and are exchanged. */
@Timeout(60)
class HooksTest {
  private final CamelContext camel = new DefaultCamelContext();
  private final Hooks hooks = new Hooks(Duration.ofMillis(500));

  @BeforeEach
  void start() {
    camel.start();
    hooks.in(camel);
  }

  @AfterEach
  void stop() {
    hooks.close();
    camel.stop();
  }

  @Test
  void aPointIsOpenAsLongAsThereIsARoute() throws Exception {
    assertThat(hooks.open(Point.AFTER_VERDICT)).isFalse();
    route("one", exchange -> {});
    assertThat(hooks.open(Point.BEFORE_DECIDING)).isTrue();
    assertThat(hooks.open(Point.AFTER_VERDICT)).isFalse();
    remove("one");
    assertThat(hooks.open(Point.BEFORE_DECIDING)).isFalse();
  }

  @Test
  void aRouteThatHangsIsInterruptedAtTheLimit() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    route(
        "hangs",
        exchange -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
          }
        });
    assertThatExceptionOfType(HookException.class)
        .isThrownBy(() -> hooks.ask(Point.BEFORE_DECIDING, "x", Map.of()))
        .withMessage("the route at direct:postweiche-before-deciding did not end within 500 ms");
    await().untilTrue(interrupted);
  }

  @Test
  void aRouteThatIsExchangedIsWaitedFor() throws Exception {
    AtomicBoolean asked = new AtomicBoolean();
    route("old", exchange -> {});
    hooks.during(
        () -> {
          remove("old");
          assertThat(hooks.open(Point.BEFORE_DECIDING)).isTrue();
          route("new", exchange -> asked.set(true));
        });
    hooks.ask(Point.BEFORE_DECIDING, "x", Map.of());
    assertThat(asked).isTrue();
  }

  @Test
  void aRouteThatIsStoppedCountsAsOneThatHangs() throws Exception {
    route("stopped", exchange -> {});
    camel.getRouteController().stopRoute("stopped");
    assertThatExceptionOfType(HookException.class)
        .isThrownBy(() -> hooks.ask(Point.BEFORE_DECIDING, "x", Map.of()));
  }

  @Test
  void aRouteThatWasThereBeforeCounts() throws Exception {
    route("early", exchange -> {});
    Hooks later = new Hooks(Duration.ofSeconds(1));
    later.in(camel);
    assertThat(later.open(Point.BEFORE_DECIDING)).isTrue();
    later.close();
  }

  private void remove(String id) throws Exception {
    camel.getRouteController().stopRoute(id);
    camel.removeRoute(id);
  }

  private void route(String id, Processor step) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(Point.BEFORE_DECIDING.endpoint()).routeId(id).process(step);
          }
        });
  }
}
