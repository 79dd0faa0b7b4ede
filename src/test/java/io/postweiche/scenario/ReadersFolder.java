package io.postweiche.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.app.Home;
import io.postweiche.app.Router;
import io.postweiche.config.ConfigFile;
import io.postweiche.config.Loaded;
import io.postweiche.testing.RawSmtp;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader of the README has before him: a folder with {@code ./postweiche}, {@code
 * target/postweiche.jar}, {@code config/} and a shell. Both run the classes under test.
 */
final class ReadersFolder implements AutoCloseable {
  /** Ports of the system's choice, and a data folder; nothing else is added to what is printed. */
  private static final String ELSEWHERE =
      """

      data: %s
      broker: {listen: {core: "127.0.0.1:0", amqp: off, stomp: off}}
      console: {address: "127.0.0.1:0"}
      """;

  private static final String LISTEN = "listen: [{address: \"127.0.0.1:0\"}]\n";

  /** Asks the router of the test instead of the one at the usual port. */
  private static final String COMMAND =
      """
      #!/bin/sh
      case $1 in
        send | queues | dead | relay | sandbox | track) set -- "$@" --url "$ROUTER" ;;
      esac
      exec java -XX:TieredStopAtLevel=1 -cp target/postweiche.jar io.postweiche.cli.Main "$@"
      """;

  private final Path folder;
  private Router router;

  ReadersFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("config/secrets"));
    Files.copy(Path.of("README.md"), folder.resolve("README.md"));
    Path command = Files.writeString(folder.resolve("postweiche"), COMMAND);
    assertThat(command.toFile().setExecutable(true)).isTrue();
    jar(Files.createDirectory(folder.resolve("target")).resolve("postweiche.jar"));
  }

  /** Puts a secret where the recipes have it. */
  void secret(String name, String value) throws IOException {
    Files.writeString(folder.resolve("config/secrets").resolve(name), value + "\n");
  }

  /** Writes {@code config/postweiche.yaml} as it is printed. */
  void configure(String printed) throws IOException {
    Files.writeString(folder.resolve("config/postweiche.yaml"), printed);
  }

  /** Runs the router on the configuration, which may be one with relays put elsewhere. */
  void start(String yaml) throws IOException {
    Path file = folder.resolve("config/running.yaml");
    String own = yaml.replace("address: 127.0.0.1:2525", "address: 127.0.0.1:0");
    Files.writeString(
        file,
        own
            + ELSEWHERE.formatted(folder.resolve("data"))
            + (own.contains("listen:") ? "" : LISTEN));
    Loaded loaded = ConfigFile.load(file, name -> null);
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    router =
        Router.start(
            ((Loaded.Good) loaded).settings(), Home.find(), Clock.systemDefaultZone(), () -> {});
  }

  /**
   * Runs the commands as they are printed.
   *
   * @return what they print on standard output
   */
  String shell(String printed) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", "-euc", printed).directory(folder.toFile());
    Path errors = folder.resolve("errors");
    shell.redirectError(errors.toFile());
    shell.environment().put("LC_ALL", "C.UTF-8");
    shell.environment().merge("PATH", java() + File.pathSeparator, (old, first) -> first + old);
    if (router != null) {
      shell.environment().put("ROUTER", "http://127.0.0.1:" + router.apiAddress().getPort());
    }
    Process process = shell.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s%s", said, Files.readString(errors)).isZero();
    return said;
  }

  /** Writes a program as it is printed, but for the port of the broker. */
  void program(String name, String printed) throws IOException {
    String address = router.brokerAddresses().get(0);
    String port = address.substring(address.lastIndexOf(':') + 1);
    Files.writeString(folder.resolve(name), printed.replace("61616", port));
  }

  /** Sends a mail by SMTP, with its envelope sender in the header {@code From}. */
  void mail(String sender, String recipient) throws IOException {
    mail(sender, sender, recipient);
  }

  void mail(String sender, String headerFrom, String recipient) throws IOException {
    try (RawSmtp client = RawSmtp.connect(router.smtpAddresses().get(0)).hello()) {
      assertThat(client.mail(sender, recipient, Messages.small(headerFrom, recipient)))
          .startsWith("250 ");
    }
  }

  /** The folder of what the sandbox's relay took, each mail's octets as text. */
  List<String> sandbox(String relay) throws IOException {
    List<String> mails = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("data/sandbox").resolve(relay))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".eml")).toList()) {
        mails.add(Files.readString(file));
      }
    }
    return mails;
  }

  @Override
  public void close() {
    if (router != null) {
      router.close();
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin").toString();
  }

  /** A jar that only names the class path of this test, as the built one names its libraries. */
  private static void jar(Path file) throws IOException {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .map(entry -> entry + (Files.isDirectory(entry) ? "/" : ""))
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
  }
}
