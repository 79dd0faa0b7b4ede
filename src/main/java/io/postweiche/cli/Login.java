package io.postweiche.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What shows the router's API who asks; prints without its secret.
 *
 * @param header of HTTP
 */
record Login(String header) {
  static Login password(String user, String password) {
    byte[] octets = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Login("Basic " + Base64.getEncoder().encodeToString(octets));
  }

  static Login token(String token) {
    return new Login("Bearer " + token);
  }

  @Override
  public String toString() {
    return "***";
  }
}
