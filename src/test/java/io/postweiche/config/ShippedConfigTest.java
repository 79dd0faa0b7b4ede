package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.routing.SenderPattern.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code config/postweiche.yaml} runs as it is shipped. */
class ShippedConfigTest {
  private final Loaded loaded =
      ConfigFile.load(Path.of("config/postweiche.yaml"), name -> null); // no environment needed

  @Test
  void isGoodAndWarnsOfNothing() {
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    assertThat(((Loaded.Good) loaded).warnings()).isEmpty();
  }

  @Test
  void playsInTheSandboxAndListensOnLoopbackOnly() {
    Settings settings = ((Loaded.Good) loaded).settings();
    assertThat(settings.sandbox()).isTrue();
    assertThat(settings.listen()).hasSize(1);
    assertThat(settings.listen().get(0).address()).isEqualTo(HostPort.of("127.0.0.1:2525"));
    assertThat(settings.console().address().isLoopback()).isTrue();
  }

  @Test
  void showsEachKindOfSender() {
    Settings settings = ((Loaded.Good) loaded).settings();
    assertThat(settings.routes()).map(r -> r.pattern().kind()).contains(Kind.values());
    assertThat(settings.bounces()).isNotNull();
  }
}
