package io.postweiche.broker;

import jakarta.jms.ConnectionFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Kept JMS connections and sessions: a session for each mail would cost more than the mail. */
final class JmsPool {
  private static final int CONNECTIONS = 4;
  private static final int SESSIONS_EACH = 2000;

  private final Supplier<ConnectionFactory> plain;
  private @Nullable JmsPoolConnectionFactory pool;

  JmsPool(Supplier<ConnectionFactory> plain) {
    this.plain = plain;
  }

  synchronized ConnectionFactory factory() {
    if (pool == null) {
      pool = new JmsPoolConnectionFactory();
      pool.setConnectionFactory(plain.get());
      pool.setMaxConnections(CONNECTIONS);
      pool.setMaxSessionsPerConnection(SESSIONS_EACH);
      pool.setConnectionIdleTimeout(0);
      pool.start();
    }
    return pool;
  }

  synchronized void close() {
    if (pool != null) {
      pool.stop();
    }
  }
}
