package io.postweiche.cli;

import io.postweiche.config.PasswordHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "hash",
    description = {
      "Hash a password for the users of a listener, the broker or the console.",
      "Asks for it without showing it; from a pipe, reads its first line."
    })
final class SecretHash implements Callable<Integer> {
  @Option(
      names = "--scram",
      description = "Make one that clients may also log in to by SCRAM-SHA-256.")
  private boolean scram;

  private final Terminal terminal;
  private final SecureRandom random = new SecureRandom();

  SecretHash(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String password = password();
    if (password.isEmpty()) {
      throw CommandFailure.usage("the password is empty");
    }
    terminal.out().println(scram ? scramHash(password) : PasswordHash.hash(password, random));
    return ExitCode.DONE;
  }

  private String scramHash(String password) {
    try {
      return PasswordHash.scramHash(password, random);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("the password has no character that SCRAM counts (RFC 4013)");
    }
  }

  private String password() throws IOException {
    Function<String, String> ask = terminal.passwords();
    if (ask == null) {
      String line =
          new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))
              .readLine();
      return line == null ? "" : line;
    }
    String typed = ask.apply("Password: ");
    if (!typed.equals(ask.apply("Once more: "))) {
      throw CommandFailure.usage("the two passwords differ");
    }
    return typed;
  }
}
