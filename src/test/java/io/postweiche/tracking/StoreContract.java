package io.postweiche.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HistoryEntry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of events must do, whatever its SQL. */
abstract class StoreContract {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private Database database;
  private BatchWriter writer;

  /** An empty database. */
  abstract Database open() throws Exception;

  @BeforeEach
  void begin() throws Exception {
    database = open();
    writer = new BatchWriter(database);
  }

  @AfterEach
  void end() throws IOException {
    database.close();
  }

  @Test
  void aMailIsFoundByIdMessageIdSenderAndRecipientInAnyCase() throws Exception {
    writer.write(List.of(accepted("M1", 0), accepted("M2", 1)));
    assertThat(ids(text("m1"))).containsExactly("M1");
    assertThat(ids(text("<M1@Meinefirma.de>"))).containsExactly("M1");
    assertThat(ids(text("m1@meinefirma.de"))).containsExactly("M1");
    assertThat(ids(text("A@MEINEFIRMA.DE"))).containsExactly("M2", "M1");
    assertThat(ids(text("M2-r@Example.org"))).containsExactly("M2");
    assertThat(ids(text("x' OR '1'='1"))).isEmpty();
  }

  @Test
  void eachFilterLetsThroughWhatItNames() throws Exception {
    writer.write(List.of(accepted("M1", 0), accepted("M2", 60), delivered("M2", 61)));
    assertThat(ids(new Search(null, "delivered", null, null, null, null, null, 9)))
        .containsExactly("M2");
    assertThat(ids(new Search(null, null, "Meinefirma.de", null, null, null, null, 9)))
        .containsExactly("M2", "M1");
    assertThat(ids(new Search(null, null, "other.de", null, null, null, null, 9))).isEmpty();
    assertThat(ids(new Search(null, null, null, "b", null, null, null, 9))).containsExactly("M2");
    assertThat(ids(new Search(null, null, null, null, NOON.plusSeconds(60), null, null, 9)))
        .containsExactly("M2");
    assertThat(ids(new Search(null, null, null, null, null, NOON.plusSeconds(60), null, 9)))
        .containsExactly("M1");
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() throws Exception {
    List<TrackedEvent> events = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      events.add(accepted("M%02d".formatted(i), i / 10)); // many at the same moment
    }
    writer.write(events);
    List<String> all = new ArrayList<>();
    String cursor = null;
    do {
      Found page = find(new Search("a@meinefirma.de", null, null, null, null, null, cursor, 7));
      page.mails().forEach(mail -> all.add(mail.id()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(all)
        .hasSize(25)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(new Search(null, null, null, null, null, null, "x", 7)));
  }

  @Test
  void whatComesTwiceIsStoredOnce() throws Exception {
    List<TrackedEvent> events = List.of(accepted("M1", 0), delivered("M1", 5));
    writer.write(events);
    writer.write(events);
    writer.write(List.of(events.get(1), events.get(1), accepted("M2", 6)));
    assertThat(story("M1").events()).hasSize(4);
    assertThat(flow(1)).extracting(Counted::kind).containsExactly("accepted", "delivered");
    assertThat(flow(1)).extracting(Counted::mails).containsExactly(2L, 1L);
  }

  @Test
  void aStoryTellsDecisionAttemptAndOutcome() throws Exception {
    writer.write(List.of(accepted("M1", 0)));
    writer.write(List.of(delivered("M1", 5)));
    TrackedStory story = story("M1");
    assertThat(story.events())
        .extracting(HistoryEntry::what)
        .containsExactly("accepted", "decided", "attempted", "delivered");
    assertThat(story.events().get(2))
        .isEqualTo(
            new HistoryEntry(
                NOON.plusSeconds(5), "attempted", "b", "EOD", "delivered", "250 queued as X1"));
    assertThat(story.mail().state()).isEqualTo("delivered");
    assertThat(story.mail().subject()).isEqualTo("Angebot");
    assertThat(story.mail().recipients()).containsExactly("m1-r@example.org", "second@example.org");
    assertThat(story.mail().recipientCount()).isEqualTo(2);
  }

  @Test
  void eventsOutOfTheirOrderEndInTheSameState() throws Exception {
    writer.write(List.of(delivered("M1", 5)));
    writer.write(List.of(accepted("M1", 0)));
    assertThat(story("M1").mail().state()).isEqualTo("delivered");
    assertThat(story("M1").mail().at()).isEqualTo(NOON);
    assertThat(ids(text("second@example.org"))).containsExactly("M1");
  }

  @Test
  void aReportHidesNotThatTheMailIsDead() throws Exception {
    writer.write(
        List.of(
            accepted("M1", 0), event("M1", EventType.DEAD, 1), event("M1", EventType.REPORTED, 2)));
    assertThat(story("M1").mail().state()).isEqualTo("dead");
  }

  @Test
  void flowIsCountedByStepAndRelay() throws Exception {
    writer.write(List.of(accepted("M1", 0), accepted("M2", 200), delivered("M1", 30)));
    writer.write(List.of(accepted("M3", 20), delivered("M2", 301)));
    assertThat(flow(5))
        .containsExactly(
            new Counted(NOON, "", "accepted", 3),
            new Counted(NOON, "b", "delivered", 1),
            new Counted(NOON.plusSeconds(300), "b", "delivered", 1));
  }

  @Test
  void oldMailsAreForgottenAndYoungOnesStay() throws Exception {
    List<TrackedEvent> events = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      events.add(accepted("M" + i, 0));
    }
    events.add(accepted("WAITS", 0));
    events.add(event("WAITS", EventType.DEFERRED, 100_000));
    writer.write(events);
    Pruning pruning = new Pruning(database);
    int bites = 1;
    while (pruning.some(NOON.plusSeconds(3600))) {
      bites++;
    }
    assertThat(bites).isEqualTo(3);
    assertThat(ids(new Search(null, null, null, null, null, null, null, 500)))
        .containsExactly("WAITS");
    assertThat(ids(text("m7-r@example.org"))).isEmpty();
    assertThat(flow(1)).extracting(Counted::kind).doesNotContain("accepted");
  }

  @Test
  void hostileTextIsStoredAsItIs() throws Exception {
    String json =
        "{\"event\":\"accepted\",\"at\":\"2026-11-24T12:00:00.123456789Z\",\"mailId\":\"M1\","
            + "\"sender\":\"a@b.de\",\"recipients\":[\"x@y.de\",\"X@y.de\"],"
            + "\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"subject\":\"\\u0000'; DROP TABLE mails; --\\ud83d\\ude00\",\"detail\":\""
            + "ü".repeat(9_000)
            + "\"}";
    writer.write(List.of(EventReader.read("k", json)));
    assertThat(story("M1").mail().subject()).isEqualTo(" '; DROP TABLE mails; --😀");
    assertThat(story("M1").mail().recipients()).containsExactly("x@y.de");
    assertThat(story("M1").mail().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    writer.write(List.of(delivered("M1", 1)));
    assertThat(story("M1").mail().traceId()).startsWith("4bf92f3577b34da6");
    assertThat(ids(text("4bf92f3577b34da6a3ce929d0e0e4736"))).containsExactly("M1");
    for (String bad : List.of("", "[]", "{}", "{\"event\":\"x\"}", json.replace("2026-", "x"))) {
      assertThatIllegalArgumentException().isThrownBy(() -> EventReader.read("k", bad));
    }
  }

  private static TrackedEvent accepted(String id, int seconds) {
    return new TrackedEvent(
        id + "accepted",
        EventType.ACCEPTED,
        NOON.plusSeconds(seconds),
        id,
        "a@Meinefirma.de",
        List.of(id.toLowerCase(java.util.Locale.ROOT) + "-r@example.org", "second@example.org"),
        "a",
        null,
        null,
        null,
        null,
        "<" + id + "@meinefirma.de>",
        "Angebot",
        null);
  }

  private static TrackedEvent delivered(String id, int seconds) {
    return event(id, EventType.DELIVERED, seconds);
  }

  private static TrackedEvent event(String id, EventType type, int seconds) {
    return new TrackedEvent(
        id + type,
        type,
        NOON.plusSeconds(seconds),
        id,
        "a@Meinefirma.de",
        List.of("second@example.org"),
        "b",
        "EOD",
        "delivered",
        "250 queued as X1",
        null,
        null,
        null,
        null);
  }

  private static Search text(@Nullable String text) {
    return new Search(text, null, null, null, null, null, null, 500);
  }

  private Found find(Search search) throws SQLException {
    try (Connection connection = database.connect()) {
      return Searches.find(connection, search);
    }
  }

  private List<String> ids(Search search) throws SQLException {
    return find(search).mails().stream().map(TrackedMail::id).toList();
  }

  private TrackedStory story(String id) throws SQLException {
    try (Connection connection = database.connect()) {
      return Histories.of(connection, id).orElseThrow();
    }
  }

  private List<Counted> flow(int minutes) throws SQLException {
    try (Connection connection = database.connect()) {
      return Flows.of(connection, NOON, NOON.plusSeconds(3600), Duration.ofMinutes(minutes));
    }
  }
}
