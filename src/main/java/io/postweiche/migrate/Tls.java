package io.postweiche.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How Postfix's SMTP client comes to TLS at a relay. */
final class Tls {
  private static final String LEVEL = "smtp_tls_security_level";
  private static final String POLICIES = "smtp_tls_policy_maps";
  private static final Set<String> SYSTEMS =
      Set.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/cert.pem",
          "/etc/ssl/ca-bundle.pem");

  private final Parameters parameters;
  private final Tables tables;
  private final Notes notes;
  private String mode = "starttls";
  private @Nullable Path trust;
  private @Nullable Path certificate;
  private @Nullable Path key;

  Tls(Parameters parameters, Tables tables, Notes notes) {
    this.parameters = parameters;
    this.tables = tables;
    this.notes = notes;
  }

  Tls of(NextHop to, boolean login) {
    Table.Entry policy = policy(tables.of(parameters, POLICIES), to);
    List<String> words = policy == null ? List.of(level()) : Words.of(policy.value());
    Place place = policy == null ? parameters.place(LEVEL) : policy.place();
    String level = words.isEmpty() ? "none" : words.get(0).toLowerCase(Locale.ROOT);
    mode = parameters.flag("smtp_tls_wrappermode") ? "implicit" : mode(level, login, place);
    words.stream()
        .skip(1)
        .filter(w -> !w.matches("(?i)match=(hostname|nexthop|dot-nexthop|:)+"))
        .forEach(w -> notes.leftOut(place, POLICIES + ": '" + w + "' of " + to.written()));
    if (!mode.equals("none")) {
      trust = ownTrust();
      ownCertificate();
    }
    return this;
  }

  String mode() {
    return mode;
  }

  @Nullable Path trust() {
    return trust;
  }

  private @Nullable Path ownTrust() {
    String file = parameters.text("smtp_tls_CAfile");
    if (file.isEmpty() || SYSTEMS.contains(file)) {
      return null;
    }
    return pem("smtp_tls_CAfile", PemFile.CERTIFICATE);
  }

  @Nullable Path certificate() {
    return certificate;
  }

  @Nullable Path key() {
    return key;
  }

  private void ownCertificate() {
    if (!parameters.text("smtp_tls_cert_file").isEmpty()) {
      certificate = pem("smtp_tls_cert_file", PemFile.CERTIFICATE);
      key = certificate == null ? null : pem("smtp_tls_key_file", PemFile.KEY);
      certificate = key == null ? null : certificate;
    }
  }

  private String mode(String level, boolean login, Place place) {
    return switch (level) {
      case "none" -> "none";
      case "may", "dane" -> offered(login, level, place);
      case "encrypt" -> {
        notes.remark(
            place,
            "'encrypt': Postfix looks at no certificate then; Postweiche takes only a valid one made"
                + " out to the relay's host ('trust' names a CA of your own)");
        yield "starttls";
      }
      case "verify", "secure" -> "starttls";
      default -> {
        notes.leftOut(
            place, LEVEL + ": '" + level + "'; the certificate is checked against the CAs instead");
        yield "starttls";
      }
    };
  }

  private String offered(boolean login, String level, Place place) {
    if (level.equals("dane")) {
      notes.leftOut(place, LEVEL + ": DANE; certificates are checked against the CAs");
    }
    if (login) {
      notes.remark(
          place,
          "'"
              + level
              + "': Postfix would go on without TLS where none is offered; Postweiche never shows a"
              + " login then, so relays with one have 'tls: starttls'");
      return "starttls";
    }
    return "starttls-if-offered";
  }

  private String level() {
    String level = parameters.text(LEVEL);
    if (!level.isEmpty()) {
      return level;
    }
    if (parameters.flag("smtp_enforce_tls")) {
      return parameters.flag("smtp_tls_enforce_peername") ? "verify" : "encrypt";
    }
    return parameters.flag("smtp_use_tls") ? "may" : "none";
  }

  // By the next hop as written; a bare name also by the domains above it.
  private static Table.@Nullable Entry policy(Table table, NextHop to) {
    Table.Entry found = table.find(to.written(), false);
    if (found == null && to.mx() && to.written().equals(to.host())) {
      for (int dot = to.host().indexOf('.'); dot >= 0 && found == null; ) {
        found = table.find(to.host().substring(dot), true);
        dot = to.host().indexOf('.', dot + 1);
      }
    }
    return found;
  }

  private @Nullable Path pem(String parameter, String mark) {
    return PemFile.find(
        tables.resolve(parameters.text(parameter)), parameter, mark, parameters, notes);
  }
}
