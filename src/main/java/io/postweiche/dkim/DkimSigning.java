package io.postweiche.dkim;

import io.postweiche.config.DkimKey;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
import io.postweiche.core.mail.RawHeader;
import io.postweiche.core.mail.Summaries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.impl.BodyHasherImpl;
import org.apache.james.jdkim.tagvalue.SignatureRecordTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a signature of the domain of the header {@code From} in front of a message, one for each of
 * the domain's keys. The message is read once more and never held whole.
 *
 * @param keys by domain, as in the DNS; a domain without keys may be signed for by one above it
 */
public record DkimSigning(Map<String, List<DkimKey>> keys, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.dkim");

  /** Same canonical form and hash for every key: relaxed twice, SHA-256. */
  private static final String BODY = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=x; s=x; h=from";

  /**
   * The same content where there is nothing to sign with, or nothing to sign for: no {@code From}
   * or two, whose domain would be anybody's guess.
   */
  public Content sign(Content content) throws IOException {
    if (keys.isEmpty()) {
      return content;
    }
    Headers headers = HeaderScan.read(content);
    Address author = headers.count("from") == 1 ? Summaries.of(headers).headerFrom() : null;
    List<DkimKey> wanted = author == null ? List.of() : keysFor(author.domain());
    List<DkimKey> missing = wanted.stream().filter(key -> !SignedAlready.by(key, headers)).toList();
    if (missing.isEmpty()) {
      return content;
    }
    if (!headers.complete()) {
      LOG.warn("a mail from {} goes out unsigned: its header is too large", author);
      return content;
    }
    return signed(content, missing);
  }

  private Content signed(Content content, List<DkimKey> with) throws IOException {
    RawHeader header = RawHeader.of(content);
    SignedFields fields = SignedFields.of(header);
    String bodyHash = Base64.getEncoder().encodeToString(bodyHash(content, header.length()));
    List<String> signatures = new ArrayList<>();
    for (DkimKey key : with) {
      signatures.add(new SignatureField(key, fields, bodyHash, Instant.now(clock)).text());
    }
    return content.behind(String.join("", signatures).getBytes(StandardCharsets.US_ASCII));
  }

  private List<DkimKey> keysFor(@Nullable Domain domain) {
    String name = domain == null ? "" : domain.ascii();
    while (name.contains(".")) {
      List<DkimKey> found = keys.get(name);
      if (found != null) {
        return found;
      }
      name = name.substring(name.indexOf('.') + 1);
    }
    return List.of();
  }

  private static byte[] bodyHash(Content content, int headerLength) throws IOException {
    BodyHasherImpl hasher = hasher();
    try (InputStream in = content.open();
        BodyLines body = new BodyLines(hasher.getOutputStream())) {
      in.skipNBytes(headerLength);
      in.transferTo(body);
      if (body.isBlank()) {
        return hasher().getDigest();
      }
    }
    return hasher.getDigest();
  }

  private static BodyHasherImpl hasher() {
    try {
      return new BodyHasherImpl(new SignatureRecordTemplate(BODY));
    } catch (PermFailException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }
}
