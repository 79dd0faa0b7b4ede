package io.postweiche.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command speaks to.
 *
 * @param env environment variables
 * @param passwords asks for a password without echo; null when there is nobody to ask
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Function<String, @Nullable String> env,
    @Nullable Function<String, String> passwords) {

  /** That of this process. */
  public static Terminal system() {
    Charset charset = charset();
    Console console = console();
    return new Terminal(
        System.in,
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        System::getenv,
        console == null ? null : prompt -> ask(console, prompt));
  }

  /** Whether a person looks at it. */
  boolean attended() {
    return passwords != null;
  }

  private static String ask(Console console, String prompt) {
    char[] typed = console.readPassword("%s", prompt);
    return typed == null ? "" : new String(typed);
  }

  // since Java 22 there is a console even when input and output are pipes
  @SuppressWarnings("SystemConsoleNull") // asked for right below
  private static @Nullable Console console() {
    Console console = System.console();
    try {
      boolean terminal =
          console != null && (Boolean) Console.class.getMethod("isTerminal").invoke(console);
      return terminal ? console : null;
    } catch (ReflectiveOperationException e) {
      return console; // an older Java, where a console is a terminal
    }
  }

  // Java 17 has no public name for it, and answers ASCII in a C locale although terminals do UTF-8
  private static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    try {
      Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
      return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
