package io.postweiche.config;

import io.postweiche.core.limit.Growth;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.nodes.Node;

/** The providers of {@code presets.yaml} on the classpath, in its order. */
final class Presets {
  static final Map<String, TlsMode> TLS = Choices.of(TlsMode.class);

  private static final String FILE = "presets.yaml";
  private static final Map<String, Preset> ALL = load();

  private Presets() {}

  static Map<String, Preset> all() {
    return ALL;
  }

  private static Map<String, Preset> load() {
    try (InputStream in = Objects.requireNonNull(Presets.class.getResourceAsStream(FILE), FILE)) {
      Reading reading = Reading.of(Path.of(FILE), name -> null);
      Map<String, Preset> all = new LinkedHashMap<>();
      Node root = YamlTree.read(in.readAllBytes(), reading.faults());
      if (root != null) {
        for (Value.Entry entry : new Value(root, reading).entries()) {
          all.put(entry.name(), read(Section.of(entry.value(), "preset", entry.at())));
        }
      }
      if (!reading.faults().none()) { // ours to mend, a test sees it first
        throw new IllegalStateException("bad " + FILE + ": " + reading.faults().faults());
      }
      return Collections.unmodifiableMap(all);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  private static Preset read(Section section) {
    Preset preset =
        new Preset(
            section.read("about", "", text -> text),
            section.find("host", text -> text),
            section.read("port", Preset.NONE.port(), Scalars.count(1, 65535)),
            section.read("tls", Preset.NONE.tls(), Scalars.word(TLS)),
            section.read(
                "senders", Preset.NONE.senders(), Scalars.word(Choices.of(Preset.Senders.class))),
            section.read("null-sender", Preset.NONE.nullSender(), Scalars::flag),
            LimitsReader.read(section.section("limits"), Preset.NONE.limits()),
            allowance(section),
            section.find("username", text -> text),
            true);
    section.refuseOthers();
    return preset;
  }

  /** {@code {7d: 50, 14d: 100}}. */
  private static List<Growth.Step> allowance(Section section) {
    List<Growth.Step> steps = new ArrayList<>();
    for (Value.Entry step : section.entries("allowance")) {
      Integer perHour = step.value().as(Scalars.count(1, 1_000_000));
      if (perHour != null) {
        steps.add(new Growth.Step((int) Durations.of(step.name()).toDays(), perHour));
      }
    }
    return steps;
  }
}
