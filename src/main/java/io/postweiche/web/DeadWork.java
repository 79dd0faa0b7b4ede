package io.postweiche.web;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A replay or a discard that somebody asks for. */
public sealed interface DeadWork {
  /** As the API and the audit log name it. */
  String kind();

  DeadFilter filter();

  /** Mails at most; 0 for no limit. */
  int limit();

  boolean dryRun();

  /** How, for the audit log. */
  String how();

  void run(Operations operations, Progress progress);

  /** How many mails there are to go, as far as known now. */
  default long total(Operations operations) {
    long count = operations.countDeadLetters(filter());
    return limit() == 0 ? count : Math.min(count, limit());
  }

  /** Which letters, for the audit log. */
  default String which() {
    DeadFilter it = filter();
    if (it.isEmpty()) {
      return "all dead letters";
    }
    String ids = it.ids().stream().limit(10).collect(Collectors.joining(","));
    return words(
        word("reason", it.reason() == null ? null : it.reason().word()),
        word("sender", it.sender()),
        word("domain", it.domain()),
        word("relay", it.relay()),
        word("recipient", it.recipient()),
        word("since", it.since()),
        it.ids().isEmpty() ? null : "ids=" + it.ids().size() + " (" + ids + ")");
  }

  /** Dead letters back on their way. */
  record Replay(DeadFilter filter, ReplayOptions options) implements DeadWork {
    @Override
    public String kind() {
      return "replay";
    }

    @Override
    public int limit() {
      return options.limit();
    }

    @Override
    public boolean dryRun() {
      return options.dryRun();
    }

    @Override
    public String how() {
      return words(
          word("via", options.via()),
          word("sender", options.sender()),
          options.limit() == 0 ? null : "limit=" + options.limit(),
          options.rate() == 0 ? null : "rate=" + options.rate());
    }

    @Override
    public void run(Operations operations, Progress progress) {
      operations.replay(filter, options, progress);
    }
  }

  /** Dead letters deleted. */
  record Discard(DeadFilter filter, DiscardOptions options) implements DeadWork {
    @Override
    public String kind() {
      return "discard";
    }

    @Override
    public int limit() {
      return options.limit();
    }

    @Override
    public boolean dryRun() {
      return options.dryRun();
    }

    @Override
    public String how() {
      return words(options.limit() == 0 ? null : "limit=" + options.limit());
    }

    @Override
    public void run(Operations operations, Progress progress) {
      operations.discard(filter, options, progress);
    }
  }

  private static @Nullable String word(String key, @Nullable Object value) {
    return value == null ? null : key + "=" + value;
  }

  private static String words(@Nullable String... words) {
    return Stream.of(words).filter(Objects::nonNull).collect(Collectors.joining(" "));
  }
}
