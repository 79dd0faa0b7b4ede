package io.postweiche.tracking;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * H2 or PostgreSQL, brought to our schema before its first use; may be out of reach at any time.
 */
final class Database implements Closeable {
  private static final String MIGRATIONS = "classpath:io/postweiche/tracking/migration";
  private static final int CONNECTIONS = 4;
  private static final long PATIENCE_MS = 5_000;

  private final HikariDataSource pool;
  private final boolean h2;
  private volatile boolean ready;

  private Database(HikariDataSource pool, boolean h2) {
    this.pool = pool;
    this.h2 = h2;
  }

  /**
   * Connects when first asked.
   *
   * @param url JDBC; null for H2 in the data folder
   */
  static Database at(@Nullable String url, Path data) {
    String own = data.toAbsolutePath().resolve("tracking").resolve("events").toString();
    // H2 must outlive the JVM's own hooks: the router closes it once nothing writes any more
    String address = url == null ? "jdbc:h2:file:" + own + ";DB_CLOSE_ON_EXIT=FALSE" : url;
    boolean h2 = address.startsWith("jdbc:h2:");
    HikariConfig config = new HikariConfig();
    config.setPoolName("tracking");
    // the driver's own source: a pool that knows the address would write it into its log
    config.setDataSource(h2 ? h2(address) : postgres(address));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setAutoCommit(false);
    config.setConnectionTimeout(PATIENCE_MS);
    config.setInitializationFailTimeout(-1);
    return new Database(new HikariDataSource(config), h2);
  }

  private static DataSource h2(String url) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    return source;
  }

  private static DataSource postgres(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    return source;
  }

  /** A connection to tables of our schema, without auto-commit. */
  Connection connect() throws SQLException {
    migrate();
    return pool.getConnection();
  }

  /** Commits so that the rows outlive a loss of power. */
  void commit(Connection connection) throws SQLException {
    connection.commit();
    if (h2) { // its commits reach the disk half a second later, and the events are gone by then
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    }
  }

  private void migrate() throws SQLException {
    if (!ready) {
      migrateOnce();
    }
  }

  private synchronized void migrateOnce() throws SQLException {
    if (ready) {
      return;
    }
    pool.getConnection().close(); // out of reach is told in the driver's words, not in Flyway's
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(pool)
          .locations(MIGRATIONS)
          .table("postweiche_schema")
          .baselineOnMigrate(true) // other tables may stand in the same schema
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new SQLException("the schema could not be brought up: " + e.getMessage(), e);
    }
    ready = true;
  }

  @Override
  public void close() {
    pool.close();
  }
}
