package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.cli.Cli.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong command lines: one sentence that says what and where, a hint, exit code 2. */
class WrongUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | postweiche: a command is missing: ",
        "quues | postweiche: unexpected argument 'quues'; did you mean 'queues'?",
        "--jsn | postweiche: unknown option '--jsn'",
        "dead | postweiche dead: a command is missing: list, show, replay, export, discard",
        "dead lst | postweiche dead: unexpected argument 'lst'; did you mean 'list'?",
        "relay | postweiche relay: a command is missing: list, suspend, resume",
        "relay suspend | postweiche relay suspend: missing required parameter: 'NAME'",
        "relay suspend a b | postweiche relay suspend: unexpected argument 'b'",
        "secret | postweiche secret: a command is missing: hash",
        "import | postweiche import: a command is missing: postfix",
        "import postfix | postweiche import postfix: missing required parameter: 'MAIN_CF'",
        "import postfix nowhere.cf | postweiche import postfix: nowhere.cf: there is no such file",
        "srs decode | postweiche srs decode: missing required parameter: 'ADDRESS'",
        "queues --jso | postweiche queues: unknown option '--jso'; did you mean '--json'?",
        "queues extra | postweiche queues: unexpected argument 'extra'",
        "queues --url ftp://x | postweiche queues: --url: 'ftp://x' is no address like http://127.0.0.1:8025",
        "queues --url localhost | postweiche queues: --url: 'localhost' is no address",
        "queues --url http://a:b@localhost | postweiche queues: --url: no login in the address; use --user",
        "queues --user ops | postweiche queues: the password of ops is wanted in POSTWEICHE_PASSWORD",
        "send --from a@b.de | postweiche send: missing required option: '--to=ADDR'",
        "send --from ab --to c@d.de | postweiche send: --from: not an address (local@domain wanted)",
        "send --from a@b.de --to x | postweiche send: --to: not an address (local@domain wanted)",
        "send --from a@b.de --to c@d.de --eml m.eml --subject x | postweiche send: --eml is a whole message",
        "send --from <> --to c@d.de | postweiche send: --from: a text mail needs a sender",
        "send --from a@b.de --to c@d.de nowhere.txt | postweiche send: there is no file 'nowhere.txt'",
        "send --from a@b.de --to c@d.de one two | postweiche send: one FILE is wanted, not 'one' and 'two'",
        "explain-reply MIAL 550 | postweiche explain-reply: invalid value for positional parameter at index 0 (STAGE)",
        "explain-reply MAIL | postweiche explain-reply: missing required parameter: 'REPLY'",
        "dead list --reason expird | postweiche dead list: --reason: 'expird' is no reason; did you mean 'expired'?",
        "dead list --since gestern | postweiche dead list: --since: 'gestern' is no time",
        "dead list --domain a..b | postweiche dead list: --domain: not a domain",
        "dead list --limit x | postweiche dead list: invalid value for option '--limit': 'x' is not an int",
        "dead list --limit -1 | postweiche dead list: --limit: -1 is negative",
        "dead show | postweiche dead show: name an ID or a filter",
        "dead replay --limit 0 | postweiche dead replay: --limit: 0 is out of range",
        "dead replay --rate -3 | postweiche dead replay: --rate: -3 is out of range",
        "dead replay --via Io_nos | postweiche dead replay: --via: relay name 'Io_nos'",
        "dead replay --sender x | postweiche dead replay: --sender: not an address",
        "dead replay --dry | postweiche dead replay: unknown option '--dry'",
        "dead discard | postweiche dead discard: without an ID or a filter",
        "explain | postweiche explain: missing required option: '--from=ADDR'",
        "explain --from a@b.de --size -1 | postweiche explain: --size: -1 is negative",
        "explain --from a@b.de --size 5MB | postweiche explain: invalid value for option '--size'",
        "explain --from a@b.de --config nowhere.yaml | postweiche explain: there is no configuration file 'nowhere.yaml'",
        "check --config | postweiche check: missing required parameter for option '--config'",
        "run --sandbox=maybe | postweiche run: invalid value for option '--sandbox'",
        "run --config nowhere.yaml | postweiche run: there is no configuration file 'nowhere.yaml'",
        "events --count -1 | postweiche events: --count: -1 is negative",
        "audit --limit x | postweiche audit: invalid value for option '--limit': 'x' is not an int",
        "track | postweiche track: missing required parameter: 'QUERY'",
      })
  void isToldInOneSentence(String line, String start) {
    Cli cli = new Cli();
    Result result = cli.run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).startsWith(start);
    assertThat(result.err().lines()).hasSize(2);
    assertThat(result.err()).contains("--help' tells what is possible").doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(cli.launched).isEmpty();
  }
}
