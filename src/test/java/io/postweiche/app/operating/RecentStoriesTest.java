package io.postweiche.app.operating;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The newest stories, whatever comes: no flood may fill the heap. */
class RecentStoriesTest {
  private final RecentStories stories = new RecentStories();

  @Test
  void mailsOfAThousandRecipientsPushOlderOnesOut() {
    for (int i = 0; i < 500; i++) {
      stories.accept(event(i, 1000));
    }
    assertThat(stories.size()).isEqualTo(100);
    assertThat(stories.find("r7@example.org", 1000)).hasSize(100);
    assertThat(stories.find(id(499).value(), 1)).hasSize(1);
    assertThat(stories.find(id(0).value(), 1)).isEmpty();
  }

  @Test
  void theNewestAreFoundFirst() {
    for (int i = 0; i < 30_000; i++) {
      stories.accept(event(i, 1));
    }
    assertThat(stories.size()).isEqualTo(20_000);
    assertThat(stories.find("a@meinefirma.de", 2))
        .extracting(story -> story.id())
        .containsExactly(id(29_999).value(), id(29_998).value());
  }

  private static MailId id(int number) {
    return new MailId("MAIL%08d".formatted(number));
  }

  private static MailEvent event(int number, int recipients) {
    List<Address> to =
        IntStream.range(0, recipients).mapToObj(i -> Address.of("r" + i + "@example.org")).toList();
    Address from = Address.of("a@meinefirma.de");
    return new MailEvent(
        EventType.ACCEPTED,
        Instant.EPOCH,
        id(number),
        from,
        to,
        null,
        null,
        null,
        null,
        null,
        null,
        false);
  }
}
