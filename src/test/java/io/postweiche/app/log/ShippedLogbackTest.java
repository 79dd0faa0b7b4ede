package io.postweiche.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The text of the log as logback.xml sets it up. */
class ShippedLogbackTest {
  @Test
  void noMessageOfAnyLoggerCanForgeALine() throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new File("src/main/resources/logback.xml"));
    var root = context.getLogger("ROOT");
    var appender = (OutputStreamAppender<ILoggingEvent>) root.getAppender("stderr");
    String hostile =
        "no\r\n2026-11-28 ERROR router: forged\u001b[2J\u202e\u2028\u0085end, {a}, 'b'";
    LoggingEvent event = new LoggingEvent("here", root, Level.WARN, hostile, null, null);
    String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    assertThat(line)
        .endsWith(" WARN  ROOT: no / 2026-11-28 ERROR router: forged / [2J / end, {a}, 'b'\n");
    assertThat(line.lines()).hasSize(1);
    context.stop();
  }
}
