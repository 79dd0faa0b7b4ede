package io.postweiche.jms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Submission;
import io.postweiche.spool.Spool;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form rfc5322: what a relay gets is what was posted. */
class WholeMessagePostTest extends UsesPostOffice {
  private static final String PLAIN =
      "From: Erp <erp@firma.de>\r\nTo: kunde@example.org\r\nSubject: x\r\n\r\nHallo\r\n";

  @Test
  void octetsStayAsTheyAre() throws Exception {
    byte[] message =
        ("DKIM-Signature: v=1; b=abc\r\n\tdef;\r\nFrom: \"M\u00fcller\" <erp@firma.de>\r\n"
                + "To:   kunde@example.org\r\n\r\n..dot\r\n.\r\ntrailing \t \r\n\u00e4"
                + "x".repeat(3000))
            .getBytes(UTF_8);
    Submission mail = office.mail(client -> bytes(client, message));
    assertThat(mail.content().bytes()).isEqualTo(message);
    assertThat(mail.content().size()).isEqualTo(message.length);
    assertThat(mail.envelope().eightBit()).isTrue();
    assertThat(mail.envelope().smtpUtf8()).isFalse();
    assertThat(mail.id()).isEqualTo(PostOffice.ID);
    assertThat(mail.receivedAt()).isEqualTo(PostOffice.NOW);
    assertThat(mail.origin().protocol()).isEqualTo("JMS");
    assertThat(mail.origin().client()).isEqualTo("mail.submit");
    assertThat(mail.origin().user()).isNull();
  }

  @Test
  void lineEndsOfApplicationsBecomeCrlf() throws Exception {
    String unix = PLAIN.replace("\r\n", "\n");
    String mixed = PLAIN.replaceFirst("\r\n", "\n");
    for (String text : new String[] {PLAIN, unix, mixed}) {
      assertThat(text(office.mail(client -> client.createTextMessage(text)))).isEqualTo(PLAIN);
      assertThat(text(office.mail(client -> bytes(client, text.getBytes(UTF_8))))).isEqualTo(PLAIN);
    }
  }

  @Test
  void aLineEndMayFallBetweenTwoChunks() throws Exception {
    // chunks of any power of two meet a CRLF with its CR last in one of these
    for (int shift = 0; shift < 4; shift++) {
      String line = "y".repeat(30) + "\r\n";
      String message = PLAIN + "z".repeat(shift) + line.repeat(9000);
      assertThat(text(office.mail(client -> bytes(client, message.getBytes(UTF_8)))))
          .isEqualTo(message);
    }
  }

  @Test
  void textIsSentAsUtf8() throws Exception {
    Submission mail =
        office.mail(client -> client.createTextMessage(PLAIN + "Gr\u00fc\u00dfe \ud83d\udce8"));
    assertThat(text(mail)).endsWith("Gr\u00fc\u00dfe \ud83d\udce8");
    assertThat(mail.envelope().eightBit()).isTrue();
  }

  @Test
  void largeBodiesGoThroughTheSpoolAndAreGoneWhenClosed() throws Exception {
    byte[] message = Arrays.copyOf(PLAIN.getBytes(UTF_8), 5_000_000);
    Arrays.fill(message, PLAIN.length(), message.length, (byte) 'a');
    Submission mail = office.mail(client -> bytes(client, message));
    assertThat(mail.content().bytes()).isEqualTo(message);
    assertThat(mail.content().bytes()).isEqualTo(message);
    mail.content().close();
    assertThat(office.spooled()).isEmpty();
  }

  @Test
  void anUnreadableLargeOneCanBePutAsideUnchangedAndLeavesNoFile() throws Exception {
    byte[] message = new byte[3_000_000];
    Arrays.fill(message, (byte) 'a');
    byte[] nobody = ("Subject: x\r\n\r\n" + "b".repeat(1_000_000)).getBytes(UTF_8);
    for (byte[] each : new byte[][] {message, nobody}) {
      Message posted = office.carried(client -> with(bytes(client, each), "k", "v"));
      Post post = office.readKeeping(posted);
      PostOffice.unreadable(post);
      assertThat(post.taken().bytes()).isEqualTo(each);
      assertThat(posted.getStringProperty("k")).isEqualTo("v");
      post.taken().close();
      assertThat(office.spooled()).isEmpty();
    }
  }

  @Test
  void aFullDiskIsNoFaultOfThePost(@TempDir Path folder) throws Exception {
    Spool nowhere = new Spool(folder.resolve("missing"));
    PostReader reader = new PostReader(nowhere, "relay.example.org", PostOffice.MAX_SIZE);
    String text = "x".repeat(500_000);
    Message whole = office.carried(client -> client.createTextMessage(PLAIN + text));
    Message json =
        office.carried(
            client ->
                client.createTextMessage(
                    "{\"from\":\"a@b.de\",\"to\":\"b@b.de\",\"text\":\"" + text + "\"}"));
    for (Message each : new Message[] {whole, json}) {
      assertThatThrownBy(() -> reader.read(each, PostOffice.ID, PostOffice.NOW))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(PostFault.class);
    }
  }

  @Test
  void anUnreadableTextCanBePutAsideUnchanged() throws Exception {
    Message posted = office.carried(client -> client.createTextMessage("no mail\u00e4"));
    PostOffice.unreadable(office.read(posted));
    office.forward("aside", posted);
    assertThat(((TextMessage) office.taken("aside")).getText()).isEqualTo("no mail\u00e4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bcc: boss@firma.de\r\n",
        "BCC:\r\n boss@firma.de,\r\n\tother@firma.de\r\n",
        "bcc : boss@firma.de\r\n",
        "Bcc:\r\n",
        "Resent-Bcc: boss@firma.de\r\n",
      })
  void blindCopiesNeverLeave(String field) throws Exception {
    for (String message :
        new String[] {field + PLAIN, PLAIN.replace("Subject", field + "Subject")}) {
      assertThat(text(office.mail(client -> client.createTextMessage(message)))).isEqualTo(PLAIN);
    }
    String last = PLAIN.replace("\r\n\r\n", "\r\n" + field + "\r\n");
    assertThat(text(office.mail(client -> client.createTextMessage(last)))).isEqualTo(PLAIN);
  }

  @Test
  void aBccInTheBodyStays() throws Exception {
    String message = PLAIN + "Bcc: is a word\r\n";
    assertThat(text(office.mail(client -> client.createTextMessage(message)))).isEqualTo(message);
  }

  @Test
  void theEnvelopeComesFromTheHeaders() throws Exception {
    Submission mail =
        office.mail(
            client ->
                client.createTextMessage(
                    "Sender: Team <team@firma.de>\nFrom: \"Erp, Halle 1\" <erp@firma.de>\n"
                        + "To: a@example.org, =?UTF-8?Q?M=C3=BCller?= <b@M\u00fcller.de>,\n c@example.org\n"
                        + "Cc: A@example.org, a@EXAMPLE.org, friends: d@example.org, e@example.org;\n"
                        + "Bcc: f@example.org\nBcc: undisclosed:;\n\nx"));
    assertThat(mail.envelope().sender()).isEqualTo(Address.of("team@firma.de"));
    assertThat(mail.envelope().recipients())
        .extracting(Address::toString)
        .containsExactly(
            "a@example.org",
            "b@xn--mller-kva.de",
            "c@example.org",
            "A@example.org",
            "d@example.org",
            "e@example.org",
            "f@example.org");
    assertThat(mail.envelope().eightBit()).isTrue();
  }

  @Test
  void propertiesOverrideTheEnvelopeAndNotTheHeaders() throws Exception {
    Submission mail =
        office.mail(
            client ->
                with(
                    with(client.createTextMessage(PLAIN), "mailFrom", "bounce@firma.de"),
                    "rcptTo",
                    "x@example.org, \"Y, Z\" <y@example.org>,x@example.org"));
    assertThat(mail.envelope().sender()).isEqualTo(Address.of("bounce@firma.de"));
    assertThat(mail.envelope().recipients())
        .containsExactly(Address.of("x@example.org"), Address.of("y@example.org"));
    assertThat(text(mail)).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<>", " <> "})
  void anEmptySenderIsTheNullSender(String from) throws Exception {
    Submission mail =
        office.mail(client -> with(client.createTextMessage(PLAIN), "mailFrom", from));
    assertThat(mail.envelope().sender()).isEqualTo(Address.NULL);
  }

  @Test
  void unreadableHeadersDoNotMatterWhenPropertiesSayIt() throws Exception {
    String odd = "From: nobody\r\nTo: (\r\n\r\nx";
    Submission mail =
        office.mail(
            client ->
                with(
                    with(client.createTextMessage(odd), "mailFrom", "a@firma.de"),
                    "rcptTo",
                    "b@example.org"));
    assertThat(text(mail)).isEqualTo(odd);
  }

  @Test
  void addressesBeyondAsciiNeedSmtpUtf8() throws Exception {
    Submission mail =
        office.mail(
            client -> with(client.createTextMessage(PLAIN), "rcptTo", "j\u00f6rg@example.org"));
    assertThat(mail.envelope().smtpUtf8()).isTrue();
  }

  @Test
  void aThousandRecipientsAreTakenInATenthOfASecondOrSo() throws Exception {
    StringBuilder to = new StringBuilder("To: r0@example.org");
    for (int i = 1; i < 1000; i++) {
      to.append(",\r\n r").append(i).append("@example.org");
    }
    String message = to + "\r\n" + PLAIN.replace("To: kunde@example.org\r\n", "");
    Submission mail = office.mail(client -> client.createTextMessage(message));
    assertThat(mail.envelope().recipients()).hasSize(1000);
  }

  @Test
  void propertiesOfOthersHaveNoEffect() throws Exception {
    Submission plain = office.mail(client -> client.createTextMessage(PLAIN));
    Submission mail =
        office.mail(
            client -> {
              Message message = client.createTextMessage(PLAIN);
              for (String name :
                  new String[] {"CamelFileName", "mail_smtp_host", "mailId", "relay", "attempt"}) {
                message.setStringProperty(name, "evil@example.org");
              }
              message.setIntProperty("reason", 7);
              return message;
            });
    assertThat(mail.envelope()).isEqualTo(plain.envelope());
    assertThat(mail.id()).isEqualTo(PostOffice.ID);
    assertThat(text(mail)).isEqualTo(PLAIN);
  }

  @Test
  void theBrokersUserIsNoted() throws Exception {
    Submission mail =
        office.mail(client -> with(client.createTextMessage(PLAIN), "_AMQ_VALIDATED_USER", "erp"));
    assertThat(mail.origin().user()).isEqualTo("erp");
    Submission odd =
        office.mail(
            client -> with(client.createTextMessage(PLAIN), "_AMQ_VALIDATED_USER", "e\r\nX: y"));
    assertThat(odd.origin().user()).isNull();
  }

  static BytesMessage bytes(JMSContext client, byte[] body) throws JMSException {
    BytesMessage message = client.createBytesMessage();
    message.writeBytes(body);
    return message;
  }

  static Message with(Message message, String name, String value) throws JMSException {
    message.setStringProperty(name, value);
    return message;
  }

  private static String text(Submission mail) throws Exception {
    byte[] octets = mail.content().bytes();
    String latin = new String(octets, ISO_8859_1);
    assertThat(latin.replace("\r\n", "")).doesNotContain("\n", "\r");
    return new String(octets, UTF_8);
  }
}
