package io.postweiche.tracking;

import io.postweiche.core.RootCause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps events from being stored: said once in the log, and to whoever asks. */
final class Plight {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.tracking");

  private volatile @Nullable String sentence;

  void begins(Throwable fault) {
    String text = "the tracking store cannot be used: " + words(fault);
    if (sentence == null) {
      LOG.warn("{}. Mail goes on; its events wait in the broker and are stored afterwards", text);
    }
    sentence = text;
  }

  void ends() {
    if (sentence != null) {
      sentence = null;
      LOG.info("the tracking store can be used again; events that waited are being stored");
    }
  }

  Optional<String> now() {
    return Optional.ofNullable(sentence);
  }

  /** The cause in a driver's words; an address in them may hold a password. */
  static String words(Throwable fault) {
    return String.valueOf(RootCause.of(fault).getMessage())
        .replaceAll("(?i)(password|user)=[^;&\\s\"\\]]*", "$1=***")
        .replaceAll("\\s+", " ");
  }
}
