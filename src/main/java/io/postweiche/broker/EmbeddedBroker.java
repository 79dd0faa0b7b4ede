package io.postweiche.broker;

import io.postweiche.config.BrokerSettings.BrokerUser;
import io.postweiche.config.BrokerSettings.Embedded;
import io.postweiche.config.HostPort;
import io.postweiche.core.mail.Receipt;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.support.destination.DestinationResolver;

/** Artemis in this process, from {@code broker/broker.xml}. */
public final class EmbeddedBroker implements Broker {
  private static final AtomicInteger NEXT_VM_ID = new AtomicInteger();

  private static final int STREAM_OCTETS = 1_000_000;

  private final EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();
  private final Path folder;
  private final DiskRoom disk;
  private final int vmId = NEXT_VM_ID.getAndIncrement();
  private final String password;
  private final JmsPool pool;
  private final JmsPool transactions;
  private final DestinationResolver destinations = new KnownDestinations();
  private final ActiveMQConnectionFactory stream;
  private final List<String> addresses = new ArrayList<>();
  private volatile Map<String, BrokerUser> users;

  private EmbeddedBroker(Path folder, Map<String, BrokerUser> users) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.disk = new DiskRoom(folder);
    this.users = users;
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    this.password = HexFormat.of().formatHex(secret);
    this.pool = new JmsPool(this::factory);
    this.transactions = new JmsPool(() -> SparingSessions.of(unanswered(factory())));
    this.stream = factory();
    stream.setConsumerWindowSize(STREAM_OCTETS);
    unanswered(stream);
  }

  /**
   * Starts the broker and opens its listeners.
   *
   * @param xml {@code broker/broker.xml}
   * @param onFatal called when the journal can no longer be trusted (a failed sync): stop taking
   *     mail
   * @throws IOException with a sentence for the operator
   */
  public static EmbeddedBroker start(Embedded settings, Path xml, Path folder, Runnable onFatal)
      throws IOException {
    EmbeddedBroker broker = new EmbeddedBroker(folder, settings.users());
    try {
      broker.open(settings, xml, onFatal);
      return broker;
    } catch (Exception e) {
      broker.close();
      throw new IOException("the embedded broker did not start: " + e.getMessage(), e);
    }
  }

  /** A changed list of users applies to new connections at once. */
  public void users(Map<String, BrokerUser> changed) {
    users = changed;
  }

  @Override
  public ConnectionFactory connections() {
    return pool.factory();
  }

  @Override
  public ConnectionFactory transactions() {
    return transactions.factory();
  }

  @Override
  public DestinationResolver destinations() {
    return destinations;
  }

  @Override
  public ConnectionFactory stream() {
    return stream;
  }

  @Override
  public Receipt room(long octets) {
    return disk.forMail(octets);
  }

  /** The system knows how much is free: nothing is read from the disk for it. */
  @Override
  public Receipt roomAtOnce(long octets) {
    return disk.forMail(octets);
  }

  @Override
  public void declare(String queue) throws IOException {
    try {
      artemis
          .getActiveMQServer()
          .createQueue(
              QueueConfiguration.of(queue)
                  .setAddress(queue)
                  .setRoutingType(RoutingType.ANYCAST)
                  .setDurable(true)
                  .setAutoDelete(false),
              true);
    } catch (Exception e) {
      throw new IOException("queue " + queue + " could not be made: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public void close() throws IOException {
    transactions.close();
    pool.close();
    stream.close();
    try {
      artemis.stop();
    } catch (Exception e) {
      throw new IOException("the broker did not stop cleanly: " + e.getMessage(), e);
    }
  }

  private void open(Embedded settings, Path xml, Runnable onFatal) throws Exception {
    if (!Files.isReadable(xml)) {
      throw new IOException("cannot read " + xml);
    }
    artemis.setConfigResourcePath(xml.toUri().toString());
    artemis.setSecurityManager(
        new BrokerUsers(password.getBytes(java.nio.charset.StandardCharsets.UTF_8), () -> users));
    artemis.createActiveMQServer();
    Configuration config = artemis.getActiveMQServer().getConfiguration();
    Durability.demand(config);
    place(config);
    listen(config, settings);
    config.registerBrokerPlugin(new PostedBy());
    config.registerBrokerPlugin(new PostGuard(Runtime.getRuntime().maxMemory()));
    config.registerBrokerPlugin(new RoomForPosts(disk));
    artemis
        .getActiveMQServer()
        .registerIOCriticalErrorListener((cause, message, file) -> onFatal.run());
    artemis.start();
    if (!artemis.getActiveMQServer().isActive()) {
      throw new IOException("the journal in " + folder + " could not be opened; see the log above");
    }
    boundAddresses();
  }

  private void place(Configuration config) {
    config.setJournalDirectory(folder.resolve("journal").toString());
    config.setBindingsDirectory(folder.resolve("bindings").toString());
    config.setPagingDirectory(folder.resolve("paging").toString());
    config.setLargeMessagesDirectory(folder.resolve("large-messages").toString());
    config.setNodeManagerLockDirectory(folder.resolve("journal").toString());
  }

  private void listen(Configuration config, Embedded settings) {
    config.getAcceptorConfigurations().clear();
    config.addAcceptorConfiguration(
        new TransportConfiguration(
            InVMAcceptorFactory.class.getName(), Map.of("serverId", vmId), "in-process"));
    acceptor(config, "core", "CORE", settings.core());
    acceptor(config, "amqp", "AMQP", settings.amqp());
    acceptor(config, "stomp", "STOMP", settings.stomp());
  }

  private static void acceptor(
      Configuration config, String name, String protocol, @Nullable HostPort at) {
    if (at == null) {
      return;
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put(TransportConstants.HOST_PROP_NAME, at.host());
    parameters.put(TransportConstants.PORT_PROP_NAME, at.port());
    parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, protocol);
    config.addAcceptorConfiguration(
        new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, name));
  }

  /** The real ports: a test or an operator may have asked for port 0. */
  private void boundAddresses() {
    for (String name : List.of("core", "amqp", "stomp")) {
      if (artemis.getActiveMQServer().getRemotingService().getAcceptor(name)
          instanceof NettyAcceptor netty) {
        Object host = netty.getConfiguration().get(TransportConstants.HOST_PROP_NAME);
        addresses.add(name + " " + new HostPort(String.valueOf(host), netty.getActualPort()));
      }
    }
  }

  /** The commit waits, and for the disk; a send that was refused has marked its transaction. */
  private static ActiveMQConnectionFactory unanswered(ActiveMQConnectionFactory factory) {
    factory.setBlockOnDurableSend(false);
    return factory;
  }

  private ActiveMQConnectionFactory factory() {
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(
            false,
            new TransportConfiguration(InProcessFactory.class.getName(), Map.of("serverId", vmId)));
    // else the second connection would be made as the broker announces itself: Artemis' own way
    factory.setUseTopologyForLoadBalancing(false);
    // a consumer's wish for the next mail goes off from where it was made
    factory
        .getServerLocator()
        .setThreadPools(
            ActiveMQClient.getGlobalThreadPool(),
            ActiveMQClient.getGlobalScheduledThreadPool(),
            Runnable::run);
    // a slow relay's consumer must not hoard mail that its neighbour could send
    factory.setConsumerWindowSize(0);
    factory.setMinLargeMessageSize(Bodies.LARGE);
    factory.setUser(BrokerUsers.ROUTER);
    factory.setPassword(password);
    return factory;
  }
}
