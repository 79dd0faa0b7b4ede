package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;

/**
 * Where an {@link Outgoing} is to be written, for the route that writes. Called by name, since
 * Camel's {@code ${body.queue()}} examines the class anew for every mail.
 */
public final class Destinations {
  public boolean isEvent(Outgoing outgoing) {
    return outgoing.isEvent();
  }

  public String queue(Outgoing outgoing) {
    return outgoing.queue();
  }
}
