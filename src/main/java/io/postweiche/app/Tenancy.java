package io.postweiche.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postweiche.app.guest.Host;
import io.postweiche.app.guest.Removal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Postweiche has put into a Camel context, which may be somebody else's: it takes no name that
 * is taken there, and leaves without a trace.
 */
final class Tenancy {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");

  /**
   * Ids of routes, and names of consumers, that come and go with a relay; of its beans: relay-NAME.
   */
  static final String OF_RELAYS = "(deliver|bulk|departed|takeover)-.*";

  private static final Pattern NAMES =
      Pattern.compile("(?m)^- (route|routeTemplate|routeConfiguration):\\R    id: ([\\w-]+)");

  private final ModelCamelContext camel;
  private final Set<String> components = ConcurrentHashMap.newKeySet();
  private final Set<String> beans = ConcurrentHashMap.newKeySet();
  private final Set<String> endpoints = ConcurrentHashMap.newKeySet();
  private final Set<String> routes = ConcurrentHashMap.newKeySet();
  private final Set<String> templates = ConcurrentHashMap.newKeySet();
  private final Set<String> configurations = ConcurrentHashMap.newKeySet();

  Tenancy(CamelContext camel) {
    this.camel = (ModelCamelContext) camel;
  }

  void component(String name, Component component) {
    refuse(camel.hasComponent(name) != null, "component", name);
    camel.addComponent(name, component);
    components.add(name);
  }

  /** Binds a bean, or one in place of an earlier one of ours. */
  void bind(String name, Object bean) {
    if (!beans.contains(name)) {
      refuse(camel.getRegistry().lookupByName(name) != null, "bean", name);
      beans.add(name); // only now: leaving must not take out theirs
    }
    camel.getRegistry().bind(name, bean);
  }

  /** Binds all of them, or leaves. */
  void bind(Map<String, Object> all) {
    try {
      all.forEach(this::bind);
    } catch (IllegalStateException e) {
      try {
        leave();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /** One that comes to be at its first use, and holds on to a bean. */
  void endpoint(String uri) {
    endpoints.add(uri);
  }

  /** Loads route files; what they define is ours from then on. */
  void load(Collection<Resource> files) throws Exception {
    for (Resource file : files) {
      String text = new String(file.getInputStream().readAllBytes(), UTF_8);
      for (MatchResult found : NAMES.matcher(text).results().toList()) {
        claim(found.group(1), found.group(2));
      }
    }
    PluginHelper.getRoutesLoader(camel).loadRoutes(files);
  }

  private void claim(String kind, String id) {
    switch (kind) {
      case "route" -> {
        refuse(camel.getRouteDefinition(id) != null || camel.getRoute(id) != null, kind, id);
        routes.add(id);
      }
      case "routeTemplate" -> {
        refuse(camel.getRouteTemplateDefinition(id) != null, kind, id);
        templates.add(id);
      }
      default -> {
        refuse(camel.getRouteConfigurationDefinition(id) != null, kind, id);
        configurations.add(id);
      }
    }
  }

  /** Makes a route from one of our templates. */
  void add(String id, TemplatedRouteBuilder route) throws Exception {
    refuse(!routes.contains(id) && camel.getRoute(id) != null, "route", id);
    route.routeId(id).add();
    routes.add(id);
  }

  void remove(String id) throws Exception {
    if (routes.contains(id)) {
      Removal.route(camel, id);
    }
  }

  /** Whether a route is one of ours. */
  boolean has(String route) {
    return routes.contains(route);
  }

  /** What others must leave alone here. */
  Host host(Supplier<Component> jms) {
    return new Host(
        id -> has(id) || configurations.contains(id) || id.matches(OF_RELAYS),
        beans::contains,
        jms);
  }

  /** Takes everything out again; mail under way is brought to an end before. */
  void leave() throws IOException {
    List<Exception> faults = new ArrayList<>();
    // consumers first: what they have taken needs the others
    routes.stream().filter(this::consumes).forEach(id -> attempt(() -> remove(id), faults));
    routes.forEach(id -> attempt(() -> remove(id), faults));
    templates.forEach(id -> attempt(() -> camel.removeRouteTemplateDefinitions(id), faults));
    configurations.forEach(id -> attempt(() -> Removal.configuration(camel, id), faults));
    endpoints.forEach(uri -> attempt(() -> forget(camel.hasEndpoint(uri)), faults));
    components.forEach(name -> attempt(() -> camel.removeComponent(name), faults));
    beans.forEach(name -> attempt(() -> camel.getRegistry().unbind(name), faults));
    if (!faults.isEmpty()) {
      throw new IOException("not all could be taken out of " + camel.getName(), faults.get(0));
    }
  }

  private boolean consumes(String id) {
    Route route = camel.getRoute(id);
    return route != null && route.getEndpoint().getEndpointUri().contains("jms:");
  }

  private void forget(@Nullable Endpoint endpoint) throws Exception {
    if (endpoint != null) {
      camel.removeEndpoint(endpoint);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void attempt(Work work, List<Exception> faults) {
    try {
      work.run();
    } catch (Exception e) {
      LOG.warn("while leaving the Camel context: {}", String.valueOf(e));
      faults.add(e);
    }
  }

  private void refuse(boolean taken, String kind, String name) {
    if (taken) {
      throw new IllegalStateException(
          "the Camel context "
              + camel.getName()
              + " has a "
              + kind
              + " '"
              + name
              + "' already; Postweiche's routes need that name");
    }
  }
}
