package io.postweiche.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.regex.Pattern;

/** Checks that a PEM file can be read and holds what it should; throws with the reason. */
final class PemFiles {
  private static final Pattern KEY = Pattern.compile("-----BEGIN (RSA |EC )?PRIVATE KEY-----");

  private final Reading reading;

  PemFiles(Section section) {
    this.reading = section.reading();
  }

  Path certificate(String path) {
    byte[] content = content(path);
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content));
      if (!found.isEmpty()) {
        return reading.resolve(path);
      }
    } catch (CertificateException e) {
      // told below, for an empty file alike
    }
    throw new IllegalArgumentException("no certificate (PEM) can be read from " + path);
  }

  Path key(String path) {
    String content = new String(content(path), StandardCharsets.ISO_8859_1);
    if (content.contains("ENCRYPTED")) {
      throw new IllegalArgumentException(
          "the private key in " + path + " has a passphrase; one without is wanted");
    }
    if (!KEY.matcher(content).find()) {
      throw new IllegalArgumentException("no private key (PEM) can be read from " + path);
    }
    return reading.resolve(path);
  }

  private byte[] content(String path) {
    try {
      return reading.sources().read(reading.resolve(path));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }
}
