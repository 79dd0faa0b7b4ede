package io.postweiche.app.station;

import io.postweiche.core.mail.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;

/** Frees a body when the exchange that carries it has ended, well or badly. */
final class ClosingContent {
  private ClosingContent() {}

  static void afterwards(Content content, Exchange exchange) {
    if (content instanceof Content.InMemory) {
      return;
    }
    Afterwards.done(
        exchange,
        () -> {
          try {
            content.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
