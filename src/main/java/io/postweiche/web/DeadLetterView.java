package io.postweiche.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter; the names are those of the contract.
 *
 * @param reason {@code sender-not-allowed} and kin
 * @param sender empty for the null sender; null when it could not be read
 * @param relay the relay it died from
 * @param lastReply lines joined by {@code \n}
 * @param since when it died
 * @param size octets
 */
public record DeadLetterView(
    String id,
    String reason,
    @Nullable String sender,
    List<String> recipients,
    @Nullable String relay,
    List<String> triedRelays,
    @Nullable String lastReply,
    Instant since,
    int attempts,
    @Nullable String subject,
    long size) {
  public DeadLetterView {
    recipients = List.copyOf(recipients);
    triedRelays = List.copyOf(triedRelays);
  }
}
