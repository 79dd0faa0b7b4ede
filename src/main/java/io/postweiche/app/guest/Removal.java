package io.postweiche.app.guest;

import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/** Takes things out of a running Camel context, as if they had never been there. */
public final class Removal {
  private Removal() {}

  /** A route, once exchanges under way have ended, and its definition; nothing where it is gone. */
  public static void route(ModelCamelContext camel, String id) throws Exception {
    if (camel.getRoute(id) != null) {
      camel.getRouteController().stopRoute(id);
      camel.removeRoute(id);
    }
    RouteDefinition left = camel.getRouteDefinition(id);
    if (left != null) {
      camel.removeRouteDefinition(left);
    }
  }

  /** A route configuration; nothing where it is gone. */
  public static void configuration(ModelCamelContext camel, String id) throws Exception {
    RouteConfigurationDefinition left = camel.getRouteConfigurationDefinition(id);
    if (left != null) {
      camel.removeRouteConfiguration(left);
    }
  }
}
