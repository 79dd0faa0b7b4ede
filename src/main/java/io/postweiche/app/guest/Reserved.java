package io.postweiche.app.guest;

import io.postweiche.broker.Queues;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jms.JmsEndpoint;

/** Endpoints of the mail's way that only the router's own routes may use. */
record Reserved(Host host) {

  /** Why no route of an operator's may begin here. */
  Optional<String> source(Endpoint endpoint) {
    String queue = queue(endpoint);
    if (queue.startsWith("mail.") && !queue.equals(Queues.EVENTS)) {
      return Optional.of(
          "only Postweiche reads '" + queue + "'; what happens to mail is told in mail.events");
    }
    return step(endpoint);
  }

  /** Why no route of an operator's may send there. */
  Optional<String> target(Endpoint endpoint) {
    String queue = queue(endpoint);
    if (queue.startsWith("mail.") && !queue.equals(Queues.SUBMIT)) {
      return Optional.of(
          "only Postweiche writes to '" + queue + "'; mail is posted to mail.submit");
    }
    return step(endpoint);
  }

  /** Each route of the way that begins at a {@code direct:} bears that name. */
  private Optional<String> step(Endpoint endpoint) {
    String uri = endpoint.getEndpointUri().replace("://", ":").replaceFirst("\\?.*", "");
    return uri.startsWith("direct:") && host.routes().test(uri.substring("direct:".length()))
        ? Optional.of("'" + uri + "' is a step of Postweiche's own way")
        : Optional.empty();
  }

  private static String queue(Endpoint endpoint) {
    return endpoint instanceof JmsEndpoint jms ? jms.getDestinationName() : "";
  }
}
