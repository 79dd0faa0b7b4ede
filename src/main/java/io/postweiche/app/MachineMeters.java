package io.postweiche.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.io.Closeable;
import java.util.List;

/** The meters that Micrometer brings for the virtual machine and the process. */
final class MachineMeters implements Closeable {
  private final JvmGcMetrics collections = new JvmGcMetrics();

  MachineMeters(MeterRegistry registry) {
    collections.bindTo(registry);
    List<MeterBinder> others =
        List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics());
    others.forEach(meters -> meters.bindTo(registry));
  }

  /** Listens to the collector no more. */
  @Override
  public void close() {
    collections.close();
  }
}
