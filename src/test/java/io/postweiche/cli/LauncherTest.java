package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code postweiche}, in a tree of its own whose java and mvn only tell of their call.
 */
class LauncherTest {
  @TempDir Path temp;
  private Path home;
  private Path bin;
  private String options = "";
  private String locale = "C";
  private String cache = "";
  private Path jdk;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void lay() throws IOException {
    home = Files.createDirectories(temp.resolve("it's home"));
    bin = Files.createDirectories(temp.resolve("jdk/bin"));
    Files.createDirectories(home.resolve("src/main/java"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("src/main/java/A.java"), "class A {}");
    Files.copy(
        Path.of("postweiche"), home.resolve("postweiche"), StandardCopyOption.COPY_ATTRIBUTES);
    script("java", "printf '[%s]' \"$@\"; echo; pwd; exit 7");
    script("mvn", "echo \"mvn $*\"; mkdir -p target/lib; echo jar > target/postweiche.jar");
    java("17.0.15");
    jdk = bin.getParent();
  }

  @Test
  void theFirstRunBuildsWithOneLineOnly() throws Exception {
    Result first = run(home, "./postweiche", "queues", "--json");
    assertThat(first.err()).isEqualTo("postweiche: building (first run or changed sources) ...\n");
    assertThat(first.out())
        .contains("[-jar][" + real(home) + "/target/postweiche.jar][queues][--json]");
    assertThat(first.code()).isEqualTo(7);
    assertThat(Files.readString(home.resolve("target/build.log")))
        .isEqualTo("mvn -q -B -Dquick -DskipTests package\n");
    assertThat(run(home, "./postweiche", "queues").err()).isEmpty();
  }

  @Test
  void aChangedSourceOrPomBuildsAgain() throws Exception {
    run(home, "./postweiche", "x");
    for (String changed : List.of("src/main/java/A.java", "pom.xml")) {
      Files.setLastModifiedTime(home.resolve(changed), FileTime.from(Instant.now().plusSeconds(5)));
      assertThat(run(home, "./postweiche", "x").err()).contains("building");
      Files.setLastModifiedTime(
          home.resolve(changed), FileTime.from(Instant.now().minusSeconds(60)));
      assertThat(run(home, "./postweiche", "x").err()).isEmpty();
    }
  }

  @Test
  void aFailedBuildShowsItsTailAndStartsNothing() throws Exception {
    script("mvn", "seq 1 100; exit 1");
    Result result = run(home, "./postweiche", "x");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("\n71\n", "\n100\n", "the build failed", "target/build.log")
        .doesNotContain("\n70\n");
  }

  @Test
  void anotherFolderAndASymlinkDoAsWell() throws Exception {
    Path elsewhere = Files.createDirectories(temp.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("pw"), Path.of("../it's home/postweiche"));
    Result result = run(elsewhere, "./pw", "send", "a b", "");
    assertThat(result.out())
        .contains("[" + real(home) + "/target/postweiche.jar][send][a b][]")
        .endsWith("\n" + real(elsewhere) + "\n");
  }

  @Test
  void runGetsABoundedHeapAndCommandsStartFast() throws Exception {
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[-Xmx512m]", "[-XX:+UseSerialGC]")
        .doesNotContain("TieredStopAtLevel");
    assertThat(run(home, "./postweiche", "queues").out())
        .contains("[-XX:TieredStopAtLevel=1]")
        .doesNotContain("SharedArchive");
  }

  @Test
  void aRunningRouterKeepsItsJarWhenAnotherIsBuilt() throws Exception {
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[-jar][" + real(home) + "/target/postweiche-running.jar][run]");
    script("mvn", "echo newer > target/postweiche.jar");
    Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(run(home, "./postweiche", "queues").err()).contains("building");
    assertThat(home.resolve("target/postweiche-running.jar")).hasContent("jar");
  }

  @Test
  void anArchiveOfClassesIsKeptWhereJavaCan() throws Exception {
    java("25.0.3");
    assertThat(run(home, "./postweiche", "x").out())
        .contains("[-XX:+AutoCreateSharedArchive]")
        .contains(
            "[-XX:SharedArchiveFile=" + real(home) + "/target/postweiche-command-25.0.3.jsa]");
  }

  @Test
  void theRouterOnJava25GetsACacheWithProfiles() throws Exception {
    String name = real(home) + "/target/postweiche-run-25.0.3.aot]";
    java("25.0.3");
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[-XX:AOTCacheOutput=" + name, "[-XX:+DisplayVMOutputToStderr]")
        .doesNotContain("SharedArchive", "[-XX:AOTCache=");
    Files.writeString(home.resolve("target/postweiche-run-25.0.3.aot"), "profiles");
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[-XX:AOTCache=" + name)
        .doesNotContain("SharedArchive", "AOTCacheOutput");
    java("24.0.1");
    assertThat(run(home, "./postweiche", "run").out())
        .contains("postweiche-run-24.0.1.jsa]")
        .doesNotContain("AOT", "aot");
  }

  /** With the Java that runs this test: 17 has an archive of classes, 25 its cache. */
  @Test
  void javaWritesItsArchiveAndReadsItAndDoesWithoutABrokenOne() throws Exception {
    jdk = Path.of(System.getProperty("java.home"));
    String ending = Runtime.version().feature() >= 25 ? ".aot" : ".jsa";
    Files.delete(home.resolve("pom.xml"));
    MappedProgram.into(home.resolve("postweiche.jar"));
    Path folder = Files.createDirectories(temp.resolve("the cache"));
    cache = folder.toString();
    assertThat(run(home, "./postweiche", "run").out()).isEqualTo("mapped: false\n");
    Path archive;
    try (Stream<Path> written = Files.list(folder)) {
      archive = written.findFirst().orElseThrow();
    }
    assertThat(archive.toString()).endsWith(ending);
    Result second = run(home, "./postweiche", "run");
    assertThat(second).isEqualTo(new Result(0, "mapped: true\n", ""));
    Files.delete(archive);
    Files.writeString(archive, "broken");
    assertThat(run(home, "./postweiche", "run")).isEqualTo(new Result(0, "mapped: false\n", ""));
  }

  @Test
  void onlyTheRouterWaitsWithProfiles() throws Exception {
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[-XX:Tier3DelayOn=0][-XX:Tier3DelayOff=0][-XX:Tier2InvokeNotifyFreqLog=14]");
    assertThat(run(home, "./postweiche", "queues").out()).doesNotContain("Tier3Delay");
  }

  @Test
  void onlyAJavaThatKnowsTheOptionIsToldToBeQuietAboutMemory() throws Exception {
    java("22.0.2");
    assertThat(run(home, "./postweiche", "run").out()).doesNotContain("sun-misc-unsafe");
    java("23.0.1");
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[--sun-misc-unsafe-memory-access=allow]");
  }

  @Test
  void java17WritesTheArchiveOfTheRouterAtItsFirstEndAndReadsItThen() throws Exception {
    java("17.0.15");
    Path archive = home.resolve("target/postweiche-run-17.0.15.jsa");
    String name = real(home) + "/target/postweiche-run-17.0.15.jsa]";
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[-XX:ArchiveClassesAtExit=" + name)
        .doesNotContain("SharedArchive");
    Files.writeString(archive, "classes");
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[-XX:SharedArchiveFile=" + name)
        .doesNotContain("ArchiveClassesAtExit");
  }

  @Test
  void installedItRunsTheJarBesideItAndBuildsNothing() throws Exception {
    Files.delete(home.resolve("pom.xml"));
    Files.writeString(home.resolve("postweiche.jar"), "jar");
    java("25.0.3");
    Result result = run(home, "./postweiche", "run");
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("[-Xmx512m]", "[-jar][" + real(home) + "/postweiche.jar][run]")
        .doesNotContain("SharedArchive");
    assertThat(home.resolve("target")).doesNotExist();
  }

  @Test
  void installedItKeepsItsArchiveWhereSystemdSays() throws Exception {
    Files.delete(home.resolve("pom.xml"));
    Files.writeString(home.resolve("postweiche.jar"), "jar");
    cache = Files.createDirectories(temp.resolve("cache")).toString();
    assertThat(run(home, "./postweiche", "run").out())
        .contains("[-XX:ArchiveClassesAtExit=" + cache + "/postweiche-run-17.0.15.jsa]");
  }

  @Test
  void anArchiveOfAnotherJarGoes() throws Exception {
    java("25.0.3");
    run(home, "./postweiche", "x");
    Path archive = Files.writeString(home.resolve("target/postweiche-command-25.0.3.jsa"), "old");
    Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minusSeconds(60)));
    run(home, "./postweiche", "x");
    assertThat(archive).doesNotExist();
  }

  @Test
  void lettersOutsideAsciiSurviveTheCLocale() throws Exception {
    script("java", "echo \"$LC_ALL\"");
    locale = "C";
    assertThat(run(home, "./postweiche", "x").out()).isEqualTo("C.UTF-8\n");
    locale = "de_DE.UTF-8";
    assertThat(run(home, "./postweiche", "x").out()).isEqualTo("de_DE.UTF-8\n");
  }

  @Test
  void theUsersOwnOptionsWin() throws Exception {
    options = "-Xmx1g -XX:+UseG1GC";
    assertThat(run(home, "./postweiche", "run").out())
        .containsSubsequence(
            "[-Xmx512m]", "[-Xmx1g][-XX:+UseG1GC][-Dpostweiche.home=" + real(home) + "][-jar]")
        .doesNotContain("SerialGC");
  }

  @Test
  void anOldOrMissingJavaIsTold() throws Exception {
    java("11.0.20");
    Result old = run(home, "./postweiche", "x");
    assertThat(old.code()).isEqualTo(1);
    assertThat(old.err()).contains("Java 17 or newer is needed", "is version 11.0.20");
    Files.delete(bin.resolve("java"));
    assertThat(run(home, "./postweiche", "x").err()).contains("no Java found");
  }

  private Result run(Path folder, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.environment().put("POSTWEICHE_JAVA_OPTS", options);
    builder.environment().put("LC_ALL", locale);
    builder.environment().put("CACHE_DIRECTORY", cache);
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private void java(String version) throws IOException {
    Files.writeString(bin.getParent().resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private void script(String name, String body) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path real(Path path) throws IOException {
    return path.toRealPath();
  }
}
