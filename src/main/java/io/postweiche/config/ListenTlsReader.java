package io.postweiche.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code tls:} of a listener. */
final class ListenTlsReader {
  private static final Map<String, Boolean> NEED =
      new TreeMap<>(Map.of("optional", false, "required", true));

  private static final Map<String, TlsMode> MODES = modes();

  private ListenTlsReader() {}

  /** Null without TLS. */
  static @Nullable ListenTls read(Section listener) {
    Section section = listener.section("tls");
    PemFiles files = new PemFiles(section);
    TlsMode mode = section.read("mode", TlsMode.STARTTLS, Scalars.word(MODES));
    Path certificate = section.find("certificate", files::certificate);
    Path key = section.find("key", files::key);
    boolean required = section.read("required", false, Scalars::flag);
    Path clientCa = section.find("client-ca", files::certificate);
    boolean clientRequired = section.read("client-certificates", false, Scalars.word(NEED));
    section.refuseOthers();
    if (section.has("client-certificates") && !section.has("client-ca")) {
      section.missing("client-ca", "the authority that signs the client certificates, PEM");
    }
    if (mode == TlsMode.NONE && required) {
      section.refuse("required", "TLS cannot be required with mode: none");
    }
    if (mode == TlsMode.NONE || !listener.isMapping("tls")) {
      return null;
    }
    tellMissing(section, "certificate", "the certificate with its chain, PEM");
    tellMissing(section, "key", "the private key of the certificate, PEM");
    Path nowhere = Path.of("");
    return new ListenTls(
        mode,
        certificate == null ? nowhere : certificate,
        key == null ? nowhere : key,
        required,
        clientCa,
        clientRequired);
  }

  /** Of the modes, those in which a server can be. */
  private static Map<String, TlsMode> modes() {
    Map<String, TlsMode> modes = new LinkedHashMap<>(Presets.TLS);
    modes.values().remove(TlsMode.STARTTLS_IF_OFFERED);
    return modes;
  }

  private static void tellMissing(Section section, String key, String what) {
    if (!section.has(key)) {
      section.missing(key, what);
    }
  }
}
