package io.postweiche.cli;

/** The exit codes of every command (contract section 1). */
final class ExitCode {
  static final int DONE = 0;
  static final int FAULTS = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;

  private ExitCode() {}
}
