package io.postweiche.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of {@code master.cf} (master(5)). */
record MasterCf(List<Service> services) {
  /**
   * One of them.
   *
   * @param command the program, without its arguments
   * @param own parameters by {@code -o}
   */
  record Service(
      String name, String type, String command, Map<String, MainCf.Written> own, Place place) {}

  private static final int ARGUMENTS = 8; // name, type and five columns stand before the command

  static MasterCf read(Path file, Notes notes) {
    List<Service> services = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        for (LogicalLines.Line line : LogicalLines.of(TextFile.read(file))) {
          add(
              Words.of(line.text().replace(",", "\u0001")),
              new Place(file, line.number()),
              services);
        }
      } catch (IOException e) {
        notes.leftOut(new Place(file, 1), "its services: " + e.getMessage());
      }
    }
    return new MasterCf(services);
  }

  /** A service that delivers, by the name of its transport. */
  Optional<Service> transport(String name) {
    return services.stream()
        .filter(s -> s.name().equals(name) && !s.type().equals("inet"))
        .findFirst();
  }

  private static void add(List<String> words, Place place, List<Service> services) {
    if (words.size() >= ARGUMENTS) {
      List<String> arguments = words.subList(ARGUMENTS, words.size());
      services.add(
          new Service(words.get(0), words.get(1), words.get(7), own(arguments, place), place));
    }
  }

  private static Map<String, MainCf.Written> own(List<String> arguments, Place place) {
    Map<String, MainCf.Written> own = new LinkedHashMap<>();
    for (int at = 0; at + 1 < arguments.size(); at++) {
      if (arguments.get(at).equals("-o")) {
        String setting = arguments.get(at + 1).replace('\u0001', ',');
        String bare =
            setting.startsWith("{") && setting.endsWith("}")
                ? setting.substring(1, setting.length() - 1)
                : setting;
        int equals = bare.indexOf('=');
        if (equals > 0) {
          own.put(
              bare.substring(0, equals).strip(),
              new MainCf.Written(bare.substring(equals + 1).strip(), place));
        }
      }
    }
    return own;
  }
}
