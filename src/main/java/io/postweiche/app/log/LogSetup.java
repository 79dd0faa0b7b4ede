package io.postweiche.app.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.postweiche.config.LogFormat;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log of the process as {@code log.format} wants it. */
public final class LogSetup {
  /** What logback.xml sets up, to come back to. */
  private static @Nullable Encoder<ILoggingEvent> text;

  private LogSetup() {}

  /** From now on; what libraries tell java.util.logging comes along. */
  public static synchronized void apply(LogFormat format) {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Iterator<Appender<ILoggingEvent>> appenders =
          context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
      while (appenders.hasNext()) {
        if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
          apply(format, appender, context);
        }
      }
    }
  }

  private static void apply(
      LogFormat format, OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
    if (!(appender.getEncoder() instanceof JsonLines)) {
      text = appender.getEncoder();
    }
    switch (format) {
      case TEXT -> {
        if (text != null) {
          appender.setEncoder(text);
        }
      }
      case JSON -> appender.setEncoder(jsonLines(context));
    }
  }

  private static JsonLines jsonLines(LoggerContext context) {
    JsonLines lines = new JsonLines();
    lines.setContext(context);
    lines.start();
    return lines;
  }
}
