package io.postweiche.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Each record as one JSON object in one line: {@code time} (ISO 8601, UTC), {@code level}, {@code
 * logger}, {@code message}, the fields of a {@link LogFields}, and {@code thrown} as a string.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public byte[] encode(ILoggingEvent event) {
    try {
      String line = Controls.escaped(JSON.writeValueAsString(record(event)));
      return (line + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON comes of a log record", e);
    }
  }

  private static Map<String, Object> record(ILoggingEvent event) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("time", event.getInstant().toString());
    record.put("level", event.getLevel().toString());
    record.put("logger", event.getLoggerName());
    Object[] arguments = event.getArgumentArray();
    if (arguments != null && arguments.length == 1 && arguments[0] instanceof LogFields told) {
      record.put("message", told.message());
      told.fields().forEach(record::putIfAbsent);
    } else {
      record.put("message", String.valueOf(event.getFormattedMessage()));
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      record.put("thrown", ThrowableProxyUtil.asString(thrown).strip());
    }
    return record;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
