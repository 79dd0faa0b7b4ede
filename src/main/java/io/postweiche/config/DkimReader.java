package io.postweiche.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code dkim:}, a domain to its key or keys. */
final class DkimReader {
  private static final Pattern SELECTOR =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final int SHORT_RSA = 2048;

  private final Map<String, List<DkimKey>> keys = new LinkedHashMap<>();
  private final Reading reading;

  private DkimReader(Reading reading) {
    this.reading = reading;
  }

  /** By domain, as in the DNS. */
  static Map<String, List<DkimKey>> read(Section root) {
    DkimReader reader = new DkimReader(root.reading());
    root.entries("dkim").forEach(reader::domain);
    return reader.keys;
  }

  private void domain(Value.Entry entry) {
    String domain = null;
    try {
      domain = Scalars.name(entry.name());
      if (keys.putIfAbsent(domain, new ArrayList<>()) != null) {
        reading.faults().add(entry.at(), "'" + entry.name() + "' stands here twice");
      }
    } catch (IllegalArgumentException e) {
      reading.faults().add(entry.at(), String.valueOf(e.getMessage()));
    }
    List<Value> list = entry.value().isMapping() ? List.of(entry.value()) : entry.value().items();
    if (entry.value().isHollow()) {
      entry.value().refuse("at least one key wanted");
    }
    Set<String> selectors = new HashSet<>();
    for (Value value : list) {
      DkimKey key = key(value, domain == null ? "" : domain, selectors);
      if (key != null && domain != null) {
        keys.getOrDefault(domain, new ArrayList<>()).add(key);
      }
    }
  }

  private @Nullable DkimKey key(Value value, String domain, Set<String> selectors) {
    Section section = Section.of(value, "dkim.*", value.at());
    String selector = section.find("selector", DkimReader::selector);
    Value key = section.find("key");
    section.refuseOthers();
    if (!section.has("selector")) {
      section.missing("selector", "under which the DNS has the public key");
    }
    if (key == null) {
      section.missing("key", "the file of the private key, or ${file:...}");
      return null;
    }
    if (selector != null && !selectors.add(selector)) {
      section.refuse("selector", "'" + selector + "' stands here twice");
    }
    DkimPem.Pair pair = key.as(text -> pair(text, key));
    if (pair == null || selector == null) {
      return null;
    }
    if (pair.algorithm() == DkimKey.Algorithm.RSA && pair.bits() < SHORT_RSA) {
      key.warn("the RSA key has " + pair.bits() + " bits; 2048 are advised (RFC 8301)");
    }
    return DkimKey.of(domain, selector, pair);
  }

  /** Of PEM, as a reference gives it, or of a file of this name. */
  private DkimPem.Pair pair(String text, Value at) {
    if (text.contains("-----BEGIN")) {
      return DkimPem.read(text, "this value");
    }
    Path file = reading.resolve(text);
    try {
      DkimPem.Pair pair = DkimPem.read(new String(reading.sources().read(file), UTF_8), text);
      if (othersMayRead(file)) {
        at.warn("every user of this machine can read " + text + " (chmod 640)");
      }
      return pair;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + text + ": " + e.getMessage(), e);
    }
  }

  private static boolean othersMayRead(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  private static String selector(String text) {
    String selector = text.toLowerCase(Locale.ROOT);
    if (!SELECTOR.matcher(selector).matches() || selector.length() > 63) {
      throw new IllegalArgumentException(
          Scalars.quoted(text) + " is no selector (letters, digits, '-', as in a host name)");
    }
    return selector;
  }
}
