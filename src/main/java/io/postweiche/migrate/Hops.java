package io.postweiche.migrate;

import io.postweiche.config.Secret;
import io.postweiche.migrate.MasterCf.Service;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Postfix's SMTP client would do at a relay: log in, begin TLS, bind an address. */
final class Hops {
  static final String LOGINS = "smtp_sasl_password_maps";

  private final Parameters parameters;
  private final Tables tables;
  private final Table logins;
  private final SenderLookup lookup;
  private final Notes notes;

  Hops(Parameters parameters, Tables tables, SenderLookup lookup, Notes notes) {
    this.parameters = parameters;
    this.tables = tables;
    this.lookup = lookup;
    this.notes = notes;
    this.logins = tables.of(LOGINS);
    if (!parameters.words(LOGINS).isEmpty() && !parameters.flag("smtp_sasl_auth_enable")) {
      notes.remark(
          parameters.place(LOGINS),
          "without effect: smtp_sasl_auth_enable is not 'yes', so Postfix never logs in");
    }
  }

  Table logins() {
    return logins;
  }

  Hop of(NextHop to, String channel, Optional<Service> service, String sender) {
    Map<String, MainCf.Written> own = service.map(Service::own).orElse(Map.of());
    Parameters here = parameters.with(own);
    Table.Entry login = here.flag("smtp_sasl_auth_enable") ? login(here, to, sender) : null;
    String username = login == null ? "" : user(here, login);
    Tls tls = new Tls(here, tables, notes).of(to, !username.isEmpty());
    return new Hop(
        to,
        username.isEmpty() ? null : username,
        username.isEmpty() || login == null ? null : password(here, login),
        tls.mode(),
        tls.trust(),
        tls.certificate(),
        tls.key(),
        localAddress(here),
        heloName(here),
        new Paces(here, notes).of(channel));
  }

  // By the sender where that is asked for, by the relay's name, by the next hop as written.
  private Table.@Nullable Entry login(Parameters here, NextHop to, String sender) {
    Table table = tables.of(here, LOGINS);
    Table.Entry found =
        here.flag("smtp_sender_dependent_authentication") && !sender.isEmpty()
            ? lookup.find(table, sender)
            : null;
    found = found == null ? table.find(to.host(), false) : found;
    return found == null ? table.find(to.written(), false) : found;
  }

  private String user(Parameters here, Table.Entry login) {
    int delimiter = delimiter(here, login);
    if (delimiter < 0 || delimiter + 1 == login.value().length()) {
      notes.leftOut(login.place(), LOGINS + ": a login without a password; write it yourself");
      return "";
    }
    return login.value().substring(0, delimiter);
  }

  private Secret password(Parameters here, Table.Entry login) {
    return new Secret(login.value().substring(delimiter(here, login) + 1));
  }

  private static int delimiter(Parameters here, Table.Entry login) {
    return login.value().indexOf(here.text("smtp_sasl_password_result_delimiter"));
  }

  private String heloName(Parameters here) {
    String name = here.isSet("smtp_helo_name") ? here.text("smtp_helo_name") : "";
    if (name.isEmpty() || Domains.isDomain(name)) {
      return name;
    }
    notes.leftOut(here.place("smtp_helo_name"), "smtp_helo_name: '" + name + "' is no host name");
    return "";
  }

  private String localAddress(Parameters here) {
    String address = here.text("smtp_bind_address");
    String second = here.text("smtp_bind_address6");
    if (!address.isEmpty() && !second.isEmpty()) {
      notes.leftOut(
          here.place("smtp_bind_address6"),
          "smtp_bind_address6: a relay has one local-address; that of IPv4 was taken");
    }
    String one = address.isEmpty() ? second : address;
    return one.replaceAll("[\\[\\]]", "");
  }
}
