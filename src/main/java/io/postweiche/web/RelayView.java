package io.postweiche.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relay account; never its secrets.
 *
 * @param tls {@code none}, {@code starttls}, {@code starttls-if-offered}, {@code implicit}
 * @param provider the preset it was built from
 * @param state {@code active}, {@code suspended} by an operator, {@code paused} by itself
 * @param paused why its mail waits, while it does
 * @param senderRule for a person: {@code only senders of meinefirma.de}
 * @param nullSender whether it takes {@code MAIL FROM:<>}
 * @param limits those of the account, the shortest window first; empty without
 */
public record RelayView(
    String name,
    String host,
    int port,
    String tls,
    @Nullable String provider,
    String state,
    @Nullable Paused paused,
    long queueDepth,
    String senderRule,
    boolean nullSender,
    List<Limit> limits,
    List<RememberedRefusal> rememberedRefusals) {
  public RelayView {
    limits = List.copyOf(limits);
    rememberedRefusals = List.copyOf(rememberedRefusals);
  }

  /**
   * Mail for the relay waits.
   *
   * @param cause {@code fault}, {@code login-refused}, {@code limit}
   * @param since when the trouble began
   * @param until when the relay is asked again
   * @param why what it said
   */
  public record Paused(String cause, Instant since, Instant until, String why) {}

  /**
   * How much the account may send in a window of time, and how much of that is left.
   *
   * @param window {@code minute}, {@code hour}, {@code day}
   * @param messages null when they are not limited
   * @param messagesLeft as last counted; null also before the first mail after a start
   * @param recipients null when they are not limited
   */
  public record Limit(
      String window,
      @Nullable Integer messages,
      @Nullable Integer messagesLeft,
      @Nullable Integer recipients,
      @Nullable Integer recipientsLeft) {}

  /** Senders of this domain skip the relay until then, because it lately refused one. */
  public record RememberedRefusal(String senderDomain, Instant until) {}
}
