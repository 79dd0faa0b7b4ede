package io.postweiche.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that do not ask the broker to roll back nothing. The pool rolls back each session that
 * comes back to it, also behind a commit, and whoever sends one mail in a transaction would wait
 * twice. Skipped only where nothing was sent since the last commit, and where nothing is received.
 */
final class SparingSessions {
  private SparingSessions() {}

  /** The same connections, but for that. */
  static ConnectionFactory of(ConnectionFactory plain) {
    return made(ConnectionFactory.class, handing(plain));
  }

  /** Hands calls on, and puts itself around the connections and sessions they return. */
  private static InvocationHandler handing(Object inner) {
    return (proxy, method, arguments) -> around(call(inner, method, arguments));
  }

  private static @Nullable Object around(@Nullable Object result) {
    if (result instanceof Session session) {
      return made(Session.class, new OneSession(session));
    }
    return result instanceof Connection connection
        ? made(Connection.class, handing(connection))
        : result;
  }

  private static <T> T made(Class<T> type, InvocationHandler handler) {
    ClassLoader loader = SparingSessions.class.getClassLoader();
    return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(
      Object inner, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** As JMS has it used by one thread at a time; another may be the next. */
  private static final class OneSession implements InvocationHandler {
    private final Session session;
    private volatile boolean sent;
    private volatile boolean receives;

    OneSession(Session session) {
      this.session = session;
    }

    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      boolean rollback = method.getName().equals("rollback");
      if (rollback && !sent && !receives) {
        return null;
      }
      Object result = call(session, method, arguments);
      if (rollback || method.getName().equals("commit")) {
        sent = false;
      }
      receives |= result instanceof MessageConsumer || result instanceof QueueBrowser;
      return result instanceof MessageProducer producer
          ? made(MessageProducer.class, sending(producer))
          : result;
    }

    /** Before it goes off: a send that fails may have arrived. */
    private InvocationHandler sending(MessageProducer producer) {
      return (proxy, method, arguments) -> {
        sent |= method.getName().equals("send");
        return call(producer, method, arguments);
      };
    }
  }
}
