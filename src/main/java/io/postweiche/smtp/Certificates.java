package io.postweiche.smtp;

import io.netty.handler.ssl.SslContext;
import io.postweiche.config.ListenTls;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS files of a listener as they were read last; new connections take the newest good ones.
 */
final class Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

  private final ListenTls files;
  private volatile SslContext current;

  /**
   * Reads the files.
   *
   * @throws IOException naming the file and what is wrong with it
   */
  Certificates(ListenTls files) throws IOException {
    this.files = files;
    this.current = Tls.context(files);
  }

  SslContext current() {
    return current;
  }

  /** Reads the files again; what does not fit together is told and changes nothing. */
  void reload() {
    try {
      current = Tls.context(files);
    } catch (IOException e) {
      LOG.error("{}; the certificate in use stays", e.getMessage());
    }
  }
}
