package io.postweiche.delivery;

import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Address;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.routing.RelayId;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailAuthenticator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What camel-mail's producer sends through: one relay, its connections kept. The same object serves
 * a relay for as long as the router runs, whatever its settings become, since endpoints hold on to
 * it. Any thread may send.
 */
public final class RelaySender implements JavaMailSender {
  private static final Logger LOG = LoggerFactory.getLogger(RelaySender.class);

  private final RelayId id;
  private final String hostname;
  private final ReplyReader reader;
  private final Clock clock;
  private final Tuning tuning;
  private final Cutoff cutoff;
  private final LongAdder transactions = new LongAdder();
  private volatile @Nullable Lane lane;
  private long openedBefore;
  private long reusedBefore;

  RelaySender(
      RelayId id, String hostname, ReplyReader reader, Clock clock, Tuning tuning, Cutoff cutoff) {
    this.id = id;
    this.hostname = hostname;
    this.reader = reader;
    this.clock = clock;
    this.tuning = tuning;
    this.cutoff = cutoff;
  }

  /**
   * Makes one attempt; what came of it is in {@link OutgoingMail#attempt()}. A relay that refuses,
   * fails or cannot be reached is such an outcome, no exception.
   *
   * @throws MessagingException when the message is no {@link OutgoingMail}
   */
  @Override
  public void send(MimeMessage message) throws MessagingException {
    if (!(message instanceof OutgoingMail mail)) {
      throw new MessagingException("relay " + id + " takes only mail of the router's own making");
    }
    Instant at = clock.instant();
    Lane now = lane;
    if (now == null) {
      mail.settle(new Attempt(id, at, withoutSettings(mail)));
      return;
    }
    Delivery delivery = new Delivery(now, mail, reader);
    List<Outcome> outcomes = delivery.run();
    transactions.add(delivery.transactions());
    mail.settle(new Attempt(id, at, outcomes));
  }

  /**
   * Logs in as delivery does and sends no mail.
   *
   * @return what stood in the way; empty when the relay let us in or is no longer configured
   */
  public Optional<Outcome> probe() {
    Lane now = lane;
    if (now == null) {
      return Optional.empty();
    }
    Lane trial = new Lane(now.relay(), hostname, tuning, cutoff);
    try {
      trial.giveBack(trial.borrow());
      return Optional.empty();
    } catch (RelayFault fault) {
      ReplyReader.Reading read = fault.reading(reader);
      return Optional.of(
          new Outcome(
              Address.NULL, read.verdict(), fault.stage(), fault.reply(), read.rule(), false));
    } finally {
      trial.retire();
    }
  }

  public synchronized Figures figures() {
    Lane now = lane;
    return new Figures(
        openedBefore + (now == null ? 0 : now.opened()),
        reusedBefore + (now == null ? 0 : now.reused()),
        transactions.sum());
  }

  /**
   * Takes new settings: mail under way ends on the old connections, which are then closed.
   *
   * @param settings null when the relay was taken out of the configuration
   * @return whether that changed anything
   */
  synchronized boolean become(@Nullable RelaySettings settings) {
    Lane before = lane;
    if (before == null ? settings == null : before.relay().equals(settings)) {
      return false;
    }
    lane = settings == null ? null : new Lane(settings, hostname, tuning, cutoff);
    if (settings != null && settings.tls() == TlsMode.NONE && settings.username() != null) {
      LOG.warn("relay {} logs in without TLS: its password goes over the net in clear", id);
    }
    if (before != null) {
      before.retire();
      openedBefore += before.opened();
      reusedBefore += before.reused();
    }
    return true;
  }

  private List<Outcome> withoutSettings(OutgoingMail mail) {
    Reply reply = Reply.none("relay " + id + " is no longer in the configuration");
    return mail.envelope().recipients().stream()
        .distinct()
        .map(to -> new Outcome(to, Verdict.TEMPORARY, Stage.CONNECT, reply, "relay-removed", false))
        .toList();
  }

  // The rest of the interface is how camel-mail would hand over its endpoint's options. None of
  // them has a say here: where mail goes and how is the configuration's alone.

  @Override
  public Properties getJavaMailProperties() {
    Properties notEmpty = new Properties(); // an empty one would be filled
    notEmpty.setProperty("postweiche.relay", id.value());
    return notEmpty;
  }

  @Override
  public void setJavaMailProperties(Properties javaMailProperties) {}

  @Override
  public void addAdditionalJavaMailProperty(String key, String value) {}

  @Override
  public void setHost(String host) {}

  @Override
  public String getHost() {
    Lane now = lane;
    return now == null ? "" : now.relay().host();
  }

  @Override
  public void setPort(int port) {}

  @Override
  public int getPort() {
    Lane now = lane;
    return now == null ? 0 : now.relay().port();
  }

  @Override
  public void setUsername(String username) {}

  @Override
  public @Nullable String getUsername() {
    return null;
  }

  @Override
  public void setPassword(String password) {}

  @Override
  public @Nullable String getPassword() {
    return null; // nobody but the login needs it
  }

  @Override
  public void setProtocol(String protocol) {}

  @Override
  public String getProtocol() {
    return "smtp";
  }

  @Override
  public void setSession(Session session) {}

  @Override
  public Session getSession() {
    return Session.getInstance(getJavaMailProperties());
  }

  @Override
  public void setAuthenticator(MailAuthenticator authenticator) {}

  @Override
  public @Nullable MailAuthenticator getAuthenticator() {
    return null;
  }
}
