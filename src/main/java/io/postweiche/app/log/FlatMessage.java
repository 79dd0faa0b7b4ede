package io.postweiche.app.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %flat} in {@code logback.xml}: the message in one line, whatever is in it. */
public final class FlatMessage extends MessageConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return Controls.flat(String.valueOf(event.getFormattedMessage()));
  }
}
