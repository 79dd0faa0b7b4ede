package io.postweiche.delivery;

import io.postweiche.config.RelaySettings;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import java.time.Duration;
import java.util.Optional;

/** Logs in to a relay exactly as delivery does, and sends nothing. */
public final class LoginCheck {
  private LoginCheck() {}

  /** Where the relay did not let us in, and its reply or what happened instead. */
  public record Refusal(Stage stage, Reply reply) {}

  /**
   * Connects, secures, logs in and hangs up.
   *
   * @param hostname what we call ourselves at EHLO
   * @param patience for each step
   * @return empty when the relay let us in
   */
  public static Optional<Refusal> of(RelaySettings relay, String hostname, Duration patience) {
    Lane lane = new Lane(relay, hostname, Tuning.DEFAULT.withPatience(patience), new Cutoff());
    try {
      lane.giveBack(lane.borrow());
      return Optional.empty();
    } catch (RelayFault e) {
      return Optional.of(new Refusal(e.stage(), e.reply()));
    } finally {
      lane.retire();
    }
  }
}
