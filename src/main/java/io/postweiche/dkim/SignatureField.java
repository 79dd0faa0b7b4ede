package io.postweiche.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.postweiche.config.DkimKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** One {@code DKIM-Signature}, folded. */
record SignatureField(DkimKey key, SignedFields fields, String bodyHash, Instant now) {
  private static final String FOLD = "\r\n\t";
  private static final int LINE = 72;

  /** The whole field, line end included. */
  String text() {
    String unsigned =
        " v=1; a="
            + key.algorithm().tag()
            + "; c=relaxed/relaxed; t="
            + now.getEpochSecond()
            + ";"
            + FOLD
            + "d="
            + key.domain()
            + "; s="
            + key.selector()
            + ";"
            + FOLD
            + "h="
            + folded(String.join(":", fields.names()))
            + ";"
            + FOLD
            + "bh="
            + bodyHash
            + ";"
            + FOLD
            + "b=";
    return "DKIM-Signature:" + unsigned + inLines(signature(unsigned)) + "\r\n";
  }

  private String signature(String unsigned) {
    try {
      Signature signature = Signature.getInstance(key.algorithm().java());
      signature.initSign(key.secret());
      byte[] own = SignedFields.relaxed("dkim-signature", unsigned.getBytes(US_ASCII));
      switch (key.algorithm()) {
        case RSA -> {
          signature.update(fields.canonical());
          signature.update(own);
        }
        case ED25519 -> { // signs the hash, RFC 8463 section 3
          MessageDigest hash = MessageDigest.getInstance("SHA-256");
          hash.update(fields.canonical());
          signature.update(hash.digest(own));
        }
      }
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign for " + key, e);
    }
  }

  /** Folds at colons; the blank that comes with a fold is a part of what is signed. */
  private static String folded(String names) {
    StringBuilder out = new StringBuilder();
    int length = 2;
    for (String name : names.split("(?<=:)")) {
      if (length + name.length() > LINE) {
        out.append(FOLD);
        length = 0;
      }
      out.append(name);
      length += name.length();
    }
    return out.toString();
  }

  /** White space in {@code b=} is nobody's (RFC 6376 section 3.5). */
  private static String inLines(String base64) {
    return base64.replaceAll("(.{" + LINE + "})(?=.)", "$1" + FOLD);
  }
}
