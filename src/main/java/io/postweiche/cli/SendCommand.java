package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.core.mail.Address;
import io.postweiche.web.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "send",
    description = {
      "Put one mail in through the running router.",
      "The text comes from FILE or standard input; --eml sends a whole message as it is."
    })
final class SendCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "ADDR",
      description = "The envelope sender; '' or '<>' is the null sender.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ADDR",
      description = "An envelope recipient; may be repeated, or followed by others.")
  private List<String> to = new ArrayList<>();

  @Option(names = "--subject", paramLabel = "S", description = "The subject of a text mail.")
  private @Nullable String subject;

  @Option(
      names = "--eml",
      paramLabel = "FILE",
      description = "A whole message (RFC 5322); '-' is standard input.")
  private @Nullable String eml;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "The text, UTF-8.")
  private List<String> words = new ArrayList<>();

  private @Nullable String text;

  SendCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    sortWords();
    if (eml != null && (subject != null || text != null)) {
      throw CommandFailure.usage("--eml is a whole message: neither --subject nor FILE go with it");
    }
    Address sender = Fields.required("from", from, Address::of);
    List<Address> recipients =
        to.stream().map(a -> Fields.required("to", a, Address::of)).distinct().toList();
    byte[] message = eml == null ? composed(sender, recipients) : Crlf.of(read(eml));
    StringBuilder path = new StringBuilder("/mails?from=").append(RestClient.encode(from));
    recipients.forEach(a -> path.append("&to=").append(RestClient.encode(a.toString())));
    Map<String, String> answer =
        router
            .connect(terminal)
            .post(
                path.toString(),
                "message/rfc822",
                BodyPublishers.ofByteArray(message),
                new TypeReference<>() {});
    terminal.out().println("accepted as " + answer.get("id"));
    return ExitCode.DONE;
  }

  /** {@code --to a@x b@y text.txt}: what looks like an address and is no file is one. */
  private void sortWords() {
    for (String word : words) {
      if (word.contains("@") && !Files.exists(Path.of(word))) {
        to.add(word);
      } else if (text == null) {
        text = word;
      } else {
        throw CommandFailure.usage("one FILE is wanted, not '" + text + "' and '" + word + "'");
      }
    }
  }

  private byte[] composed(Address sender, List<Address> recipients) throws IOException {
    if (sender.isNull()) {
      throw CommandFailure.usage(
          "--from: a text mail needs a sender for its header; the null sender only with --eml");
    }
    String body = new String(read(text == null ? "-" : text), StandardCharsets.UTF_8);
    return TextMail.compose(sender, recipients, subject, body);
  }

  private byte[] read(String name) throws IOException {
    if (name.equals("-")) {
      return terminal.in().readAllBytes();
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.usage("there is no file '" + name + "'");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readAllBytes();
    }
  }
}
