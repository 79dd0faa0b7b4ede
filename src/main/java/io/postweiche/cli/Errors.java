package io.postweiche.cli;

import io.postweiche.config.Nearest;
import io.postweiche.web.FieldException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong, and gives the exit code; a stack only when asked for. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final PrintStream err;

  Errors(PrintStream err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    say(command, sentence(e, command));
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (System.getProperty("postweiche.debug") != null) {
      e.printStackTrace(err);
    }
    CommandSpec spec = command.getCommandSpec();
    if (e instanceof CommandFailure failure && failure.exitCode() != ExitCode.USAGE) {
      err.println("postweiche: " + failure.getMessage());
      return failure.exitCode();
    }
    if (e instanceof CommandFailure failure) {
      say(spec, String.valueOf(failure.getMessage()));
      return ExitCode.USAGE;
    }
    if (e instanceof FieldException field) {
      say(spec, "--" + field.field() + ": " + field.detail());
      return ExitCode.USAGE;
    }
    err.println("postweiche: " + unexpected(e));
    return ExitCode.FAULTS;
  }

  private void say(CommandSpec command, String sentence) {
    err.println(command.qualifiedName() + ": " + sentence);
    err.println("'" + command.qualifiedName() + " --help' tells what is possible");
  }

  private static String sentence(ParameterException e, CommandSpec command) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      return (unmatched.isUnknownOption() ? "unknown option '" : "unexpected argument '")
          + word
          + "'"
          + Nearest.hint(word, known(command));
    }
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Missing required subcommand")) {
      return "a command is missing: " + String.join(", ", command.subcommands().keySet());
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static List<String> known(CommandSpec command) {
    List<String> known = new ArrayList<>(command.subcommands().keySet());
    known.addAll(command.optionsMap().keySet());
    return known;
  }

  private static String unexpected(Exception e) {
    if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return unexpected(unchecked.getCause());
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof IOException) {
      return String.valueOf(e.getMessage());
    }
    return "an error of the program itself ("
        + e
        + "); POSTWEICHE_JAVA_OPTS=-Dpostweiche.debug shows where";
  }
}
