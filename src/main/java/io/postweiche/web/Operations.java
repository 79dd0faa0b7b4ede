package io.postweiche.web;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.RelayId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the API asks of the router. Every method may throw {@link UnavailableException} while the
 * broker is out of reach; the caller of the API then reads 503 and that sentence.
 */
public interface Operations {
  List<QueueView> queues();

  /** The dead letters that pass the filter, oldest first. */
  List<DeadLetterView> deadLetters(DeadFilter filter, int offset, int limit);

  /** How many dead letters pass the filter. */
  long countDeadLetters(DeadFilter filter);

  /** The dead letters that pass the filter, counted by reason and sender domain. */
  List<DeadGroup> deadGroups(DeadFilter filter);

  Optional<DeadLetterDetail> deadLetter(String id);

  /** The whole message of a dead letter; the caller closes it. */
  Optional<Content> export(String id);

  /**
   * Puts dead letters back on their way, oldest first, each in one place whenever the process dies.
   * Each outcome is told once its transaction is committed. When {@code progress} throws, whoever
   * asked has gone: stop and let it through; what is moved stays moved. When it is no longer {@link
   * Progress#wanted}, return.
   */
  void replay(DeadFilter filter, ReplayOptions options, Progress progress);

  /** Deletes dead letters; the rest as in {@link #replay}. */
  void discard(DeadFilter filter, DiscardOptions options, Progress progress);

  /** The relays, in the order of the configuration. */
  List<RelayView> relays();

  /** Stops a relay's delivery, its mail stays queued; false when there is no such relay. */
  boolean suspend(RelayId relay);

  /** Starts a relay's delivery again; false when there is no such relay. */
  boolean resume(RelayId relay);

  /**
   * Forgets that a relay refused senders of this domain; false when nothing of the kind is
   * remembered.
   *
   * @param domain null for the null sender
   */
  boolean forgetRefusal(RelayId relay, @Nullable Domain domain);

  /** Takes a mail in as an SMTP listener would; the content stays the caller's. */
  SubmitResult submit(Address from, List<Address> to, Content message);

  /** What the sandbox's relays took, newest first; empty without a sandbox. */
  List<SandboxMail> sandboxMails();

  /** The stories of the mails whose id, Message-ID, sender or a recipient is this. */
  List<Story> track(String query);

  Health health();
}
