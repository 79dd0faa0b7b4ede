package io.postweiche.web;

import java.util.List;

/**
 * A part of a listing.
 *
 * @param total how many pass the filter
 * @param offset which of them is the first here, from 0
 */
public record DeadLetterPage(long total, int offset, List<DeadLetterView> items) {
  public DeadLetterPage {
    items = List.copyOf(items);
  }
}
