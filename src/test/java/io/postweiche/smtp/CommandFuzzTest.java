package io.postweiche.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.postweiche.config.HostPort;
import io.postweiche.config.ListenSettings;
import io.postweiche.config.ListenTls;
import io.postweiche.config.Network;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Receipt;
import io.postweiche.testing.Cuts;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a client may say before DATA: each line once, each answered in the protocol's form. */
class CommandFuzzTest {
  @FuzzTest
  void cutsMakeNoDifference(byte[] stream) {
    List<?> whole = Talk.lines(stream, Cuts.none());
    assertThat(Talk.lines(stream, Cuts.everywhere())).isEqualTo(whole);
    assertThat(Talk.lines(stream, Cuts.seededBy(stream))).isEqualTo(whole);
  }

  @FuzzTest
  void everyLineHasOneSoundAnswer(byte[] stream) {
    Talk.of(stream);
  }

  /** Apart, so that no record is loaded before Jazzer instruments it: see AddressFuzzTest. */
  private static final class Talk {
    private static final Peer HERE = new Peer(InetAddress.getLoopbackAddress());
    private static final Access ACCESS = new Access(listen());

    static List<Line> lines(byte[] stream, Cuts cuts) {
      LineReader reader = new LineReader();
      List<Line> lines = new ArrayList<>();
      cuts.feed(
          stream,
          (bytes, from, to) -> {
            int at = from;
            while (at < to) {
              at = reader.read(bytes, at, to, false);
              Line line = reader.poll();
              if (line != null) {
                lines.add(line);
              }
            }
            return at;
          });
      return lines;
    }

    /** What the connection does with an answer, with nothing around it. */
    private static Answer done(Session session, Answer answer) {
      return switch (answer.next()) {
        case ASK_INTAKE -> session.intakeSays(Receipt.STORED);
        case CHECK_LOGIN -> session.authentication().was(Logins.Outcome.GOOD, null);
        case START_TLS -> {
          session.secured(null);
          yield answer;
        }
        case READ_LINE, READ_DATA, READ_CHUNK, HANG_UP -> answer;
      };
    }

    private static Answer endOfData(Session session, Answer answer) {
      Origin origin = session.origin();
      assertThat(origin.protocol() + origin.client() + origin.greeting()).matches("[ -~]*");
      assertThat(session.envelope(false).recipients()).isNotEmpty();
      session.mailOver();
      return answer;
    }

    private static void check(Answer answer) {
      String wire = answer.reply().wire();
      assertThat(wire).matches("(?s)([2-5][0-9][0-9]-[ -~]*\r\n)*[2-5][0-9][0-9] [ -~]*\r\n");
      for (String line : wire.split("\r\n")) {
        assertThat(line.getBytes(US_ASCII)).hasSizeLessThanOrEqualTo(510); // RFC 5321 4.5.3.1.5
      }
    }

    static ListenSettings listen() {
      return new ListenSettings(
          HostPort.of("127.0.0.1:25"),
          List.of(Network.of("127.0.0.0/8")),
          new ListenTls(TlsMode.STARTTLS, Path.of("cert.pem"), Path.of("key.pem"), false),
          Map.of("erp", new PasswordHash("secret")),
          50_000_000,
          200);
    }

    static void of(byte[] stream) {
      Session session = new Session("mx.example", ACCESS, Limits.STANDARD, HERE);
      for (Line line : lines(stream, Cuts.none())) {
        assertThat(line.text()).matches("[^\\p{Cc}]*");
        assertThat(Command.of(line.text()).toString()).doesNotContainPattern("\\p{Cc}");
        Answer answer = session.line(line);
        if (answer.next() == Answer.Next.READ_CHUNK) {
          return; // what follows is octets, not lines
        }
        check(
            answer.next() == Answer.Next.READ_DATA
                ? endOfData(session, answer)
                : done(session, answer));
        if (answer.next() == Answer.Next.HANG_UP) {
          return;
        }
      }
    }
  }
}
