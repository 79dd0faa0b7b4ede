package io.postweiche.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.broker.DiskRoom;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk under the data folder: what is free, and below how much mail is refused. */
final class DiskMeters {
  private DiskMeters() {}

  static void bind(MeterRegistry registry, Path data) throws IOException {
    FileStore store = Files.getFileStore(data);
    gauge(registry, "postweiche.disk.free", store, FileStore::getUsableSpace);
    gauge(registry, "postweiche.disk.size", store, FileStore::getTotalSpace);
    gauge(registry, "postweiche.disk.limit", store, any -> DiskRoom.KEPT_FREE);
  }

  private interface Octets {
    long of(FileStore store) throws IOException;
  }

  private static void gauge(MeterRegistry registry, String name, FileStore store, Octets octets) {
    Gauge.builder(name, store, s -> read(s, octets))
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
  }

  private static double read(FileStore store, Octets octets) {
    try {
      return octets.of(store);
    } catch (IOException e) {
      return Double.NaN; // unknown; the health check names it
    }
  }
}
