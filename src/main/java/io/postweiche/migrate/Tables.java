package io.postweiche.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens the tables that a parameter names; what cannot be opened is told, never shown. */
final class Tables {
  private static final Map<String, String> COMPILED =
      Map.of(
          "hash",
          ".db",
          "btree",
          ".db",
          "dbm",
          ".dir",
          "sdbm",
          ".dir",
          "lmdb",
          ".lmdb",
          "cdb",
          ".cdb",
          "texthash",
          "");
  private static final Path USUAL = Path.of("/etc/postfix");

  private final Parameters parameters;
  private final Notes notes;
  private final Map<String, Table> opened = new HashMap<>();

  Tables(Parameters parameters, Notes notes) {
    this.parameters = parameters;
    this.notes = notes;
  }

  /** Those of a parameter, in the order in which they are asked. */
  Table of(String parameter) {
    return of(parameters, parameter);
  }

  /** Those of a parameter as a service has it; read once, however often they are asked for. */
  Table of(Parameters here, String parameter) {
    String asked = parameter + "=" + here.text(parameter);
    Table known = opened.get(asked);
    if (known == null) {
      known = chain(here.words(parameter), parameter, here.place(parameter));
      opened.put(asked, known);
    }
    return known;
  }

  private Table.Chain chain(List<String> names, String parameter, Place place) {
    List<Table> tables = new ArrayList<>();
    for (String name : names) {
      tables.add(one(name, parameter, place));
    }
    return new Table.Chain(tables);
  }

  private Table one(String name, String parameter, Place place) {
    int colon = name.indexOf(':');
    boolean typed = colon > 0;
    String type = typed ? name.substring(0, colon) : parameters.text("default_database_type");
    String rest = typed ? name.substring(colon + 1) : name;
    return switch (type) {
      case "proxy" -> one(rest, parameter, place);
      case "static" -> new OtherTables.Same(new Table.Entry("*", inner(rest), place));
      case "inline" -> inline(rest, place);
      case "unionmap" -> new OtherTables.Union(parts(rest, parameter, place));
      case "pipemap" -> new OtherTables.Pipe(parts(rest, parameter, place));
      case "regexp", "pcre" -> {
        Path file = resolve(rest);
        String text = text(file, type, parameter, place);
        yield ExpressionTable.of(new Place(file, 1), text, notes);
      }
      default -> keyed(type, rest, parameter, place);
    };
  }

  private Table keyed(String type, String rest, String parameter, Place place) {
    if (!COMPILED.containsKey(type)) {
      notes.leftOut(
          place,
          parameter
              + ": tables of the type '"
              + type
              + "' are not read; write what it answers into a text file"
              + " (postmap -q ADDRESS "
              + type
              + ":…), name that as texthash:FILE in a copy of main.cf, and import the copy");
      return new Table.Chain(List.of());
    }
    Path file = resolve(rest);
    return KeyTable.of(new Place(file, 1), text(file, type, parameter, place), notes);
  }

  private String text(Path file, String type, String parameter, Place place) {
    String suffix = COMPILED.getOrDefault(type, "");
    Path compiled = Path.of(file + suffix);
    try {
      String text = TextFile.read(file);
      if (!suffix.isEmpty() && Files.exists(compiled) && older(compiled, file)) {
        notes.remark(
            new Place(file, 1),
            "newer than "
                + compiled.getFileName()
                + ", which Postfix asks; what is written here was taken, as after 'postmap'");
      }
      return text;
    } catch (IOException e) {
      boolean only = !suffix.isEmpty() && !Files.exists(file) && Files.exists(compiled);
      notes.leftOut(
          place,
          parameter
              + ": the table "
              + file
              + " cannot be read: "
              + e.getMessage()
              + (only
                  ? "; only its compiled form is here: make the text again by 'postmap -s "
                      + type
                      + ":"
                      + file
                      + "'"
                  : ""));
      return "";
    }
  }

  private static boolean older(Path one, Path other) throws IOException {
    FileTime mine = Files.getLastModifiedTime(one);
    return mine.compareTo(Files.getLastModifiedTime(other)) < 0;
  }

  /** A copy of a configuration names its files as if it still stood in /etc/postfix. */
  Path resolve(String name) {
    Path path = Path.of(name);
    Path folder = parameters.main().folder();
    Path whole =
        path.startsWith(USUAL) ? folder.resolve(USUAL.relativize(path)) : folder.resolve(path);
    // told as the user names the folder
    boolean beside = whole.startsWith(folder);
    return beside ? parameters.main().file().resolveSibling(folder.relativize(whole)) : whole;
  }

  private Table inline(String braced, Place place) {
    KeyTable table = new KeyTable();
    for (String item : Words.of(inner(braced))) {
      String bare = inner(item);
      int equals = bare.indexOf('=');
      if (equals > 0) {
        table.add(bare.substring(0, equals).strip(), bare.substring(equals + 1), place, notes);
      }
    }
    return table;
  }

  private List<Table> parts(String braced, String parameter, Place place) {
    return chain(Words.of(inner(braced)), parameter, place).tables();
  }

  /** Without the braces around it. */
  private static String inner(String text) {
    String bare = text.strip();
    return bare.startsWith("{") && bare.endsWith("}")
        ? bare.substring(1, bare.length() - 1).strip()
        : bare;
  }
}
