package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code import postfix}: what is told, what is written, and what wrong input is answered. */
class ImportPostfixTest {
  private static final String PLAIN = "relayhost = [a.example]:587\nmynetworks = 127.0.0.0/8\n";

  @TempDir Path folder;
  private final Cli cli = new Cli();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "myhostname = x.example | names no relay: this Postfix delivers directly | 1",
        "relayhost = $a\\na = $b\\nb = $a | main.cf:1: not carried over: relayhost: '$' goes in a circle: relayhost -> a -> b -> a | 1",
        "relayhost = ${a | relayhost: a '{' behind '$' is not closed | 1",
        "relayhost [a.example] | it holds no 'name = value' | 2",
        "relayhost = [a.example:25 | main.cf:1: not carried over: '[a.example:25': the ']' is missing | 1",
        "relayhost = [a.example]:mail | 'mail' is no port | 1",
      })
  void whatCannotBeUsedIsToldByItsLine(String text, String told, int code) throws IOException {
    Result result = run(text.replace("\\n", "\n"));
    assertThat(result.err()).contains(told).doesNotContain("\tat ");
    assertThat(result.code()).isEqualTo(code);
    assertThat(folder.resolve("p.yaml")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hash:/etc/postfix/nowhere | main.cf:3: not carried over: sender_dependent_relayhost_maps: the table",
        "mysql:/etc/postfix/my.cf | tables of the type 'mysql' are not read",
        "hash:/etc/postfix/compiled | make the text again by 'postmap -s hash:",
        "regexp:/etc/postfix/odd | odd:1: not carried over: this expression says more",
        "texthash:/etc/postfix/binary | it is a binary file, no text",
      })
  void aTableThatIsNotReadIsToldAndTheRestWritten(String map, String told) throws IOException {
    Files.writeString(folder.resolve("compiled.db"), "x");
    Files.writeString(folder.resolve("odd"), "/^[a-z]+[0-9]{3}@/ [b.example]\n");
    Files.write(folder.resolve("binary"), new byte[] {'a', 0, 'b'});
    Result result = run(PLAIN + "sender_dependent_relayhost_maps = " + map);
    assertThat(result.err()).contains(told);
    assertThat(result.code()).isEqualTo(1);
    assertThat(folder.resolve("p.yaml")).content().contains("\"*\": a\n").contains("# Not carried");
  }

  @Test
  void aMainCfThatCannotBeReadIsWrongUsage() throws IOException {
    String none = folder.resolve("none.cf").toString();
    assertThat(cli.run("import", "postfix", none).err()).contains(none + ": there is no such file");
    Result directory = cli.run("import", "postfix", folder.toString());
    assertThat(directory.err()).contains("it is a directory");
    assertThat(directory.code()).isEqualTo(2);
    Path binary = Files.write(folder.resolve("b.cf"), new byte[] {'x', '=', 0});
    assertThat(cli.run("import", "postfix", binary.toString()).err()).contains("binary file");
    Path main = Files.writeString(folder.resolve("main.cf"), PLAIN);
    assertThat(cli.run("import", "postfix", main.toString(), "--json"))
        .satisfies(r -> assertThat(r.code()).isEqualTo(2))
        .satisfies(r -> assertThat(r.err()).contains("--json"));
    assertThat(cli.run("import", "postfix", main.toString(), "-o", "/nowhere/x").code())
        .isEqualTo(2);
  }

  @Test
  void everythingCarriedOverEndsWithZeroAndPrintsTheConfiguration() throws IOException {
    Path main =
        Files.writeString(folder.resolve("main.cf"), PLAIN + "myhostname = mx.firma.example\n");
    Result result = cli.run("import", "postfix", main.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("    host: a.example\n    port: 587\n    tls: none\n");
  }

  @Test
  void passwordsGoIntoFilesOfTheirOwnAndNowhereElse() throws IOException {
    String login =
        "smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = static:kunde:ge:heim ${x\n"
            + "smtp_tls_security_level = verify\n";
    Result broken = run(PLAIN + login);
    assertThat(broken.err()).contains("is not closed").doesNotContain("ge:heim");
    Result result = cli("--force", PLAIN + login.replace(" ${x", ""));
    Path secret = folder.resolve("secrets/a");
    assertThat(secret).hasContent("ge:heim");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(folder.resolve("p.yaml")) + result.out() + result.err())
        .contains("password: ${file:secrets/a}")
        .doesNotContain("heim");
    Result again = run(PLAIN + login.replace(" ${x", ""));
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already; --force replaces it");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(f -> f.getFileName().toString())).noneMatch(n -> n.startsWith(".import"));
    }
  }

  @Test
  void whatIsToldComesAsJsonToo() throws IOException {
    Files.writeString(folder.resolve("main.cf"), PLAIN + "header_checks = regexp:/x\n");
    Result result = cli.run("import", "postfix", at("main.cf"), "--output", at("p.yaml"), "--json");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("\"kind\":\"not-carried-over\"", "\"line\":3", "\"message\":\"header_checks");
  }

  private Result run(String mainCf) throws IOException {
    Files.writeString(folder.resolve("main.cf"), mainCf + "\n");
    return cli.run("import", "postfix", at("main.cf"), "-o", at("p.yaml"));
  }

  private Result cli(String option, String mainCf) throws IOException {
    Files.writeString(folder.resolve("main.cf"), mainCf);
    return cli.run("import", "postfix", at("main.cf"), "-o", at("p.yaml"), option);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
