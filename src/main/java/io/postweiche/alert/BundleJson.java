package io.postweiche.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postweiche.core.alert.Bundle;
import io.postweiche.core.alert.Bundle.Example;
import io.postweiche.core.alert.Bundle.Kind;
import io.postweiche.core.alert.Bundle.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of the webhook's request; {@code docs/operating.md}, Alerts, says what each key holds.
 */
final class BundleJson {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private BundleJson() {}

  static byte[] of(String id, Bundle bundle, String hostname, String text) {
    ObjectNode root =
        JSON.createObjectNode()
            .put("version", VERSION)
            .put("id", id)
            .put("router", hostname)
            .put("from", time(bundle.from()))
            .put("until", time(bundle.until()))
            .put("total", bundle.total())
            .put("text", text);
    ArrayNode alerts = root.putArray("alerts");
    bundle.lines().forEach(line -> alerts.add(line(line)));
    root.put("notListed", bundle.notListed());
    return root.toString().getBytes(UTF_8);
  }

  private static ObjectNode line(Line line) {
    Kind kind = line.kind();
    ObjectNode node = JSON.createObjectNode().put("cause", kind.cause().word());
    put(node, "relay", kind.relay());
    put(node, "senderDomain", kind.senderDomain());
    put(node, "reason", kind.reason() == null ? null : kind.reason().word());
    node.put("count", line.count()).put("first", time(line.first())).put("last", time(line.last()));
    ArrayNode examples = node.putArray("examples");
    line.examples().forEach(example -> examples.add(example(example)));
    ArrayNode commands = node.putArray("commands");
    Advice.of(line).forEach(commands::add);
    return node;
  }

  private static ObjectNode example(Example example) {
    ObjectNode node = JSON.createObjectNode();
    put(node, "mailId", example.mail());
    return node.put("detail", example.detail());
  }

  /** To the millisecond: not every program reads more. */
  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static void put(ObjectNode node, String key, @Nullable Object value) {
    if (value != null) {
      node.put(key, value.toString());
    }
  }
}
