package io.postweiche.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON Schema of the configuration, as a page with one row for each key. */
final class KeyTable {
  private static final String HEAD =
      """
      # Every configuration key

      Made from [the JSON Schema](../config/postweiche.schema.json); a test fails when the two differ. What the keys are for,
      with examples, is told in [configuring.md](configuring.md).

      `NAME` stands for a name of your own, `[]` for each item of a list. Where a type is followed by words, these are the values; `needed` in the column
      of defaults holds for the mapping that the key stands in. A value may come from `${env:NAME}` or `${file:PATH}`.
      """;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("text", "text"),
          Map.entry("secret", "secret"),
          Map.entry("srsSecret", "secret, 16 characters or more"),
          Map.entry("duration", "duration"),
          Map.entry("positiveDuration", "duration"),
          Map.entry("size", "size"),
          Map.entry("percent", "share"),
          Map.entry("listenAddress", "address:port"),
          Map.entry("network", "network"),
          Map.entry("address", "e-mail address"),
          Map.entry("domainName", "host or domain name"),
          Map.entry("senderPattern", "sender pattern"),
          Map.entry("senderPatterns", "list of sender patterns"),
          Map.entry("allowedSenders", "list of sender patterns, `<>`"),
          Map.entry("relayName", "relay"),
          Map.entry("relayNames", "relay, list of relays"),
          Map.entry("flag", "true or false"),
          Map.entry("port", "port"));

  private final JsonNode schema;
  private final Map<String, String> rows = new LinkedHashMap<>();

  KeyTable(JsonNode schema) {
    this.schema = schema;
    collect("", schema);
  }

  /** The rows by their keys, like {@code relays.*.limits}, in the schema's order. */
  Map<String, String> rows() {
    return rows;
  }

  String page() {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (Map.Entry<String, String> row : rows.entrySet()) {
      String first = row.getKey().split("[.\\[]", 2)[0];
      if (!first.equals(section)) {
        section = first;
        page.append("\n## `").append(section).append("`\n\n");
        page.append("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
      }
      page.append(row.getValue()).append('\n');
    }
    return page.toString();
  }

  private void collect(String path, JsonNode node) {
    node.path("properties").properties().forEach(e -> key(path, node, e.getKey(), e.getValue()));
    if (node.path("additionalProperties").isObject()) {
      collect(path + ".*", node.get("additionalProperties"));
    }
    if (node.has("items")) {
      collect(path + "[]", node.get("items"));
    }
    node.path("anyOf").forEach(n -> collect(path, n));
  }

  private void key(String path, JsonNode parent, String name, JsonNode node) {
    String key = path.isEmpty() ? name : path + "." + name;
    rows.putIfAbsent(key, row(key, name, parent, node));
    collect(key, node);
  }

  private String row(String key, String name, JsonNode parent, JsonNode node) {
    boolean needed = false;
    for (JsonNode required : parent.path("required")) {
      needed |= required.asText().equals(name);
    }
    return "| `%s` | %s | %s | %s |"
        .formatted(key.replace("*", "NAME"), type(node), preset(node, needed), cell(about(node)));
  }

  private static String preset(JsonNode node, boolean needed) {
    if (node.has("default") && !node.get("default").isEmpty()) {
      return code(node.get("default").toString());
    }
    if (node.has("default") && !node.get("default").isContainerNode()) {
      return code(node.get("default").asText());
    }
    return needed ? "needed" : "";
  }

  private String about(JsonNode node) {
    String own = node.path("description").asText();
    return own.isEmpty() ? definition(node).path("description").asText() : own;
  }

  private String type(JsonNode node) {
    Set<String> types = new LinkedHashSet<>();
    types(node, types);
    return String.join(", ", types);
  }

  private void types(JsonNode node, Set<String> types) {
    String reference = node.path("$ref").asText().replaceFirst("^#/\\$defs/", "");
    if (TYPES.containsKey(reference)) {
      types.add(TYPES.get(reference));
    } else if (!reference.isEmpty() && !reference.equals("reference")) {
      types(definition(node), types);
    }
    node.path("enum").forEach(word -> types.add(code(word.asText())));
    if (node.has("const")) {
      types.add(code(node.get("const").asText()));
    }
    if (reference.isEmpty() && !node.has("enum")) {
      plain(node, types);
    }
  }

  /** What the schema writes out where it stands. */
  private void plain(JsonNode node, Set<String> types) {
    if (node.has("anyOf") && !node.path("type").asText().equals("object")) {
      node.get("anyOf").forEach(n -> types(n, types));
      return;
    }
    switch (node.path("type").asText()) {
      case "object" -> types.add(node.has("properties") ? "mapping" : "NAME: " + value(node));
      case "array" ->
          types.add(
              "list of " + type(node.get("items")).replaceAll("\\b(network|mapping)\\b", "$1s"));
      case "integer", "number" -> types.add(range(node));
      case "string" -> types.add("text");
      default -> {}
    }
  }

  private String value(JsonNode node) {
    return type(node.get("additionalProperties")).replace(", ", " or ");
  }

  private static String range(JsonNode node) {
    return node.has("maximum")
        ? "%s to %s".formatted(node.get("minimum").asText(), node.get("maximum").asText())
        : "number";
  }

  private JsonNode definition(JsonNode node) {
    return schema.at(node.path("$ref").asText().replaceFirst("^#", ""));
  }

  private static String code(String text) {
    return "`" + text.replace("\"", "") + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|")
        .lines()
        .collect(Collectors.joining(" "))
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
