package io.postweiche.web;

import io.postweiche.core.mail.HistoryEntry;
import java.util.List;

/**
 * A dead letter with all that happened to it.
 *
 * @param headers the beginning of the message's header as text, bounded
 */
public record DeadLetterDetail(DeadLetterView letter, List<HistoryEntry> history, String headers) {
  public DeadLetterDetail {
    history = List.copyOf(history);
  }
}
