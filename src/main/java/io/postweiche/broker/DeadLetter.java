package io.postweiche.broker;

import io.postweiche.core.mail.HistoryEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as an operator sees it, without its body.
 *
 * @param reason the word of its queue
 * @param explanation why, in a sentence
 * @param recipients as text: a malformed post may name anything
 * @param size octets
 */
public record DeadLetter(
    String id,
    String reason,
    @Nullable String explanation,
    String sender,
    @Nullable String headerFrom,
    List<String> recipients,
    @Nullable String relay,
    List<String> triedRelays,
    @Nullable String lastReply,
    Instant since,
    int attempts,
    @Nullable String subject,
    long size,
    List<HistoryEntry> history) {}
