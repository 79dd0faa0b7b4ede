package io.postweiche.app.guest;

import io.postweiche.app.hook.Hooks;
import io.postweiche.config.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of one file of the operator's, as they run. */
final class GuestRoutes {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.routes");

  private final ModelCamelContext camel;
  private final Hooks hooks;
  private final GuestCheck check;
  private final Set<String> routes = new LinkedHashSet<>();
  private @Nullable GuestFile running;

  GuestRoutes(CamelContext camel, Hooks hooks, GuestCheck check) {
    this.camel = (ModelCamelContext) camel;
    this.hooks = hooks;
    this.check = check;
  }

  /**
   * Puts the file in place of what runs of it.
   *
   * @return why it stays as it was; empty when the file runs
   */
  List<Fault> replace(GuestFile file) throws Exception {
    List<Fault> faults = new ArrayList<>(check.faults(file, routes));
    if (faults.isEmpty()) {
      hooks.during(() -> exchange(file, faults));
    }
    return faults;
  }

  private void exchange(GuestFile file, List<Fault> faults) throws Exception {
    GuestFile old = running;
    remove();
    try {
      add(file);
    } catch (Exception e) {
      faults.add(GuestCheck.told(file, e));
      remove();
      if (old != null) {
        add(old);
      }
    }
  }

  private void add(GuestFile file) throws Exception {
    running = file;
    Set<RouteDefinition> before = new HashSet<>(camel.getRouteDefinitions());
    try {
      Collection<RoutesBuilder> builders =
          PluginHelper.getRoutesLoader(camel).findRoutesBuilders(GuestCheck.resource(file));
      for (RoutesBuilder builder : builders) {
        builder.addRoutesToCamelContext(camel);
      }
    } finally {
      for (RouteDefinition route : camel.getRouteDefinitions()) {
        if (!before.contains(route)) {
          routes.add(route.getRouteId());
        }
      }
    }
  }

  /** Takes out what runs; exchanges under way end before. */
  void remove() throws Exception {
    GuestFile old = running;
    if (old == null) {
      return;
    }
    for (String id : routes) {
      Removal.route(camel, id);
    }
    routes.clear();
    old.beans().forEach(camel.getRegistry()::unbind);
    for (String id : old.ids("routeConfiguration")) {
      Removal.configuration(camel, id);
    }
    running = null;
    LOG.debug("{}: its routes are out", old.path());
  }

  Set<String> ids() {
    return routes;
  }
}
