package io.postweiche.web;

/** Does a {@link DeadWork}; the audit log reads when it began and how it ended. */
final class DeadRun {
  private final Operations operations;
  private final Audit audit;

  DeadRun(Operations operations, Audit audit) {
    this.operations = operations;
    this.audit = audit;
  }

  long total(DeadWork work) {
    return work.total(operations);
  }

  /**
   * Returns when it is done, is no longer wanted, or fails.
   *
   * @param tally counts along
   */
  void run(Caller caller, DeadWork work, Tally tally, Progress progress) {
    // told before it begins as well: the process may die in the middle
    tell(caller, work, "begins", work.how());
    try {
      work.run(operations, counting(tally, progress));
    } finally {
      tell(caller, work, "ended", tally.toString());
    }
  }

  private void tell(Caller caller, DeadWork work, String state, String detail) {
    if (!work.dryRun()) {
      audit.record(
          caller, work.kind(), work.which(), detail.isEmpty() ? state : state + ": " + detail);
    }
  }

  private static Progress counting(Tally tally, Progress progress) {
    return new Progress() {
      @Override
      public void accept(LetterOutcome item) {
        tally.count(item);
        progress.accept(item);
      }

      @Override
      public boolean wanted() {
        return progress.wanted();
      }
    };
  }
}
