package io.postweiche.broker;

import io.postweiche.core.mail.Receipt;
import jakarta.jms.ConnectionFactory;
import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.support.destination.DestinationResolver;

/** The store of all mail, in this process or elsewhere. */
public interface Broker extends Closeable {
  /** One factory for consumers and producers: only then do they share a transaction. */
  ConnectionFactory connections();

  /**
   * The same for the routes, whose sessions are all transacted: a send waits for no answer, and a
   * refused one makes the commit fail.
   */
  ConnectionFactory transactions();

  /** How the routes find a destination by its name. */
  DestinationResolver destinations();

  /**
   * For one consumer that takes many small messages at a time; not pooled. Nothing is sent over it
   * but in a transaction: a send waits for no answer, and a refused one makes the commit fail.
   */
  ConnectionFactory stream();

  /** Whether a mail of this size can be stored now. */
  Receipt room(long octets);

  /** As {@link #room}, for who must not wait: null when the answer is not at hand. */
  @Nullable Receipt roomAtOnce(long octets);

  /** Makes a queue that does not exist yet. */
  void declare(String queue) throws java.io.IOException;

  /** Where clients connect, for a person: {@code core tcp://127.0.0.1:61616}. */
  List<String> addresses();
}
