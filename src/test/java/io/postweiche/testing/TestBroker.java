package io.postweiche.testing;

import io.postweiche.broker.EmbeddedBroker;
import io.postweiche.config.BrokerSettings.Embedded;
import io.postweiche.config.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The embedded broker as it is shipped, in a folder of a test's own. */
public final class TestBroker {
  private TestBroker() {}

  /** Nobody else may connect. */
  public static EmbeddedBroker in(Path folder) throws IOException {
    return in(folder, null);
  }

  /** Clients may connect there over Core, without a login. */
  public static EmbeddedBroker in(Path folder, @Nullable HostPort core) throws IOException {
    return EmbeddedBroker.start(
        new Embedded(core, null, null, Map.of()), Path.of("broker/broker.xml"), folder, () -> {});
  }
}
