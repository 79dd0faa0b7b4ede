package io.postweiche.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relay account; never its secrets.
 *
 * @param tls {@code none}, {@code starttls}, {@code implicit}
 * @param provider the preset it was built from
 * @param state {@code active} or {@code suspended}
 * @param senderRule for a person: {@code only senders of meinefirma.de}
 * @param nullSender whether it takes {@code MAIL FROM:<>}
 */
public record RelayView(
    String name,
    String host,
    int port,
    String tls,
    @Nullable String provider,
    String state,
    long queueDepth,
    String senderRule,
    boolean nullSender,
    List<RememberedRefusal> rememberedRefusals) {
  public RelayView {
    rememberedRefusals = List.copyOf(rememberedRefusals);
  }

  /** Senders of this domain skip the relay until then, because it lately refused one. */
  public record RememberedRefusal(String senderDomain, Instant until) {}
}
