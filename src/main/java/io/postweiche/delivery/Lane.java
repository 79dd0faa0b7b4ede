package io.postweiche.delivery;

import io.postweiche.config.OAuthSettings;
import io.postweiche.config.PemIdentity;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import jakarta.mail.Session;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLSocketFactory;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;

/** The connections to one relay under one version of its settings. */
final class Lane {
  private final RelaySettings relay;
  private final Tuning tuning;
  private final Cutoff cutoff;
  private final Properties properties;
  private final GenericObjectPool<RelayTransport> kept;
  // the pool itself wakes nobody when a connection cannot be opened, so waiting is done here
  private final Semaphore slots;
  private final LongAdder opened = new LongAdder();
  private final LongAdder reused = new LongAdder();
  private final @Nullable String tlsFault;
  private final @Nullable Tokens tokens;
  private @Nullable Session session;
  private volatile boolean retired;

  Lane(RelaySettings relay, String hostname, Tuning tuning, Cutoff cutoff) {
    this.cutoff = cutoff;
    this.relay = relay;
    this.tuning = tuning;
    int connections = Math.max(1, relay.limits().connections());
    slots = new Semaphore(connections, true);
    properties = properties(hostname);
    tlsFault = tls(properties);
    OAuthSettings oauth = relay.link().oauth();
    tokens = oauth == null ? null : new Tokens(oauth, tuning.connect());
    kept = new GenericObjectPool<>(new Opener(), pooling(connections));
  }

  RelaySettings relay() {
    return relay;
  }

  /** A connection ready for mail; to be given back whatever happens. */
  RelayTransport borrow() throws RelayFault {
    takeSlot();
    try {
      RelayTransport line = kept.borrowObject();
      (line.used() ? reused : opened).increment();
      return line;
    } catch (RelayFault | RuntimeException e) {
      slots.release();
      throw e;
    } catch (Exception e) {
      slots.release();
      throw new IllegalStateException(e);
    }
  }

  void giveBack(RelayTransport line) {
    try {
      kept.returnObject(line);
    } finally {
      slots.release();
    }
  }

  /** Keeps nothing any more; connections in use are closed when they come back. */
  void retire() {
    retired = true;
    kept.setDurationBetweenEvictionRuns(Duration.ofMillis(-1));
    kept.clear();
  }

  long opened() {
    return opened.sum();
  }

  long reused() {
    return reused.sum();
  }

  private void takeSlot() throws RelayFault {
    try {
      if (!slots.tryAcquire(tuning.turn().toMillis(), TimeUnit.MILLISECONDS)) {
        throw fault(RelayFault.Kind.ALL_BUSY, "all connections were busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault(RelayFault.Kind.STOPPING, "stopped before a connection was free");
    }
  }

  /**
   * Made for the first connection: it looks for providers in every jar, for each of many relays.
   */
  private synchronized Session session() {
    Session made = session;
    if (made == null) {
      made = Session.getInstance(properties);
      session = made;
    }
    return made;
  }

  private Properties properties(String hostname) {
    Properties properties = new Properties();
    String own = relay.link().heloName();
    properties.setProperty("mail.smtp.localhost", own == null ? hostname : own);
    properties.setProperty("mail.smtp.quitwait", "false");
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.ssl.protocols", Tls.PROTOCOLS);
    return properties;
  }

  private @Nullable String tls(Properties properties) {
    PemIdentity identity = relay.link().identity();
    if (relay.tls() == TlsMode.NONE) {
      return null;
    }
    try {
      SSLSocketFactory real =
          relay.trust() == null && identity == null
              ? (SSLSocketFactory) SSLSocketFactory.getDefault()
              : Tls.factory(relay.trust(), identity);
      properties.put("mail.smtp.ssl.socketFactory", new TlsSockets(real));
      return null;
    } catch (IOException | GeneralSecurityException e) {
      return "the files of trust, certificate and key cannot be used: " + e.getMessage();
    }
  }

  private GenericObjectPoolConfig<RelayTransport> pooling(int connections) {
    GenericObjectPoolConfig<RelayTransport> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(-1);
    config.setMaxIdle(connections);
    config.setTestOnBorrow(true);
    config.setTestOnReturn(true);
    config.setMinEvictableIdleDuration(tuning.idle());
    config.setTimeBetweenEvictionRuns(tuning.idle().dividedBy(4).plusMillis(1));
    config.setNumTestsPerEvictionRun(-1);
    config.setJmxEnabled(false);
    return config;
  }

  private RelayFault fault(RelayFault.Kind kind, String sentence) {
    return new RelayFault(kind, Stage.CONNECT, Reply.none(sentence));
  }

  private final class Opener extends BasePooledObjectFactory<RelayTransport> {
    @Override
    public RelayTransport create() throws RelayFault {
      if (tlsFault != null) {
        throw fault(RelayFault.Kind.TLS_FAILED, tlsFault);
      }
      return RelayTransport.open(session(), relay, tokens, tuning, cutoff);
    }

    @Override
    public PooledObject<RelayTransport> wrap(RelayTransport line) {
      return new DefaultPooledObject<>(line);
    }

    @Override
    public boolean validateObject(PooledObject<RelayTransport> pooled) {
      // a connection opened by a retired lane still serves the mail it was opened for
      return pooled.getObject().usable() && !(retired && pooled.getObject().used());
    }

    @Override
    public void destroyObject(PooledObject<RelayTransport> pooled) {
      pooled.getObject().hangUp();
    }
  }
}
