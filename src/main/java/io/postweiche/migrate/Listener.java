package io.postweiche.migrate;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP listener.
 *
 * @param allow networks that may send without a login
 * @param tls {@code none}, {@code starttls} or {@code implicit}
 * @param required whether no mail is taken without TLS
 * @param possible whether it can be opened as it is; else it becomes a comment
 */
record Listener(
    String host,
    int port,
    List<String> allow,
    String tls,
    boolean required,
    @Nullable Path certificate,
    @Nullable Path key,
    boolean possible) {

  String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
