package io.postweiche.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The envelope of a taken mail, in a {@code .json} of the same name beside it. */
record Sidecar(
    String relay,
    String from,
    List<String> recipients,
    String at,
    long size,
    @Nullable String subject) {
  private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  static void write(TakenMail mail) throws IOException {
    Sidecar sidecar =
        new Sidecar(
            mail.relay().value(),
            mail.from().toString(),
            mail.recipients().stream().map(Address::toString).toList(),
            mail.at().toString(),
            mail.size(),
            mail.subject());
    Files.write(
        beside(mail.file()), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(sidecar));
  }

  /** The mail of that file; empty when somebody else put the file there. */
  static Optional<TakenMail> read(Path eml) throws IOException {
    try {
      Sidecar sidecar = JSON.readValue(Files.readAllBytes(beside(eml)), Sidecar.class);
      return Optional.of(sidecar.mail(eml));
    } catch (NoSuchFileException | JsonProcessingException | RuntimeException e) {
      LOG.debug("{} is listed nowhere: its envelope cannot be read", eml, e);
      return Optional.empty();
    }
  }

  private TakenMail mail(Path eml) {
    return new TakenMail(
        new RelayId(relay),
        eml,
        Address.of(from),
        recipients.stream().map(Address::of).toList(),
        Instant.parse(at),
        size,
        subject);
  }

  private static Path beside(Path eml) {
    String name = eml.getFileName().toString();
    return eml.resolveSibling(name.substring(0, name.length() - ".eml".length()) + ".json");
  }
}
