package io.postweiche.config;

import io.postweiche.core.routing.SenderPattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The broker: embedded with listeners of its own, or external by its URL. */
public sealed interface BrokerSettings {
  /**
   * In this process, from {@code broker/broker.xml}.
   *
   * @param core where Core and Jakarta Messaging clients connect; null for off
   * @param users login name to user; needed unless every listener is on loopback
   */
  record Embedded(
      @Nullable HostPort core,
      @Nullable HostPort amqp,
      @Nullable HostPort stomp,
      Map<String, BrokerUser> users)
      implements BrokerSettings {}

  /** An Artemis run by somebody else. */
  record External(String url, @Nullable String username, @Nullable Secret password)
      implements BrokerSettings {
    /** Without the parameters of the address: passwords of key stores may stand among them. */
    @Override
    public String toString() {
      return "External[url=" + url.replaceAll("\\?[^,)]*", "") + ", username=" + username + "]";
    }
  }

  /**
   * Someone who may post.
   *
   * @param senders the envelope senders he may use; empty for any
   */
  record BrokerUser(PasswordHash password, List<SenderPattern> senders) {}
}
