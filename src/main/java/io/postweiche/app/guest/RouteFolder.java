package io.postweiche.app.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postweiche.app.hook.Hooks;
import io.postweiche.app.hook.Point;
import io.postweiche.config.Fault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of the operator's route files: looked at again and again, as the configuration file is.
 * A file that is new or changed runs when two looks in a row agree and its check finds nothing;
 * else it is refused with its line, and what ran of it before goes on. What was last accepted is
 * kept, so that a start after a fault runs that.
 */
public final class RouteFolder {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.routes");
  private static final int LARGEST = 1_000_000; // octets

  private final Path folder;
  private final Path accepted;
  private final Predicate<String> shipped;
  private final CamelContext camel;
  private final Hooks hooks;
  private final GuestCheck check;
  private final Map<Path, GuestRoutes> guests = new TreeMap<>();
  private final Map<Path, List<Fault>> faults = new ConcurrentSkipListMap<>();
  private Map<Path, byte[]> told = new TreeMap<>();
  private Map<Path, byte[]> before = new TreeMap<>();

  /**
   * Of a folder, which need not exist.
   *
   * @param accepted where copies of what was accepted are kept
   * @param shipped names of files in it that are not the operator's
   */
  public RouteFolder(
      Path folder,
      Path accepted,
      Predicate<String> shipped,
      CamelContext camel,
      Hooks hooks,
      Host host) {
    this.folder = folder;
    this.accepted = accepted;
    this.shipped = shipped;
    this.camel = camel;
    this.hooks = hooks;
    this.check = new GuestCheck(camel, host);
  }

  /** Where the files will hook in, as far as their text tells. */
  public Set<Point> points() {
    Set<Point> points = EnumSet.noneOf(Point.class);
    for (byte[] content : read().values()) {
      String text = new String(content, UTF_8);
      Stream.of(Point.values()).filter(p -> text.contains(p.endpoint())).forEach(points::add);
    }
    return points;
  }

  /** Loads all that is there; what is refused runs as it was last accepted, if ever. */
  public synchronized void open() {
    told = read();
    before = told;
    told.forEach(
        (file, content) -> {
          if (!replace(file, content)) {
            fallBack(file);
          }
        });
  }

  /** One look at the folder; never throws. */
  public synchronized void look() {
    try {
      Map<Path, byte[]> now = read();
      boolean settled = same(now, before);
      before = now;
      if (!settled || same(now, told)) {
        return;
      }
      Map<Path, byte[]> old = told;
      told = now;
      old.keySet().stream().filter(file -> !now.containsKey(file)).forEach(this::remove);
      now.forEach(
          (file, content) -> {
            if (!Arrays.equals(content, old.get(file))) {
              boolean unused = replace(file, content);
            }
          });
    } catch (RuntimeException | Error e) { // anything thrown would end the looking for good
      LOG.error("{}: could not be looked at", folder, e);
    }
  }

  /** Why files are not in force as they are: {@code FILE:LINE:COLUMN: message}. */
  public List<String> faults() {
    return faults.values().stream().flatMap(List::stream).map(Fault::toString).toList();
  }

  private boolean replace(Path file, byte[] content) {
    List<Fault> found = exchange(file, content);
    if (found.isEmpty()) {
      faults.remove(file);
      keep(file, content);
      LOG.info("{}: its routes run: {}", file, guest(file).ids());
      return true;
    }
    faults.put(file, found);
    found.forEach(fault -> LOG.error("{}", fault));
    LOG.error(
        "{}: refused; {}",
        file,
        guest(file).ids().isEmpty() ? "none of its routes runs" : "its routes stay as they were");
    return false;
  }

  private List<Fault> exchange(Path file, byte[] content) {
    try {
      return guest(file).replace(new GuestFile(file, content));
    } catch (Exception e) {
      return List.of(new Fault(file, 1, 1, String.valueOf(e.getMessage())));
    }
  }

  private void fallBack(Path file) {
    Path kept = kept(file);
    try {
      if (Files.exists(kept) && exchange(file, Files.readAllBytes(kept)).isEmpty()) {
        LOG.warn("{}: its routes run as they were last accepted ({})", file, kept);
      }
    } catch (IOException e) {
      LOG.warn("{}: what was last accepted cannot be read: {}", file, e.getMessage());
    }
  }

  private void remove(Path file) {
    faults.remove(file);
    try {
      guest(file).remove();
      guests.remove(file);
      Files.deleteIfExists(kept(file));
      LOG.info("{}: gone, and its routes with it", file);
    } catch (Exception e) {
      LOG.error("{}: gone, but its routes could not be taken out: {}", file, e.getMessage());
    }
  }

  private GuestRoutes guest(Path file) {
    return guests.computeIfAbsent(file, each -> new GuestRoutes(camel, hooks, check));
  }

  private Path kept(Path file) {
    return accepted.resolve(file.getFileName());
  }

  private void keep(Path file, byte[] content) {
    try {
      Files.createDirectories(accepted);
      Path half = accepted.resolve(file.getFileName() + ".part");
      Files.write(half, content);
      Files.move(half, kept(file), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("{}: no copy could be kept: {}", file, e.getMessage());
    }
  }

  private Map<Path, byte[]> read() {
    Map<Path, byte[]> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      for (Path file : found) {
        byte[] content = shipped.test(file.getFileName().toString()) ? null : read(file);
        if (content != null) {
          files.put(file, content);
        }
      }
    } catch (IOException e) {
      LOG.warn("{}: {}", folder, e.getMessage());
      return told; // nothing is taken out for a folder that cannot be read now
    }
    return files;
  }

  private byte @Nullable [] read(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
        return Files.readAllBytes(file);
      }
      LOG.warn("{}: not read: no file, or larger than 1 MB", file);
      return null;
    } catch (IOException e) {
      LOG.warn("{}: {}", file, e.getMessage());
      return told.get(file);
    }
  }

  private static boolean same(Map<Path, byte[]> one, Map<Path, byte[]> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), other.get(e.getKey())));
  }
}
