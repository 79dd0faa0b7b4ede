package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postweiche.app.PostweicheRoutes;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The routes in somebody's Camel context, beside that one's own routes; the broker is elsewhere.
 */
@Timeout(120)
class EmbeddedScenarioTest extends SomebodysCamel {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void mailMovesBesideTheRoutesThatWereThereBeforeAndLeavesThemAsTheyWere() throws Exception {
    JmsComponent theirs = JmsComponent.jmsComponent(posts.factory());
    camel.addComponent("jms", theirs);
    camel.addRoutes(somebodysRoutes());
    camel.start();
    Set<String> routes = routes();
    Set<String> components = new TreeSet<>(camel.getComponentNames());
    int listeners = camel.getLifecycleStrategies().size();

    with(
        () -> {
          relay.at(At.RCPT).on("nobody@").replies("550 5.1.1 no such user");
          posts.post("a@meinefirma.de", "kunde@example.org");
          posts.post("a@meinefirma.de", "nobody@example.org");
          await().atMost(PATIENCE).until(() -> relay.messages().size() == 1);
          assertThat(relay.messages().get(0).recipients()).containsExactly("kunde@example.org");
          assertThat(posts.receive("mail.dead.recipient-refused").getStringProperty("lastReply"))
              .contains("550 5.1.1 no such user");
          assertThat(ask("Welt")).isEqualTo("Hallo Welt");
          assertThat(camel.hasComponent("jms")).isSameAs((Component) theirs);
        });

    assertThat(routes()).isEqualTo(routes);
    assertThat(new TreeSet<>(camel.getComponentNames()))
        .containsAll(components)
        .doesNotContain("postweiche-jms");
    assertThat(camel.getRegistry().lookupByName("decide")).isNull();
    assertThat(camel.getLifecycleStrategies()).hasSize(listeners);
    assertThat(ask("wieder")).isEqualTo("Hallo wieder");
    posts.post("a@meinefirma.de", "later@example.org");
    // and in again: what was posted meanwhile lay in the broker
    with(
        () -> {
          await().atMost(PATIENCE).until(() -> relay.messages().size() == 2);
        });
  }

  @Test
  void aContextThatStartsLaterTakesTheRoutesWithIt() throws Exception {
    PostweicheRoutes.load(camel, posts.factory(), config());
    posts.post("a@meinefirma.de", "kunde@example.org");
    camel.start();
    await().atMost(PATIENCE).until(() -> relay.messages().size() == 1);
    camel.stop();
    CamelContext next = new DefaultCamelContext();
    // the lock of the data folder is free: the routes were closed with their context
    PostweicheRoutes.load(next, posts.factory(), config()).close();
    next.stop();
  }

  /** As docs/embedding.md has it. */
  @Test
  void camelMainRunsThem() throws Exception {
    Path file = config();
    Main main = new Main();
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeStart(BaseMainSupport starting) {
            try {
              PostweicheRoutes.load(starting.getCamelContext(), posts.factory(), file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    FutureTask<Void> running = new FutureTask<>(() -> run(main));
    new Thread(running, "camel-main").start();
    posts.post("a@meinefirma.de", "kunde@example.org");
    await().atMost(PATIENCE).until(() -> relay.messages().size() == 1);
    main.completed();
    running.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aNameThatIsTakenIsToldAndNothingIsLeftBehind() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:mine").routeId("settle").log("mine");
          }
        });
    camel.start();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PostweicheRoutes.load(camel, posts.factory(), config()))
        .withMessageContaining("has a route 'settle' already");
    assertThat(routes()).containsExactly("settle");
    assertThat(camel.getRegistry().lookupByName("decide")).isNull();
  }

  @Test
  void aBeanThatIsTakenIsToldAndStaysTheirs() throws Exception {
    camel.getRegistry().bind("settle", "theirs");
    camel.start();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PostweicheRoutes.load(camel, posts.factory(), config()))
        .withMessageContaining("has a bean 'settle' already");
    assertThat(camel.getRegistry().lookupByName("settle")).isEqualTo("theirs");
    assertThat(camel.getRegistry().lookupByName("decide")).isNull();
    assertThat(camel.hasComponent("postweiche-jms")).isNull();
  }

  @Test
  void aFaultyConfigurationIsToldWithItsPlace() throws Exception {
    Path file = config();
    Files.writeString(file, Files.readString(file).replace("senders:", "sendres:"));
    camel.start();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PostweicheRoutes.load(camel, posts.factory(), file))
        .withMessageContaining(file + ":")
        .withMessageContaining("sendres");
    assertThat(routes()).isEmpty();
  }

  private static RouteBuilder somebodysRoutes() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:greet").routeId("greet").setBody(simple("Hallo ${body}"));
      }
    };
  }

  private interface Work {
    void run() throws Exception;
  }

  /** While the routes are in the context. */
  private void with(Work work) throws Exception {
    PostweicheRoutes routes = PostweicheRoutes.load(camel, posts.factory(), config());
    try {
      work.run();
    } finally {
      routes.close();
    }
  }

  private static Void run(Main main) throws Exception {
    main.run();
    return null;
  }

  private String ask(String whom) {
    return camel
        .createFluentProducerTemplate()
        .to("direct:greet")
        .withBody(whom)
        .request(String.class);
  }

  private Set<String> routes() {
    return camel.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet());
  }

  private Path config() throws IOException {
    return SomebodysPosts.config(folder, relay.port());
  }
}
