package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import java.util.List;

/** Where reports to senders come from and go out, and in which language. */
public record BounceSettings(Address from, List<RelayId> relays, ReportLanguages languages) {
  public BounceSettings(Address from, List<RelayId> relays) {
    this(from, relays, ReportLanguages.AUTO);
  }
}
