package io.postweiche.app.station;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** What is to be done when an exchange has ended, and with it its transaction. */
public final class Afterwards {
  private Afterwards() {}

  /** When it has ended well: its transaction is committed. */
  public static void committed(Exchange exchange, Runnable action) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onComplete(Exchange done) {
                action.run();
              }
            });
  }

  /** When it has failed: its transaction is rolled back. */
  static void rolledBack(Exchange exchange, Runnable action) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onFailure(Exchange done) {
                action.run();
              }
            });
  }

  /** However it ended. */
  public static void done(Exchange exchange, Runnable action) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                action.run();
              }
            });
  }
}
