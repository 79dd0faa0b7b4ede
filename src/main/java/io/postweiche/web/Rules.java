package io.postweiche.web;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.RelayId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration in force, and what follows from it. */
public interface Rules {
  /**
   * Who would carry this mail now, as live mail is decided; sends nothing.
   *
   * @param size octets; 0 when not known
   */
  Decision decide(
      Address sender, @Nullable Address headerFrom, List<Address> recipients, long size);

  /** The same, in the words of the command {@code explain}. */
  Explanation explain(
      Address sender, @Nullable Address headerFrom, List<Address> recipients, long size);

  ConfigurationView configuration();

  /**
   * How full the windows of a relay's limits are, as last counted: {@code hour} to 0.43. Empty for
   * one without limits, or without a mail so far.
   */
  Map<String, Double> used(RelayId relay);
}
