package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import java.util.List;

/** Where reports of non-delivery come from and go out. */
public record BounceSettings(Address from, List<RelayId> relays) {}
