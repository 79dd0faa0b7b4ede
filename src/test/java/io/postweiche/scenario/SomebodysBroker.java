package io.postweiche.scenario;

import io.postweiche.app.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** An Artemis that is not the router's: from the same broker.xml, with a door on TCP. */
final class SomebodysBroker implements AutoCloseable {
  static final String USER = "weiche";
  static final String PASSWORD = "geheim";

  private final Path folder;
  private final int port;
  private EmbeddedActiveMQ artemis;
  private volatile String password = PASSWORD;

  SomebodysBroker(Path folder) throws Exception {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  String url() {
    return "tcp://127.0.0.1:" + port;
  }

  SomebodysBroker start() throws Exception {
    artemis = new EmbeddedActiveMQ();
    artemis.setConfigResourcePath(Home.find().brokerXml().toUri().toString());
    artemis.setSecurityManager(new OneUser());
    artemis.createActiveMQServer();
    Configuration config = artemis.getActiveMQServer().getConfiguration();
    config.setJournalDirectory(folder.resolve("journal").toString());
    config.setBindingsDirectory(folder.resolve("bindings").toString());
    config.setPagingDirectory(folder.resolve("paging").toString());
    config.setLargeMessagesDirectory(folder.resolve("large").toString());
    config.setNodeManagerLockDirectory(folder.resolve("journal").toString());
    config.getAcceptorConfigurations().clear();
    config.addAcceptorConfiguration(
        new TransportConfiguration(
            NettyAcceptorFactory.class.getName(), Map.of("host", "127.0.0.1", "port", port)));
    artemis.start();
    return this;
  }

  /** From now on nobody gets in with another password than this one. */
  SomebodysBroker password(String other) {
    password = other;
    return this;
  }

  /** Somebody deletes a queue, whoever consumes from it. */
  void delete(String queue) throws Exception {
    artemis
        .getActiveMQServer()
        .destroyQueue(SimpleString.of(queue), null, false, true, false, false);
  }

  /** Somebody empties a queue; gives how many messages there were. */
  int purge(String queue) throws Exception {
    Queue found = artemis.getActiveMQServer().locateQueue(queue);
    return found == null ? 0 : found.deleteAllReferences();
  }

  /** How many messages lie in a queue. */
  long depth(String queue) {
    Queue found = artemis.getActiveMQServer().locateQueue(queue);
    return found == null ? 0 : found.getMessageCount();
  }

  @Override
  public void close() throws IOException {
    if (artemis == null) {
      return;
    }
    try {
      artemis.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
    artemis = null;
  }

  private final class OneUser implements ActiveMQSecurityManager {
    @Override
    public boolean validateUser(String user, String given) {
      return USER.equals(user) && password.equals(given);
    }

    @Override
    public boolean validateUserAndRole(
        String user, String given, Set<Role> roles, CheckType check) {
      return validateUser(user, given)
          && roles.stream()
              .anyMatch(role -> role.getName().equals("router") && check.hasRole(role));
    }
  }
}
