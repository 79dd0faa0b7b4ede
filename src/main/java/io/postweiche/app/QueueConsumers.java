package io.postweiche.app;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/**
 * The consumers of one queue, there only while mail may lie in it: they begin with the first mail
 * that is put into it, stop at once when its lane does, and go when nothing has come for a while.
 * Any thread may call; nothing here waits for mail under way.
 */
final class QueueConsumers {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");

  private final CamelContext camel;
  private final String component;
  private final String queue;
  private final String name;
  private final Processor taken;
  private final Executor aside;
  private int most = 1;
  private volatile long wanted;
  private volatile boolean running;
  private volatile boolean held = true;
  private volatile boolean shut;
  private @Nullable JmsConsumer consumer;

  /**
   * Begins held.
   *
   * @param component the transacted JMS component's name in this context
   * @param name what the log calls them
   * @param taken what becomes of each mail, within the transaction that took it
   * @param aside where they are made, since whoever wants them is storing a mail
   */
  QueueConsumers(
      CamelContext camel,
      String component,
      String queue,
      String name,
      Processor taken,
      Executor aside) {
    this.camel = camel;
    this.component = component;
    this.queue = queue;
    this.name = name;
    this.taken = taken;
    this.aside = aside;
  }

  /** How many there may be at once; holds for those that run, too. */
  synchronized void most(int consumers) {
    most = consumers;
    DefaultMessageListenerContainer container = container();
    if (container != null) {
      container.setMaxConcurrentConsumers(consumers);
    }
  }

  /** Mail is put into the queue, or lies there. */
  void want() {
    wanted = System.nanoTime(); // before it is asked whether they run: see sleep
    if (!running && allowed()) {
      aside.execute(this::settle);
    }
  }

  /** For an operator, or because the relay is gone; let go, they begin when they are wanted. */
  void hold(boolean still) {
    held = still;
    settleIf(still);
  }

  /** For the lane; when it flows again mail waits for it. */
  void shut(boolean still) {
    shut = still;
    settleIf(still);
    if (!still) {
      want();
    }
  }

  /** Nothing lies in the queue: who has waited in vain for so long stops. */
  void idle(Duration patience) {
    if (running && System.nanoTime() - wanted > patience.toNanos()) {
      sleep(patience);
    }
  }

  /** Whether no mail is under way; sure only for consumers that were stopped. */
  synchronized boolean quiet() {
    DefaultMessageListenerContainer container = container();
    return container == null || container.getActiveConsumerCount() == 0;
  }

  /** Lets consumers go that have stopped, and with them their sessions and threads. */
  synchronized void leave() {
    JmsConsumer former = consumer;
    if (running || former == null || !quiet()) {
      return;
    }
    consumer = null;
    former.stop();
    try {
      camel.removeEndpoint(former.getEndpoint());
    } catch (Exception e) {
      LOG.debug("the endpoint of {} was not removed", queue, e);
    }
  }

  private boolean allowed() {
    return !held && !shut;
  }

  private void settleIf(boolean still) {
    if (still) {
      settle();
    }
  }

  private synchronized void settle() {
    boolean run = allowed();
    if (run && !running) {
      begin();
    } else if (!run && running) {
      stop();
    }
  }

  private synchronized void sleep(Duration patience) {
    stop();
    if (System.nanoTime() - wanted <= patience.toNanos()) {
      settle(); // a mail was put there meanwhile by one who saw them running
    }
  }

  private void begin() {
    try {
      if (consumer == null) {
        consumer = make();
        consumer.start();
      } else {
        consumer.resume();
      }
      running = true;
    } catch (Exception e) { // tried again when the queues are looked at
      LOG.warn("{} is not delivered from: {}", queue, String.valueOf(e));
      leave();
    }
  }

  private void stop() {
    running = false;
    if (consumer != null) {
      consumer.suspend();
    }
  }

  private JmsConsumer make() throws Exception {
    // accepting while it stops: else a pause would roll back, and eight of them park
    String uri =
        "%s:queue:%s?messageConverter=#mail-messages&acceptMessagesWhileStopping=true"
            + "&concurrentConsumers=1&maxConcurrentConsumers=%d";
    JmsConsumer made =
        (JmsConsumer)
            camel.getEndpoint(uri.formatted(component, queue, most)).createConsumer(taken);
    made.setRouteId(name);
    return made;
  }

  private @Nullable DefaultMessageListenerContainer container() {
    JmsConsumer present = consumer;
    try {
      return present == null
          ? null
          : (DefaultMessageListenerContainer) present.getListenerContainer();
    } catch (Exception e) {
      throw new IllegalStateException("the consumers of " + queue + " cannot be asked", e);
    }
  }
}
