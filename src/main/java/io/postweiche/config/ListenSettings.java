package io.postweiche.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One SMTP listener.
 *
 * @param allow networks that may relay without logging in
 * @param tls null for none
 * @param users login name to password
 * @param maxMessageSize octets
 * @param lineEndings what becomes of a message with a CR or LF that stands alone
 */
public record ListenSettings(
    HostPort address,
    List<Network> allow,
    @Nullable ListenTls tls,
    Map<String, PasswordHash> users,
    long maxMessageSize,
    int maxConnections,
    LineEndings lineEndings) {
  /** With lone CR and LF refused. */
  public ListenSettings(
      HostPort address,
      List<Network> allow,
      @Nullable ListenTls tls,
      Map<String, PasswordHash> users,
      long maxMessageSize,
      int maxConnections) {
    this(address, allow, tls, users, maxMessageSize, maxConnections, LineEndings.REFUSE);
  }

  /** The same with this treatment of lone CR and LF. */
  public ListenSettings with(LineEndings endings) {
    return new ListenSettings(address, allow, tls, users, maxMessageSize, maxConnections, endings);
  }
}
