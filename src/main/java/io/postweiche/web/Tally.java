package io.postweiche.web;

/** Counts what became of the letters of one run; safe to read while it goes on. */
final class Tally {
  private int done;
  private int gone;
  private int failed;

  synchronized void count(LetterOutcome item) {
    switch (item.outcome()) {
      case REPLAYED, DISCARDED, WOULD_REPLAY, WOULD_DISCARD -> done++;
      case GONE -> gone++;
      case FAILED -> failed++;
    }
  }

  synchronized int done() {
    return done;
  }

  synchronized int gone() {
    return gone;
  }

  synchronized int failed() {
    return failed;
  }

  @Override
  public synchronized String toString() {
    return "done " + done + ", gone meanwhile " + gone + ", failed " + failed;
  }
}
