package io.postweiche.core.retry;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.routing.RelayId;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a recipient. Equal rulings travel together in one mail. Those delivered or
 * dead are told apart by the reply too, because each deserves its own; those that go on are not:
 * ten recipients greylisted in ten wordings stay one mail.
 *
 * @param relay whose queue the mail goes to; for the others the relay that replied
 * @param refused the relay that replied is not asked again for this mail
 * @param reply the reply in full; empty for those that go on
 * @param why what a person is told after the reply
 */
record Ruling(
    Kind kind,
    RelayId relay,
    boolean refused,
    @Nullable DeadReason dead,
    String reply,
    String why) {
  enum Kind {
    DELIVERED,
    ONWARD,
    LATER,
    WAITING,
    DEAD
  }
}
