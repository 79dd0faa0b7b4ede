package io.postweiche.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.server.ActiveMQComponent;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ClientConnectionLifeCycleListener;
import org.apache.activemq.artemis.spi.core.remoting.ClientProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Connection;
import org.apache.activemq.artemis.utils.actors.OrderedExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Artemis' connector for clients of the same process, without a change of thread for each packet:
 * whoever writes one hands it over himself, and with it what others have written to the same
 * connection meanwhile, in order. On either side that is short: the broker puts a session's packets
 * into a queue of its own, and the client wakes who waits for an answer.
 */
final class InProcess extends InVMConnector {
  private final ClientConnectionLifeCycleListener client;
  private final Executor aside;
  private final Map<Object, Connection> open = new ConcurrentHashMap<>();

  InProcess(
      Map<String, Object> configuration,
      BufferHandler handler,
      ClientConnectionLifeCycleListener client,
      Executor aside,
      Executor threads,
      ClientProtocolManager protocol) {
    super(configuration, handler, client, aside, threads, protocol);
    this.client = client;
    this.aside = aside;
  }

  @Override
  public @Nullable Connection createConnection() {
    InVMAcceptor broker = (InVMAcceptor) getAcceptor();
    if (broker == null) {
      return null; // as Artemis wants it where nobody listens
    }
    Connection made =
        internalCreateConnection(broker.getHandler(), new Ends(broker), handedOverByTheWriter());
    broker.connect((String) made.getID(), getHandler(), this, handedOverByTheWriter());
    return made;
  }

  @Override
  public void disconnect(String id) {
    Connection gone = isStarted() ? open.get(id) : null;
    if (gone != null) {
      gone.close();
    }
  }

  @Override
  public synchronized void close() {
    if (isStarted()) {
      open.keySet().forEach(id -> client.connectionDestroyed(id, false));
      super.close();
    }
  }

  private static OrderedExecutor handedOverByTheWriter() {
    return new OrderedExecutor(Runnable::run);
  }

  /** What ends on one side ends on the other; told from a thread that holds no lock of theirs. */
  private final class Ends implements ClientConnectionLifeCycleListener {
    private final InVMAcceptor broker;

    Ends(InVMAcceptor broker) {
      this.broker = broker;
    }

    @Override
    public void connectionCreated(
        ActiveMQComponent component, Connection made, ClientProtocolManager protocol) {
      open.put(made.getID(), made);
      client.connectionCreated(component, made, protocol);
    }

    @Override
    public void connectionDestroyed(Object id, boolean failed) {
      if (open.remove(id) != null) {
        broker.disconnect((String) id);
        aside.execute(() -> client.connectionDestroyed(id, failed));
      }
    }

    @Override
    public void connectionException(Object id, ActiveMQException cause) {
      aside.execute(() -> client.connectionException(id, cause));
    }

    @Override
    public void connectionReadyForWrites(Object id, boolean ready) {}
  }
}
