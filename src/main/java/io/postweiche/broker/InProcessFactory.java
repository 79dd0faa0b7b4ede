package io.postweiche.broker;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ClientConnectionLifeCycleListener;
import org.apache.activemq.artemis.spi.core.remoting.ClientProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Connector;

/** What Artemis makes the router's own connections with; public, since it does so by name. */
public final class InProcessFactory extends InVMConnectorFactory {
  @Override
  public Connector createConnector(
      Map<String, Object> configuration,
      BufferHandler handler,
      ClientConnectionLifeCycleListener client,
      Executor closing,
      Executor threads,
      ScheduledExecutorService scheduled,
      ClientProtocolManager protocol) {
    return new InProcess(configuration, handler, client, closing, threads, protocol);
  }
}
