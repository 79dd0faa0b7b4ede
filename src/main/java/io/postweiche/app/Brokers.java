package io.postweiche.app;

import io.postweiche.broker.Broker;
import io.postweiche.broker.EmbeddedBroker;
import io.postweiche.broker.ExternalBroker;
import io.postweiche.config.BrokerSettings;
import java.io.IOException;
import java.nio.file.Path;

/** The broker that a configuration names: embedded, or somebody's. */
final class Brokers {
  private Brokers() {}

  static Broker start(BrokerSettings settings, Home home, Path data, Runnable onFatal)
      throws IOException {
    return settings instanceof BrokerSettings.External external
        ? ExternalBroker.start(external)
        : EmbeddedBroker.start(
            (BrokerSettings.Embedded) settings, home.brokerXml(), data.resolve("broker"), onFatal);
  }

  /** Takes over the users of a changed configuration; where the broker listens stays as it is. */
  static void reconfigure(Broker broker, BrokerSettings settings) {
    if (broker instanceof EmbeddedBroker embedded
        && settings instanceof BrokerSettings.Embedded changed) {
      embedded.users(changed.users());
    }
  }
}
