package io.postweiche.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A login at the router's API; prints without its password. */
record Login(String user, String password) {
  String header() {
    byte[] octets = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(octets);
  }

  @Override
  public String toString() {
    return user + ":***";
  }
}
