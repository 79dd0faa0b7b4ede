package io.postweiche.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** What a relay is before it starts. */
public final class ScriptedSetup {
  final List<String> keywords;
  SSLContext starttls;
  SSLContext implicit;
  String mechanisms = "PLAIN LOGIN";
  boolean keepBodies = true;
  boolean clientCertificates;
  String challenge;
  final Map<String, String> logins = new ConcurrentHashMap<>();

  ScriptedSetup(List<String> keywords) {
    this.keywords = keywords;
  }

  /** Offers STARTTLS. */
  public ScriptedSetup starttls(SSLContext context) {
    starttls = context;
    return this;
  }

  /** Speaks TLS from the first octet on. */
  public ScriptedSetup implicitTls(SSLContext context) {
    implicit = context;
    return this;
  }

  /** Offers AUTH (behind TLS where there is any) and wants it before MAIL. */
  public ScriptedSetup login(String user, String password) {
    logins.put(user, password);
    return this;
  }

  /** The AUTH mechanisms offered instead of PLAIN and LOGIN. */
  public ScriptedSetup mechanisms(String names) {
    mechanisms = names;
    return this;
  }

  /** Counts bodies instead of keeping them. */
  public ScriptedSetup discardingBodies() {
    keepBodies = false;
    return this;
  }

  /** Refuses tokens as Google does: the reason as a challenge in base64, then 535. */
  public ScriptedSetup challenge(String base64) {
    challenge = base64;
    return this;
  }

  /** Takes only clients that show a certificate which its TLS trusts. */
  public ScriptedSetup clientCertificates() {
    clientCertificates = true;
    return this;
  }

  /** Listens on a port of the system's choice. */
  public ScriptedRelay start() {
    return new ScriptedRelay(this);
  }
}
