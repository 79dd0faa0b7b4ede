package io.postweiche.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JsonLinesTest {
  private static final String HOSTILE = "a\r\n{\"level\":\"x\"}\u001b[2J\u202eb\u2028\u0085\u007fü";

  @Test
  void whateverIsSaidIsOneLineAndReadsBackAsItWas() throws IOException {
    String line = encode("{}", null, HOSTILE);
    assertThat(line).endsWith("}\n").doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}&&[^\n]]");
    assertThat(line.strip()).doesNotContain("\n").contains("ü");
    JsonNode read = new ObjectMapper().readTree(line);
    assertThat(read.path("message").asText()).isEqualTo(HOSTILE);
    assertThat(read.path("level").asText()).isEqualTo("WARN");
    assertThat(read.path("logger").asText()).isEqualTo("postweiche.test");
  }

  @Test
  void whatIsThrownIsAString() throws IOException {
    String line = encode("it failed", new IllegalStateException("no\nway", new IOException("io")));
    assertThat(line.strip()).doesNotContain("\n");
    assertThat(new ObjectMapper().readTree(line).path("thrown").asText())
        .startsWith("java.lang.IllegalStateException: no\nway")
        .contains("JsonLinesTest", "Caused by: java.io.IOException: io");
  }

  @Test
  void fieldsStandByThemselvesAndCannotPretendToBeOthers() throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("level", "ERROR");
    fields.put("recipients", List.of("a@b.example"));
    fields.put("delay", 0.25);
    LogFields told =
        new LogFields() {
          @Override
          public String message() {
            return "delivered";
          }

          @Override
          public Map<String, Object> fields() {
            return fields;
          }
        };
    JsonNode read = new ObjectMapper().readTree(encode("{}", null, told));
    assertThat(read.path("message").asText()).isEqualTo("delivered");
    assertThat(read.path("level").asText()).isEqualTo("WARN");
    assertThat(read.path("recipients").get(0).asText()).isEqualTo("a@b.example");
    assertThat(read.path("delay").asDouble()).isEqualTo(0.25);
  }

  private static String encode(String format, Throwable thrown, Object... arguments) {
    Logger logger = (Logger) LoggerFactory.getLogger("postweiche.test");
    LoggingEvent event = new LoggingEvent("here", logger, Level.WARN, format, thrown, arguments);
    return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
  }
}
