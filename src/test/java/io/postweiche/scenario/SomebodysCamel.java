package io.postweiche.scenario;

import io.postweiche.testing.ScriptedRelay;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Camel context, a broker and an application that were there before Postweiche; and a relay. */
abstract class SomebodysCamel {
  @TempDir Path folder;
  final ScriptedRelay relay = ScriptedRelay.start();
  final CamelContext camel = new DefaultCamelContext();
  SomebodysBroker broker;
  SomebodysPosts posts;

  @BeforeEach
  void startBroker() throws Exception {
    broker = new SomebodysBroker(folder.resolve("broker")).start();
    posts = new SomebodysPosts(broker);
  }

  @AfterEach
  void stopAll() throws Exception {
    camel.stop();
    posts.close();
    broker.close();
    relay.close();
  }
}
