package io.postweiche.migrate;

import io.postweiche.config.Network;
import io.postweiche.migrate.MasterCf.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The SMTP servers of {@code master.cf}, or the one at port 25 where there is no such file. */
final class Listeners {
  private static final String INTERFACES = "inet_interfaces";
  private static final Set<String> EVERY = Set.of("0.0.0.0", "::");

  private final Parameters parameters;
  private final Tables tables;
  private final Notes notes;
  private final List<String> networks;
  private final List<Listener> found = new ArrayList<>();

  Listeners(Parameters parameters, Tables tables, Notes notes) {
    this.parameters = parameters;
    this.tables = tables;
    this.notes = notes;
    this.networks = new Networks(parameters, tables, notes).all();
  }

  List<Listener> of(MasterCf master) {
    for (Service service : master.services()) {
      boolean smtp = Set.of("smtpd", "postscreen").contains(service.command());
      if (smtp && service.type().equals("inet")) {
        try {
          open(service.name(), parameters.with(service.own()), service.place());
        } catch (IllegalArgumentException e) {
          notes.leftOut(service.place(), "the service " + service.name() + ": " + e.getMessage());
        }
        if (service.command().equals("postscreen")) {
          notes.leftOut(service.place(), "the checks of postscreen; a plain listener was written");
        }
      }
    }
    if (found.isEmpty() && master.services().isEmpty()) {
      open("smtp", parameters, parameters.place(INTERFACES));
    }
    return found;
  }

  private void open(String name, Parameters here, Place place) {
    int colon = name.lastIndexOf(':');
    int port = NextHop.port(name.substring(colon + 1));
    List<String> hosts =
        colon < 0 ? interfaces() : List.of(name.substring(0, colon).replaceAll("[\\[\\]]", ""));
    ServerTls tls = new ServerTls(here, tables, notes);
    List<String> allow = takesNetworks(here) ? networks : List.of();
    if (here.flag("smtpd_sasl_auth_enable")) {
      notes.leftOut(
          here.place("smtpd_sasl_auth_enable"),
          "the logins of clients at port "
              + port
              + " (SASL); make each with 'postweiche secret hash' and write it under listen[].users");
    }
    for (String host : hosts) {
      host(host.equals("localhost") ? "127.0.0.1" : host, port, allow, tls, place);
    }
  }

  private void host(String host, int port, List<String> allow, ServerTls tls, Place place) {
    Network.of(host); // a name would be looked up
    boolean taken =
        found.stream()
            .filter(other -> other.port() == port)
            .anyMatch(o -> EVERY.contains(o.host()) || o.host().equals(host));
    if (taken) {
      notes.remark(place, host + ":" + port + " is a part of another listener already");
      return;
    }
    boolean loopback = host.startsWith("127.") || host.equals("::1");
    boolean certified = tls.certificate() != null;
    boolean possible = (loopback || !allow.isEmpty()) && (certified || !tls.needed());
    if (!possible) {
      notes.leftOut(
          place,
          "the listener "
              + host
              + ":"
              + port
              + " stands as a comment: it needs "
              + (certified || !tls.needed() ? "'users' or 'allow'" : "a certificate and its key"));
    }
    found.add(
        new Listener(
            host,
            port,
            loopback && allow.isEmpty() ? List.of("127.0.0.0/8") : allow,
            certified ? tls.mode() : "none",
            tls.required(),
            tls.certificate(),
            tls.key(),
            possible));
  }

  /** Whether clients of mynetworks may relay, by the restrictions. */
  private static boolean takesNetworks(Parameters here) {
    Set<String> relay = new TreeSet<>(here.words("smtpd_relay_restrictions"));
    relay.addAll(here.words("smtpd_recipient_restrictions"));
    List<String> client = here.words("smtpd_client_restrictions");
    boolean shut = client.contains("reject") && !client.contains("permit_mynetworks");
    return !shut && (relay.isEmpty() || relay.contains("permit_mynetworks"));
  }

  private List<String> interfaces() {
    List<String> hosts = new ArrayList<>();
    for (String word : parameters.words(INTERFACES)) {
      @Nullable String host =
          switch (word) {
            case "all" -> "0.0.0.0";
            case "loopback-only", "localhost" -> "127.0.0.1";
            default -> literal(word.replaceAll("[\\[\\]]", ""));
          };
      if (host != null && !hosts.contains(host)) {
        hosts.add(host);
      }
    }
    return hosts;
  }

  private @Nullable String literal(String word) {
    try {
      return Network.of(word).text();
    } catch (IllegalArgumentException e) {
      notes.leftOut(
          parameters.place(INTERFACES),
          "inet_interfaces: '" + word + "' is a name; write its IP address into listen[].address");
      return null;
    }
  }

  /** TLS of a service. */
  private static final class ServerTls {
    private final Parameters here;
    private final Tables tables;
    private final Notes notes;
    private final String level;

    ServerTls(Parameters here, Tables tables, Notes notes) {
      this.here = here;
      this.tables = tables;
      this.notes = notes;
      String said = here.text("smtpd_tls_security_level");
      String older = here.flag("smtpd_enforce_tls") ? "encrypt" : "none";
      String oldest = here.flag("smtpd_use_tls") && older.equals("none") ? "may" : older;
      this.level = said.isEmpty() ? oldest : said;
    }

    String mode() {
      return here.flag("smtpd_tls_wrappermode") ? "implicit" : "starttls";
    }

    boolean required() {
      return level.equals("encrypt") && mode().equals("starttls");
    }

    boolean needed() {
      return required() || mode().equals("implicit");
    }

    @Nullable Path certificate() {
      return offered() && key() != null ? pem("smtpd_tls_cert_file", PemFile.CERTIFICATE) : null;
    }

    @Nullable Path key() {
      return offered() ? pem("smtpd_tls_key_file", PemFile.KEY) : null;
    }

    private boolean offered() {
      return needed() || level.equals("may");
    }

    private @Nullable Path pem(String parameter, String mark) {
      List<String> chain = here.words("smtpd_tls_chain_files");
      String used = chain.isEmpty() ? parameter : "smtpd_tls_chain_files";
      String file =
          chain.isEmpty()
              ? here.text(parameter)
              : chain.get(mark.equals(PemFile.KEY) ? 0 : chain.size() - 1);
      return file.isEmpty() ? null : PemFile.find(tables.resolve(file), used, mark, here, notes);
    }
  }
}
