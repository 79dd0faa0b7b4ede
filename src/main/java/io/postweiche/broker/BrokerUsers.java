package io.postweiche.broker;

import io.postweiche.config.BrokerSettings.BrokerUser;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who a client of the broker is: the router itself by a password made at start, a user of {@code
 * broker.users}, or, while there are none, anybody on loopback. What each may do stands in {@code
 * broker.xml}.
 */
final class BrokerUsers implements ActiveMQSecurityManager5 {
  static final String ROUTER = "router";

  private final byte[] routerPassword;
  private final Supplier<Map<String, BrokerUser>> users;

  BrokerUsers(byte[] routerPassword, Supplier<Map<String, BrokerUser>> users) {
    this.routerPassword = routerPassword.clone();
    this.users = users;
  }

  @Override
  public @Nullable Subject authenticate(
      @Nullable String user,
      @Nullable String password,
      @Nullable RemotingConnection connection,
      @Nullable String securityDomain) {
    String remote = connection == null ? "" : String.valueOf(connection.getRemoteAddress());
    if (remote.startsWith("invm:")) {
      return isRouter(user, password) ? subject(ROUTER, ROUTER) : null;
    }
    if (user != null && password != null) {
      BrokerUser known = users.get().get(user);
      if (known != null) {
        return known.password().matches(password) ? subject(user, "application") : null;
      }
    }
    return users.get().isEmpty() && isLoopback(remote)
        ? subject(user == null || user.isEmpty() || user.equals(ROUTER) ? "local" : user, "local")
        : null;
  }

  @Override
  public boolean authorize(
      Subject subject, Set<Role> roles, CheckType checkType, @Nullable String address) {
    return roles.stream()
        .filter(checkType::hasRole)
        .anyMatch(role -> subject.getPrincipals().contains(new RolePrincipal(role.getName())));
  }

  @Override
  public boolean validateUser(String user, String password) {
    return false; // never called for a manager of this kind; refusing is the safe answer
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    return false;
  }

  private boolean isRouter(@Nullable String user, @Nullable String password) {
    return ROUTER.equals(user)
        && password != null
        && MessageDigest.isEqual(
            routerPassword, password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Subject subject(String user, String role) {
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(user));
    subject.getPrincipals().add(new RolePrincipal(role));
    return subject;
  }

  /** The remote address comes as {@code /127.0.0.1:4711} or {@code /[0:0:0:0:0:0:0:1]:4711}. */
  private static boolean isLoopback(String remote) {
    int colon = remote.lastIndexOf(':');
    String host = (colon < 0 ? remote : remote.substring(0, colon)).replaceAll("^.*/", "");
    if (!host.matches("[0-9a-fA-F.:%\\[\\]]+")) {
      return false; // a name would be looked up; only literals are to be trusted
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
