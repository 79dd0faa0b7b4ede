package io.postweiche.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.postweiche.web.Json;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How a listing comes out: a table, or JSON. */
final class ListOutput {
  @Option(names = "--json", description = "Print an array of objects, one a line.")
  private boolean json;

  boolean json() {
    return json;
  }

  /**
   * Prints the items.
   *
   * @param none said on standard error when there is none
   * @param row the cells of an item
   */
  <T> void print(
      Terminal terminal, List<T> items, String none, Table table, Function<T, Object[]> row) {
    if (json) {
      printJson(terminal, items);
    } else if (items.isEmpty()) {
      terminal.err().println(none);
    } else {
      items.forEach(item -> table.add(row.apply(item)));
      table.print(terminal.out());
    }
  }

  static void printObject(Terminal terminal, Object object) {
    try {
      terminal.out().println(Json.MAPPER.writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view is always JSON", e);
    }
  }

  static void printJson(Terminal terminal, List<?> items) {
    try {
      StringBuilder all = new StringBuilder("[");
      String between = "\n";
      for (Object item : items) {
        all.append(between).append(Json.MAPPER.writeValueAsString(item));
        between = ",\n";
      }
      terminal.out().println(all.append(items.isEmpty() ? "]" : "\n]"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view is always JSON", e);
    }
  }
}
