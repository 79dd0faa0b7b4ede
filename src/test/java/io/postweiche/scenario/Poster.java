package io.postweiche.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of the broker that was not written here, by the few things an application does. */
interface Poster extends AutoCloseable {
  /** Posts to {@code mail.submit}, and waits until the broker has it. */
  void post(Letter letter) throws Exception;

  /** Posts all in one transaction, and commits it or rolls it back. */
  void together(List<Letter> letters, boolean commit) throws Exception;

  /** The next answer in a queue. */
  Answered answer(String queue) throws Exception;

  /** Makes a durable subscription of {@code mail.events} and leaves. */
  void subscribe(String name) throws Exception;

  /** Comes back to it for the first event that has this text. */
  String event(String name, String text) throws Exception;

  /** An answer as the application sees it. */
  record Answered(@Nullable String correlation, String text) {}

  @Override
  void close();
}
