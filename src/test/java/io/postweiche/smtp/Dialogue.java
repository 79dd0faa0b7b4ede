package io.postweiche.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A scripted dialogue of {@code dialogues.txt}; the file's head says how it is written.
 *
 * @param server which of the suite's servers it goes to
 */
record Dialogue(String name, String server, List<Step> steps) {
  /** One line of the script: what to do and with what. */
  record Step(String verb, String text) {
    /** The octets of the text, its escapes resolved. */
    byte[] octets() {
      Matcher repeat = REPEAT.matcher(text);
      String unrolled = repeat.replaceAll(Dialogue::repeated);
      return resolve(unrolled).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return verb + " " + text;
    }
  }

  private static final Pattern REPEAT = Pattern.compile("\\{([^}]+)\\*(\\d+)}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|[rn0\\\\])");

  static List<Dialogue> all(String resource) {
    List<Dialogue> all = new ArrayList<>();
    for (String block : read(resource).split("(?m)^== ")) {
      if (!block.startsWith("#")) {
        all.add(of(block));
      }
    }
    return all;
  }

  private static Dialogue of(String block) {
    List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
    Matcher head = Pattern.compile("(.*) @(\\w+)").matcher(lines.get(0));
    if (!head.matches()) {
      throw new IllegalArgumentException("dialogue without a server: " + lines.get(0));
    }
    List<Step> steps = lines.stream().skip(1).flatMap(Dialogue::steps).toList();
    return new Dialogue(head.group(1), head.group(2), steps);
  }

  private static Stream<Step> steps(String line) {
    String[] words = line.split(" ", 2);
    String[] verb = words[0].split("\\*", 2);
    Step step = new Step(verb[0], words.length == 1 ? "" : words[1]);
    return Collections.nCopies(verb.length == 1 ? 1 : Integer.parseInt(verb[1]), step).stream();
  }

  /** Escapes, and whatever is beyond ASCII as its UTF-8 octets. */
  private static String resolve(String text) {
    String octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return ESCAPE
        .matcher(octets)
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
  }

  private static String repeated(MatchResult found) {
    return Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2))));
  }

  private static String character(String escape) {
    return switch (escape.charAt(0)) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case '0' -> "\0";
      case 'x' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
      default -> "\\";
    };
  }

  private static String read(String resource) {
    try (InputStream in = Dialogue.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name + " @" + server;
  }
}
