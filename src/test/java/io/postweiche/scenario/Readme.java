package io.postweiche.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A README in its parts: the headings in their order, each with the code blocks below it. */
record Readme(String text, List<Part> parts) {
  private static final Pattern LINE =
      Pattern.compile("(?m)^(#+) (.*)$|^```(\\w+)\n((?s:.*?))^```$");

  /** What stands below one heading. */
  record Part(int level, String title, List<Code> codes) {
    /** The code blocks of this language, as printed. */
    List<String> codes(String language) {
      return codes.stream().filter(c -> c.language().equals(language)).map(Code::text).toList();
    }

    /** The only code block of this language. */
    String code(String language) {
      List<String> all = codes(language);
      if (all.size() != 1) {
        throw new IllegalStateException(all.size() + " blocks of " + language + ": " + title);
      }
      return all.get(0);
    }
  }

  /** A code block; its text ends with a line end. */
  record Code(String language, String text) {
    /** Without comments, which may be translated, and the blanks in front of them. */
    String bare() {
      return text.replaceAll("(?m)[ \t]*(?<![\\w\"'])(#|//) .*$", "");
    }
  }

  static Readme read(String file) throws IOException {
    String text = Files.readString(Path.of(file));
    List<Part> parts = new ArrayList<>();
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      if (line.group(1) != null) {
        parts.add(new Part(line.group(1).length(), line.group(2), new ArrayList<>()));
      } else {
        parts.get(parts.size() - 1).codes().add(new Code(line.group(3), line.group(4)));
      }
    }
    return new Readme(text, parts);
  }

  Part part(String start) {
    return parts.stream().filter(p -> p.title().startsWith(start)).findFirst().orElseThrow();
  }

  Part recipe(int number) {
    return part(number + ". ");
  }
}
