package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.web.DeadLetterPage;
import io.postweiche.web.DeadLetterView;
import io.postweiche.web.FilterBody;
import java.util.ArrayList;
import java.util.List;

/** Reads dead letters from the router, page by page. */
final class DeadLetters {
  private static final int PAGE = 1000;

  private DeadLetters() {}

  /**
   * Those that pass the filter, oldest first.
   *
   * @param limit at most so many; 0 for all
   */
  static List<DeadLetterView> list(RestClient client, FilterBody filter, int limit) {
    List<DeadLetterView> all = new ArrayList<>();
    int wanted = limit == 0 ? Integer.MAX_VALUE : limit;
    while (all.size() < wanted) {
      int size = Math.min(PAGE, wanted - all.size());
      String path = "/dead?offset=" + all.size() + "&limit=" + size + FilterOptions.query(filter);
      DeadLetterPage page = client.get(path, new TypeReference<>() {});
      all.addAll(page.items());
      if (page.items().size() < size) {
        break;
      }
    }
    return all;
  }
}
