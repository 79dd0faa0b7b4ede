package io.postweiche.cli;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** The TXT records of a name, and whether there is such a name at all. */
record Dns(State state, List<String> texts) {
  /** What the DNS said. */
  enum State {
    FOUND,
    NO_SUCH_NAME,
    /** No server gave an answer. */
    SILENT
  }

  // BanJNDI: the provider is fixed, and it is asked for a checked domain's TXT records only
  // JdkObsolete: JNDI takes its settings so
  @SuppressWarnings({"BanJNDI", "JdkObsolete"})
  static Dns texts(String domain) {
    Hashtable<String, String> env = new Hashtable<>();
    env.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    env.put("com.sun.jndi.dns.timeout.initial", "2000");
    env.put("com.sun.jndi.dns.timeout.retries", "2");
    try {
      InitialDirContext dns = new InitialDirContext(env);
      try {
        Attribute found = dns.getAttributes(domain + ".", new String[] {"TXT"}).get("TXT");
        return new Dns(State.FOUND, found == null ? List.of() : strings(found));
      } finally {
        dns.close();
      }
    } catch (NameNotFoundException e) {
      return new Dns(State.NO_SUCH_NAME, List.of());
    } catch (NamingException e) {
      return new Dns(State.SILENT, List.of());
    }
  }

  private static List<String> strings(Attribute attribute) throws NamingException {
    List<String> strings = new ArrayList<>();
    NamingEnumeration<?> values = attribute.getAll();
    while (values.hasMore()) {
      // JNDI puts the character-strings of a long record in quotes, a blank between them
      strings.add(String.valueOf(values.next()).replace("\" \"", "").replace("\"", ""));
    }
    return strings;
  }
}
