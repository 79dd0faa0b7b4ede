package io.postweiche.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Dsn;
import io.postweiche.core.mail.DsnWish;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client wants to hear about its mail, in one property: a JSON object. */
final class DsnColumn {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DsnColumn() {}

  static @Nullable String write(Dsn dsn) {
    if (dsn.equals(Dsn.NONE)) {
      return null;
    }
    ObjectNode node = JSON.createObjectNode();
    if (dsn.returned() != null) {
      node.put("ret", dsn.returned().name());
    }
    if (dsn.envelopeId() != null) {
      node.put("envid", dsn.envelopeId());
    }
    ArrayNode wishes = node.putArray("rcpt");
    for (Map.Entry<Address, DsnWish> wish : dsn.wishes().entrySet()) {
      ObjectNode each = wishes.addObject().put("to", wish.getKey().toString());
      each.put("notify", wish.getValue().whenText());
      each.put("orcpt", wish.getValue().original());
    }
    return node.toString();
  }

  /** As {@link MailCodec#read}: whoever wrote the property, nothing unchecked comes of it. */
  static Dsn read(@Nullable String column) {
    if (column == null || column.isEmpty()) {
      return Dsn.NONE;
    }
    JsonNode node = parse(column);
    String returned = text(node, "ret");
    Map<Address, DsnWish> wishes = new LinkedHashMap<>();
    for (JsonNode each : node.path("rcpt")) {
      wishes.put(Address.of(each.path("to").asText("")), wish(each));
    }
    return new Dsn(
        returned == null ? null : Dsn.Returned.valueOf(returned), text(node, "envid"), wishes);
  }

  private static DsnWish wish(JsonNode each) {
    String notify = each.path("notify").asText("");
    return new DsnWish(notify.isEmpty() ? Set.of() : DsnWish.when(notify), text(each, "orcpt"));
  }

  private static JsonNode parse(String column) {
    try {
      return JSON.readTree(column);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the property dsn is no JSON", e);
    }
  }

  private static @Nullable String text(JsonNode node, String key) {
    return node.hasNonNull(key) ? node.get(key).asText() : null;
  }
}
