package io.postweiche.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.postweiche.web.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The OpenAPI document as a judge of answers; what it does not name is a fault too. */
final class ApiDocument {
  private final JsonNode document;

  ApiDocument(String json) throws JsonProcessingException {
    document = Json.MAPPER.readTree(json);
    document.at("/components/schemas").forEach(ApiDocument::close);
  }

  /** Every path that answers to that method. */
  List<String> paths(String method) {
    List<String> paths = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path -> {
              if (path.getValue().has(method)) {
                paths.add(path.getKey());
              }
            });
    return paths;
  }

  /** What is wrong with an answer; empty when it is as documented. */
  List<String> faults(String method, String path, HttpResponse<String> answer)
      throws JsonProcessingException {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    JsonNode response =
        document.at("/paths").get(path).get(method).get("responses").path("" + answer.statusCode());
    if (response.has("$ref")) {
      response = document.at(response.get("$ref").asText().substring(1));
    }
    JsonNode content = response.path("content").path(type);
    if (content.isMissingNode()) {
      return List.of("undocumented: " + answer.statusCode() + " " + type + ": " + answer.body());
    }
    if (type.equals("message/rfc822")) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    boolean lines = type.endsWith("ndjson");
    JsonSchema schema = schema(content.get(lines ? "x-line-schema" : "schema"));
    String[] values = lines ? answer.body().split("\n", -1) : new String[] {answer.body()};
    for (String value : values) {
      if (lines && value.isEmpty()) {
        continue; // behind the last line end
      }
      schema.validate(Json.MAPPER.readTree(value)).stream()
          .map(ValidationMessage::toString)
          .forEach(faults::add);
    }
    return faults;
  }

  private JsonSchema schema(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    root.set("components", document.get("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ApiDocument::close);
  }
}
