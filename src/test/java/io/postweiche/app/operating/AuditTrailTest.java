package io.postweiche.app.operating;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.web.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
  @TempDir Path data;

  private static AuditEntry entry(String target) {
    return new AuditEntry(
        Instant.parse("2026-11-28T03:00:00Z"), "ops", "127.0.0.1", "replay", target, "via b");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(data.resolve("audit.log"));
  }

  @Test
  void anEntryIsOnDiskWhenItIsRecordedAndThereAfterARestart() throws IOException {
    try (AuditTrail trail = AuditTrail.open(data)) {
      trail.record(entry("first"));
      trail.record(entry("second"));
      assertThat(lines())
          .hasSize(2)
          .first()
          .isEqualTo(
              "{\"at\":\"2026-11-28T03:00:00Z\",\"who\":\"ops\",\"from\":\"127.0.0.1\","
                  + "\"action\":\"replay\",\"target\":\"first\",\"detail\":\"via b\"}");
    }
    try (AuditTrail trail = AuditTrail.open(data)) {
      assertThat(trail.recent(10)).containsExactly(entry("second"), entry("first"));
      assertThat(trail.recent(1)).containsExactly(entry("second"));
    }
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    try (AuditTrail trail = AuditTrail.open(data)) {
      trail.record(entry("one"));
    }
    assertThat(Files.getPosixFilePermissions(data.resolve("audit.log")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aLineThatACrashToreSpoilsNeitherTheOthersNorTheNext() throws IOException {
    try (AuditTrail trail = AuditTrail.open(data)) {
      trail.record(entry("before"));
    }
    Files.writeString(data.resolve("audit.log"), "{\"at\":\"2026-11-", StandardOpenOption.APPEND);
    try (AuditTrail trail = AuditTrail.open(data)) {
      trail.record(entry("after"));
    }
    try (AuditTrail trail = AuditTrail.open(data)) {
      assertThat(trail.recent(10)).containsExactly(entry("after"), entry("before"));
    }
  }

  @Test
  void aHostileNameCannotForgeAnEntry() throws IOException {
    AuditEntry hostile =
        entry("x\n{\"at\":\"2026-11-28T03:00:00Z\",\"who\":\"boss\"}\r\u0085\u001b");
    try (AuditTrail trail = AuditTrail.open(data)) {
      trail.record(hostile);
      assertThat(lines()).hasSize(1);
    }
    try (AuditTrail trail = AuditTrail.open(data)) {
      assertThat(trail.recent(10)).containsExactly(hostile);
    }
  }

  @Test
  void aFullFileIsPutAsideAndTheOldestIsForgotten() throws IOException {
    int entries = (AuditFile.FULL_FILES + 3) * 2;
    try (AuditTrail trail = AuditTrail.open(data, 200)) { // two entries fill a file
      for (int i = 0; i < entries; i++) {
        trail.record(entry("mail " + i));
      }
    }
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).hasSize(AuditFile.FULL_FILES + 1);
    }
    assertThat(lines().get(0)).contains("mail " + (entries - 2));
    assertThat(Files.readString(data.resolve("audit.log.1"))).contains("mail " + (entries - 3));
    try (AuditTrail trail = AuditTrail.open(data, 200)) {
      assertThat(trail.recent(3)).startsWith(entry("mail " + (entries - 1))).hasSize(3);
    }
  }

  @Test
  void whereNoNewFileCanBeBegunTheOldOneGoesOn() throws IOException {
    Files.createDirectories(data.resolve("audit.log.9/in-the-way"));
    Files.createFile(data.resolve("audit.log.8")); // would have to take its place
    try (AuditTrail trail = AuditTrail.open(data, 200)) {
      for (int i = 0; i < 6; i++) {
        trail.record(entry("mail " + i));
      }
      assertThat(lines()).hasSize(6);
      Files.delete(data.resolve("audit.log.9/in-the-way"));
      Files.delete(data.resolve("audit.log.9"));
      trail.record(entry("mail 6"));
      assertThat(lines()).singleElement().asString().contains("mail 6");
    }
    assertThat(Files.readAllLines(data.resolve("audit.log.1"))).hasSize(6);
  }

  @Test
  void aDiskThatTakesNoEntryStopsNobody() throws IOException {
    AuditTrail trail = AuditTrail.open(data);
    trail.close(); // every write fails from now on
    trail.record(entry("kept in mind"));
    assertThat(trail.recent(1)).containsExactly(entry("kept in mind"));
    assertThat(lines()).isEmpty();
  }
}
