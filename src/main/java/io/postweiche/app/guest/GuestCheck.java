package io.postweiche.app.guest;

import io.postweiche.config.Fault;
import io.postweiche.core.RootCause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Whether a route file may be loaded: built whole in a Camel context of its own that starts none of
 * it, and kept off what is the router's.
 */
final class GuestCheck {
  private static final Pattern LINE =
      Pattern.compile("(?is)( in [^\\n]{0,999}?,)?\\s*\\bline[: ]+(\\d+)(, column[: ]+(\\d+))?.*");

  private final ModelCamelContext camel;
  private final Host host;
  private final Reserved reserved;

  GuestCheck(CamelContext camel, Host host) {
    this.camel = (ModelCamelContext) camel;
    this.host = host;
    this.reserved = new Reserved(host);
  }

  /**
   * All that is wrong with a file.
   *
   * @param replaced ids of the routes that go when it comes
   */
  List<Fault> faults(GuestFile file, Collection<String> replaced) {
    List<Fault> faults = new ArrayList<>(file.faults());
    if (faults.isEmpty()) {
      names(file, replaced, faults);
    }
    if (faults.isEmpty()) {
      built(file, replaced, faults);
    }
    return faults;
  }

  private void names(GuestFile file, Collection<String> replaced, List<Fault> faults) {
    Set<String> routes = new HashSet<>(file.ids("route"));
    routes.addAll(file.ids("from"));
    for (String id : routes) {
      boolean taken = camel.getRouteDefinition(id) != null || camel.getRoute(id) != null;
      if (host.routes().test(id)) {
        faults.add(file.at("id", id, "'" + id + "' is a route of Postweiche's; take another id"));
      } else if (taken && !replaced.contains(id)) {
        faults.add(file.at("id", id, "a route '" + id + "' is in another file already"));
      }
    }
    for (String bean : file.beans()) {
      if (host.beans().test(bean)) {
        faults.add(file.at("name", bean, "'" + bean + "' is a bean of Postweiche's"));
      }
    }
    for (String id : file.ids("routeConfiguration")) {
      if (host.routes().test(id)) {
        faults.add(file.at("id", id, "'" + id + "' is Postweiche's policy for faults"));
      }
    }
  }

  private void built(GuestFile file, Collection<String> replaced, List<Fault> faults) {
    Registry registry = new DefaultRegistry(camel.getRegistry()); // beans of the file stay in front
    DefaultCamelContext scratch = new DefaultCamelContext(registry);
    scratch.setAutoStartup(false);
    scratch.setSourceLocationEnabled(true);
    scratch.addComponent("jms", host.jms().get());
    try {
      PluginHelper.getRoutesLoader(scratch).loadRoutes(resource(file));
      if (scratch.getRouteDefinitions().isEmpty() && file.beans().isEmpty()) {
        faults.add(file.at(1, "no route in it"));
      }
      scratch.start();
      endpoints(file, scratch, replaced, faults);
    } catch (Exception e) {
      faults.add(told(file, e));
    } finally {
      scratch.stop();
    }
  }

  private void endpoints(
      GuestFile file,
      DefaultCamelContext scratch,
      Collection<String> replaced,
      List<Fault> faults) {
    Set<Endpoint> sources = new HashSet<>();
    for (Route route : scratch.getRoutes()) {
      Endpoint from = route.getEndpoint();
      sources.add(from);
      reserved
          .source(from)
          .or(() -> taken(from, replaced))
          .ifPresent(why -> faults.add(file.at(name(from), why)));
    }
    for (Endpoint endpoint : scratch.getEndpoints()) {
      if (!sources.contains(endpoint)) {
        reserved.target(endpoint).ifPresent(why -> faults.add(file.at(name(endpoint), why)));
      }
    }
  }

  /** Of a {@code direct:} there can be one in the whole context. */
  private Optional<String> taken(Endpoint from, Collection<String> replaced) {
    String uri = name(from);
    return camel.getRouteDefinitions().stream()
        .filter(route -> uri.startsWith("direct:") && !replaced.contains(route.getRouteId()))
        .filter(route -> route.getInput().getEndpointUri().replace("://", ":").equals(uri))
        .map(route -> "route '" + route.getRouteId() + "' begins at " + uri + " already")
        .findFirst();
  }

  private static String name(Endpoint endpoint) {
    return endpoint instanceof JmsEndpoint jms
        ? jms.getDestinationName()
        : endpoint.getEndpointUri().replace("://", ":");
  }

  /** Camel's own words, with the line that they name or that of what they speak of. */
  static Fault told(GuestFile file, Exception e) {
    String message = String.valueOf(RootCause.of(e).getMessage()).replaceAll("\\s+", " ").strip();
    List<String> words = new ArrayList<>();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      words.add(0, String.valueOf(cause.getMessage()).replace("://", ":"));
    }
    Matcher line = LINE.matcher(String.join("\n", words));
    if (!line.find()) {
      return file.about(words, message);
    }
    int column = line.group(4) == null ? 1 : Integer.parseInt(line.group(4));
    String alone = LINE.matcher(message).replaceFirst("");
    return new Fault(file.path(), Integer.parseInt(line.group(2)), column, alone);
  }

  static Resource resource(GuestFile file) {
    return ResourceHelper.fromBytes(file.path().toString(), file.content());
  }
}
