package io.postweiche.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One SMTP listener.
 *
 * @param allow networks that may relay without logging in
 * @param tls null for none
 * @param users by login name, or by the name in a client certificate
 * @param proxyProtocol networks of proxies that tell the client's address
 * @param authWithoutTls passwords may cross the network unencrypted
 * @param lineEndings what becomes of a message with a CR or LF that stands alone
 */
public record ListenSettings(
    HostPort address,
    List<AllowedNetwork> allow,
    @Nullable ListenTls tls,
    Map<String, ListenUser> users,
    ListenLimits limits,
    List<Network> proxyProtocol,
    boolean authWithoutTls,
    LineEndings lineEndings) {

  /** One with the usual limits, where everybody who may send may use any sender. */
  public ListenSettings(
      HostPort address,
      List<Network> allow,
      @Nullable ListenTls tls,
      Map<String, PasswordHash> users,
      long maxMessageSize,
      int maxConnections) {
    this(
        address,
        allow.stream().map(network -> new AllowedNetwork(network, AllowedSenders.ANY)).toList(),
        tls,
        users.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, u -> new ListenUser(u.getValue(), AllowedSenders.ANY))),
        new ListenLimits(
            maxMessageSize,
            maxConnections,
            null,
            Math.max(maxMessageSize, ListenLimits.STANDARD.bytes()),
            ListenLimits.STANDARD.messages(),
            ListenLimits.STANDARD.recipients()),
        List.of(),
        false,
        LineEndings.REFUSE);
  }

  /** The same with this treatment of lone CR and LF. */
  public ListenSettings with(LineEndings endings) {
    return new ListenSettings(
        address, allow, tls, users, limits, proxyProtocol, authWithoutTls, endings);
  }

  public long maxMessageSize() {
    return limits.messageSize();
  }

  public int maxConnections() {
    return limits.connections();
  }
}
