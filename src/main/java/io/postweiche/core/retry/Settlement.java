package io.postweiche.core.retry;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.core.routing.Decider;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a mail after an attempt. Its recipients part ways: those with the same fate go on
 * together in one mail, and each of them is in exactly one of the steps.
 */
public final class Settlement {
  private static final Outcome UNTOLD =
      new Outcome(
          Address.NULL,
          Verdict.TEMPORARY,
          Stage.UNKNOWN,
          Reply.none("The attempt ended without a word on this recipient."),
          "no-outcome",
          false);

  private final Decider decider;
  private final RetryPolicy policy;

  public Settlement(Decider decider, RetryPolicy policy) {
    this.decider = decider;
    this.policy = policy;
  }

  /**
   * The steps, delivered ones first. All carry the mail's own content, which stays the caller's to
   * close.
   *
   * @param remembered relays that lately refused this sender's domain, each with a sentence on when
   * @param paused whether the relay's lane stands still: mail that it failed waits in its queue,
   *     and the attempt does not count
   * @param random from 0 inclusive to 1 exclusive, for the jitter
   */
  public List<Step> settle(
      Mail mail,
      Attempt attempt,
      Map<RelayId, String> remembered,
      boolean paused,
      Instant now,
      double random) {
    int failed = History.attemptsSinceReplay(mail.journey()) + 1;
    Instant next = next(mail, now.plus(new RetrySchedule(policy).delay(failed, random)));
    Rulings rulings = new Rulings(decider, policy, mail, attempt.relay(), remembered, paused, now);
    Map<Ruling, Group> groups = new LinkedHashMap<>();
    Map<Address, Outcome> outcomes = outcomes(attempt);
    for (Address recipient : mail.envelope().recipients()) {
      Outcome outcome = outcomes.getOrDefault(recipient, UNTOLD);
      groups.computeIfAbsent(rulings.of(outcome), ruling -> new Group()).add(recipient, outcome);
    }
    List<Step> steps = new ArrayList<>();
    groups.forEach((ruling, group) -> steps.add(group.step(ruling, mail, attempt, next)));
    steps.sort(Comparator.comparing(step -> !(step instanceof Step.Delivered)));
    return List.copyOf(steps);
  }

  /** Not beyond the end of its use: a mail is dead then, and not an hour later. */
  private static Instant next(Mail mail, Instant usual) {
    Instant expires = mail.terms().expiresAt();
    return expires != null && expires.isBefore(usual) ? expires : usual;
  }

  /** Should a recipient be told of twice, a delivery counts: better no copy than a second one. */
  private static Map<Address, Outcome> outcomes(Attempt attempt) {
    Map<Address, Outcome> outcomes = new HashMap<>();
    for (Outcome outcome : attempt.outcomes()) {
      outcomes.merge(
          outcome.recipient(),
          outcome,
          (one, other) -> one.verdict() == Verdict.DELIVERED ? one : other);
    }
    return outcomes;
  }
}
