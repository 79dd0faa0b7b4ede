package io.postweiche.app;

import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** Closes Postweiche's routes with the Camel context they are in. */
final class WhenStopping extends LifecycleStrategySupport {
  private final PostweicheRoutes routes;

  WhenStopping(PostweicheRoutes routes) {
    this.routes = routes;
  }

  @Override
  public void onContextStopping(CamelContext camel) {
    routes.close();
  }
}
