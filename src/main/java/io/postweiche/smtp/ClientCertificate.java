package io.postweiche.smtp;

import io.netty.handler.ssl.SslHandler;
import java.security.Principal;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Who a client is by its certificate. */
final class ClientCertificate {
  private ClientCertificate() {}

  /**
   * The owner's name: the common name of the subject, or the whole subject without one. Null
   * without a certificate; one that was not signed by the configured authority has ended the
   * handshake.
   */
  static @Nullable String owner(SslHandler handler) {
    try {
      return name(handler.engine().getSession().getPeerPrincipal());
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  static String name(Principal subject) {
    String whole = subject.getName();
    try {
      List<Rdn> parts = new LdapName(whole).getRdns();
      for (int i = parts.size() - 1; i >= 0; i--) { // the most specific part stands last
        if (parts.get(i).getType().equalsIgnoreCase("CN")
            && parts.get(i).getValue() instanceof String name) {
          return name;
        }
      }
    } catch (InvalidNameException e) {
      // no name we can take apart: the whole will do
    }
    return whole;
  }
}
