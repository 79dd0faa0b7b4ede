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

@Command(
    name = "hash",
    description = {
      "Hash a password for the users of a listener, the broker or the console.",
      "Asks for it without showing it; from a pipe, reads its first line."
    })
final class SecretHash implements Callable<Integer> {
  private final Terminal terminal;

  SecretHash(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String password = password();
    if (password.isEmpty()) {
      throw CommandFailure.usage("the password is empty");
    }
    terminal.out().println(PasswordHash.hash(password, new SecureRandom()));
    return ExitCode.DONE;
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
