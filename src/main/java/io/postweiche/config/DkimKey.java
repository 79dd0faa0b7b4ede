package io.postweiche.config;

import java.security.PrivateKey;
import java.util.Base64;

/**
 * A key with which mail of a domain is signed (RFC 6376).
 *
 * @param domain as in the DNS
 * @param selector lower case; the public key stands at {@code SELECTOR._domainkey.DOMAIN}
 * @param published the public key as the DNS record has it, base64
 */
public record DkimKey(
    String domain, String selector, Algorithm algorithm, PrivateKey secret, String published) {

  /** How a key signs. */
  public enum Algorithm {
    RSA("rsa-sha256", "SHA256withRSA", "rsa"),
    /** RFC 8463. */
    ED25519("ed25519-sha256", "Ed25519", "ed25519");

    private final String tag;
    private final String java;
    private final String type;

    Algorithm(String tag, String java, String type) {
      this.tag = tag;
      this.java = java;
      this.type = type;
    }

    /** In a signature, {@code a=}. */
    public String tag() {
      return tag;
    }

    /** Of {@link java.security.Signature}. */
    public String java() {
      return java;
    }
  }

  static DkimKey of(String domain, String selector, DkimPem.Pair keys) {
    String published = Base64.getEncoder().encodeToString(keys.published());
    return new DkimKey(domain, selector, keys.algorithm(), keys.secret(), published);
  }

  /** Where the DNS must have {@link #record}. */
  public String name() {
    return selector + "._domainkey." + domain;
  }

  /** The TXT record to publish. */
  public String record() {
    return "v=DKIM1; k=" + algorithm.type + "; p=" + published;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return name();
  }
}
