package io.postweiche.tracking;

import io.postweiche.config.TrackingSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of events: fed from the broker, asked by whoever looks for a mail. */
public final class Tracking implements Closeable {
  private final Database database;
  private final Plight plight = new Plight();
  private final Feed feed;
  private final Keeping keeping;

  private Tracking(TrackingSettings settings, Path data, Source source, Clock clock) {
    database = Database.at(settings.url(), data);
    keeping = new Keeping(new Pruning(database), settings.keep(), clock);
    feed = new Feed(source, new BatchWriter(database), plight, keeping::turn);
  }

  /**
   * Begins to store; a store that is out of reach is told and waited for.
   *
   * @param data the data folder, for H2 without an address
   */
  public static Tracking start(TrackingSettings settings, Path data, Source source, Clock clock) {
    Tracking tracking = new Tracking(settings, data, source, clock);
    try {
      source.declare(); // before the first mail: what is published earlier reaches nobody
    } catch (IOException e) {
      tracking.plight.begins(e);
    }
    tracking.feed.start();
    return tracking;
  }

  /** Why events are not stored now. */
  public Optional<String> fault() {
    return plight.now();
  }

  /**
   * Mails by the query, newest first.
   *
   * @throws IllegalArgumentException when the cursor is none
   */
  public Found find(Search search) {
    return asked(connection -> Searches.find(connection, search));
  }

  /** One mail, by its id. */
  public Optional<TrackedStory> story(String id) {
    return asked(connection -> Histories.of(connection, id));
  }

  /** Counts of each step, relay and kind, oldest first. */
  public List<Counted> flow(Instant from, Instant until, Duration step) {
    return asked(connection -> Flows.of(connection, from, until, step));
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private <T> T asked(Question<T> question) {
    try (Connection connection = database.connect()) {
      T answer = question.ask(connection);
      connection.commit();
      return answer;
    } catch (SQLException e) {
      throw new OutOfReachException("the tracking store cannot be used: " + Plight.words(e), e);
    }
  }

  @Override
  public void close() {
    feed.close();
    database.close();
  }
}
