package io.postweiche.jms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Submission;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import java.util.Base64;
import java.util.Date;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The forms json and properties: what is composed, read again by Jakarta Mail. */
class ComposedPostTest extends UsesPostOffice {
  @Test
  void theSmallestMail() throws Exception {
    Submission mail = json("{'from':'erp@firma.de','to':'kunde@example.org'}");
    MimeMessage read = read(mail);
    assertThat(read.getMessageID()).isEqualTo("<ABCDEFGH12@relay.example.org>");
    assertThat(read.getHeader("Date", null)).isEqualTo("Tue, 24 Nov 2026 12:00:00 +0000");
    assertThat(read.getSentDate()).isEqualTo(Date.from(PostOffice.NOW));
    assertThat(read.getHeader("MIME-Version", null)).isEqualTo("1.0");
    assertThat(read.getHeader("From", null)).isEqualTo("erp@firma.de");
    assertThat(read.getHeader("To", null)).isEqualTo("kunde@example.org");
    assertThat(read.getHeader("Cc")).isNull();
    assertThat(read.getHeader("Reply-To")).isNull();
    assertThat(read.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(read.getContent()).isEqualTo("");
    assertThat(mail.envelope().sender()).isEqualTo(Address.of("erp@firma.de"));
    assertThat(mail.envelope().recipients()).containsExactly(Address.of("kunde@example.org"));
    assertThat(mail.envelope().eightBit()).isFalse();
    assertThat(mail.envelope().smtpUtf8()).isFalse();
  }

  @Test
  void everyFieldArrives() throws Exception {
    byte[] file = new byte[100_000];
    new Random(5).nextBytes(file);
    Submission mail =
        json(
            "{'from':'M\u00fcller, \u00c4ni <erp@M\u00dcLLER.de>',"
                + "'to':['\\\"Doe, J. \\\\\\\"JD\\\\\\\"\\\" <kunde@example.org>','b@example.org'],"
                + "'cc':'c@example.org, \\\"D, D\\\" <d@example.org>','bcc':['geheim@example.org'],"
                + "'replyTo':'Dienst@Firma <antwort@firma.de>',"
                + "'subject':'Rechnung f\u00fcr \u00c4pfel \ud83c\udf4e und noch viel mehr Text, der gefaltet werden muss',"
                + "'text':'Gr\u00fc\u00dfe\\n.\\nzweite\\r\\ndritte\\rvierte','html':'<p>Gr\u00fc\u00dfe</p>',"
                + "'headers':{'X-Auftrag':'N\u00ba 7','List-Unsubscribe':'<https://firma.de/u>',"
                + "'In-Reply-To':'<a@b>','References':'<a@b> <c@d>','Sender':'team@firma.de',"
                + "'Importance':'high'},"
                + "'attachments':[{'name':'\u00dcbersicht 2026 \u2013 sehr langer Name, der nicht in eine Zeile passt.pdf',"
                + "'type':'application/pdf','content':'"
                + Base64.getMimeEncoder().encodeToString(file).replace("\r\n", "\\r\\n")
                + "'},{'name':'a.txt','type':'text/plain; charset=iso-8859-1','content':'5PbDvAo='},"
                + "{'name':'../../etc/passwd','content':''}]}");
    MimeMessage read = read(mail);
    assertThat(address(read, "From")).isEqualTo("M\u00fcller, \u00c4ni|erp@xn--mller-kva.de");
    assertThat(read.getHeader("From", null)).isEqualTo(ascii(read.getHeader("From", null)));
    assertThat(address(read, "To"))
        .isEqualTo("Doe, J. \"JD\"|kunde@example.org null|b@example.org");
    assertThat(address(read, "Cc")).isEqualTo("null|c@example.org D, D|d@example.org");
    assertThat(address(read, "Reply-To")).isEqualTo("Dienst@Firma|antwort@firma.de");
    assertThat(read.getHeader("Reply-To", null)).startsWith("\"Dienst@Firma\" <");
    assertThat(read.getHeader("Bcc")).isNull();
    assertThat(read.getSubject())
        .isEqualTo(
            "Rechnung f\u00fcr \u00c4pfel \ud83c\udf4e und noch viel mehr Text, der gefaltet werden muss");
    assertThat(jakarta.mail.internet.MimeUtility.decodeText(read.getHeader("X-Auftrag", null)))
        .isEqualTo("N\u00ba 7");
    assertThat(read.getHeader("List-Unsubscribe", null)).isEqualTo("<https://firma.de/u>");
    assertThat(read.getHeader("References", null)).isEqualTo("<a@b> <c@d>");
    assertThat(read.getHeader("Importance", null)).isEqualTo("high");
    assertThat(read.getMessageID()).isEqualTo("<ABCDEFGH12@relay.example.org>");

    MimeMultipart mixed = multipart(read.getContent(), "multipart/mixed", 4);
    MimeMultipart texts = multipart(mixed.getBodyPart(0).getContent(), "multipart/alternative", 2);
    assertThat(texts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(texts.getBodyPart(0).getContent())
        .isEqualTo("Gr\u00fc\u00dfe\r\n.\r\nzweite\r\ndritte\r\nvierte");
    assertThat(texts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(texts.getBodyPart(1).getContent()).isEqualTo("<p>Gr\u00fc\u00dfe</p>");
    BodyPart pdf = mixed.getBodyPart(1);
    assertThat(pdf.getContentType()).isEqualTo("application/pdf");
    assertThat(pdf.getDisposition()).isEqualTo("attachment");
    assertThat(fileName(pdf))
        .isEqualTo(
            "\u00dcbersicht 2026 \u2013 sehr langer Name, der nicht in eine Zeile passt.pdf");
    assertThat(pdf.getInputStream().readAllBytes()).isEqualTo(file);
    assertThat(mixed.getBodyPart(2).getInputStream().readAllBytes())
        .isEqualTo(Base64.getDecoder().decode("5PbDvAo="));
    assertThat(mixed.getBodyPart(2).getContentType()).isEqualTo("text/plain; charset=iso-8859-1");
    assertThat(mixed.getBodyPart(3).getContentType()).isEqualTo("application/octet-stream");
    assertThat(mixed.getBodyPart(3).getInputStream().readAllBytes()).isEmpty();

    assertThat(mail.envelope().sender()).isEqualTo(Address.of("team@firma.de"));
    assertThat(mail.envelope().recipients())
        .extracting(Address::toString)
        .containsExactly(
            "kunde@example.org",
            "b@example.org",
            "c@example.org",
            "d@example.org",
            "geheim@example.org");
    assertThat(text(mail)).doesNotContain("geheim");
  }

  @Test
  void whatIsComposedKeepsTheLimitsOfSmtp() throws Exception {
    Submission mail =
        json(
            "{'from':'a@firma.de','to':'b@example.org','subject':'"
                + "\u00e4".repeat(3000)
                + "','text':'"
                + "x".repeat(5000)
                + "','headers':{'X-Long':'"
                + "word ".repeat(900)
                + "'},'attachments':[{'name':'"
                + "\u00fc".repeat(127)
                + "','content':'eA=='}]}");
    assertThat(text(mail).split("\r\n", -1)).allMatch(line -> line.length() <= 998);
    MimeMessage read = read(mail);
    assertThat(read.getSubject()).isEqualTo("\u00e4".repeat(3000));
    assertThat(multipart(read.getContent(), "multipart/mixed", 2).getBodyPart(0).getContent())
        .isEqualTo("x".repeat(5000));
  }

  @Test
  void htmlAloneAndTheFormsOfText() throws Exception {
    MimeMessage html = read(json("{'from':'a@firma.de','to':'b@example.org','html':'<b>x</b>'}"));
    assertThat(html.getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(html.getContent()).isEqualTo("<b>x</b>");
    String controls = "{'from':'a@firma.de','to':'b@example.org','text':'a\\u0000b\\u0007\\tc'}";
    assertThat(read(json(controls)).getContent()).isEqualTo("a\u0000b\u0007\tc");
  }

  @Test
  void nullIsAsGoodAsAbsentAndOwnIdsAreKept() throws Exception {
    MimeMessage read =
        read(
            json(
                "{'from':'a@firma.de','to':['b@example.org'],'cc':null,'replyTo':null,'subject':null,"
                    + "'text':null,'html':null,'attachments':null,"
                    + "'headers':{'message-id':'<mine@firma.de>'}}"));
    assertThat(read.getHeader("Message-ID")).containsExactly("<mine@firma.de>");
    assertThat(read.getContentType()).startsWith("text/plain");
  }

  @Test
  void anAddressBeyondAsciiMakesAnInternationalHeader() throws Exception {
    Submission mail = json("{'from':'a@firma.de','to':'J\u00f6rg <j\u00f6rg@example.org>'}");
    assertThat(mail.envelope().smtpUtf8()).isTrue();
    assertThat(mail.envelope().eightBit()).isTrue();
    assertThat(text(mail)).contains("\r\nTo: \"J\u00f6rg\" <j\u00f6rg@example.org>\r\n");
  }

  @Test
  void propertiesOfTheEnvelopeGoBeforeTheFields() throws Exception {
    Submission mail =
        office.mail(
            client -> {
              Message message =
                  client.createTextMessage(
                      "  \n\t{\"from\":\"a@firma.de\",\"to\":\"b@example.org\"}");
              message.setStringProperty("mailFrom", "<>");
              message.setStringProperty("rcptTo", "c@example.org");
              return message;
            });
    assertThat(mail.envelope().sender()).isEqualTo(Address.NULL);
    assertThat(mail.envelope().recipients()).containsExactly(Address.of("c@example.org"));
    assertThat(read(mail).getHeader("To", null)).isEqualTo("b@example.org");
  }

  @Test
  void octetsOfJsonAreAsGoodAsText() throws Exception {
    byte[] json =
        "\ufeff{\"from\":\"a@firma.de\",\"to\":\"b@example.org\",\"subject\":\"\u00e4\"}"
            .getBytes(UTF_8);
    assertThat(read(office.mail(client -> WholeMessagePostTest.bytes(client, json))).getSubject())
        .isEqualTo("\u00e4");
  }

  @Test
  void textWithPropertiesAsCamelMailHasThem() throws Exception {
    Submission mail =
        properties(
            "Hallo \u00c4\nBcc: kein Kopf",
            "From",
            "ERP <erp@firma.de>",
            "to",
            "a@example.org, B <b@example.org>",
            "CC",
            "c@example.org",
            "Bcc",
            "geheim@example.org",
            "Reply_HYPHEN_To",
            "antwort@firma.de",
            "subject",
            "\u00c4pfel",
            "CamelSmtpHost",
            "evil.example.org");
    MimeMessage read = read(mail);
    assertThat(read.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(read.getContent()).isEqualTo("Hallo \u00c4\r\nBcc: kein Kopf");
    assertThat(read.getSubject()).isEqualTo("\u00c4pfel");
    assertThat(address(read, "From")).isEqualTo("ERP|erp@firma.de");
    assertThat(address(read, "Reply-To")).isEqualTo("null|antwort@firma.de");
    assertThat(mail.envelope().recipients()).hasSize(4);
    assertThat(text(mail)).doesNotContain("geheim").doesNotContain("evil");
  }

  @Test
  void theContentTypeIsTheApplications() throws Exception {
    for (String name : new String[] {"contentType", "CONTENTTYPE", "Content_HYPHEN_Type"}) {
      MimeMessage html =
          read(
              properties(
                  "<b>\u00e4</b>",
                  "From",
                  "a@firma.de",
                  "To",
                  "b@example.org",
                  name,
                  "text/html; charset=iso-8859-1"));
      assertThat(html.getContentType()).isEqualTo("text/html; charset=UTF-8");
      assertThat(html.getContent()).isEqualTo("<b>\u00e4</b>");
    }
  }

  @Test
  void octetsAreReadInTheCharsetTheyClaim() throws Exception {
    Submission mail =
        office.mail(
            client -> {
              Message message = WholeMessagePostTest.bytes(client, "\u00e4\n".getBytes(ISO_8859_1));
              message.setStringProperty("From", "a@firma.de");
              message.setStringProperty("To", "b@example.org");
              message.setStringProperty("contentType", "text/plain; charset=ISO-8859-1");
              return message;
            });
    assertThat(read(mail).getContent()).isEqualTo("\u00e4\r\n");
  }

  @Test
  void aFileAsTheWholeBodyKeepsItsOctets() throws Exception {
    byte[] file = new byte[300_000];
    new Random(6).nextBytes(file);
    Submission mail =
        office.mail(
            client -> {
              Message message = WholeMessagePostTest.bytes(client, file);
              message.setStringProperty("From", "a@firma.de");
              message.setStringProperty("To", "b@example.org");
              message.setStringProperty("contentType", "application/pdf");
              return message;
            });
    MimeMessage read = read(mail);
    assertThat(read.getContentType()).isEqualTo("application/pdf");
    assertThat(read.getInputStream().readAllBytes()).isEqualTo(file);
    mail.content().close();
    assertThat(office.spooled()).isEmpty();
  }

  @Test
  void aMessageWithoutABodyMayBeAMailOfItsSubject() throws Exception {
    Submission mail =
        office.mail(
            client -> {
              Message message = client.createMessage();
              message.setStringProperty("From", "a@firma.de");
              message.setStringProperty("To", "b@example.org");
              message.setStringProperty("Subject", "Fertig");
              return message;
            });
    assertThat(read(mail).getSubject()).isEqualTo("Fertig");
    assertThat(read(mail).getContent()).isEqualTo("");
  }

  @Test
  void theShapeDecidesWhereNoFormIsNamed() throws Exception {
    String whole = "From: x@firma.de\nTo: y@example.org\nSubject: whole\n\nHallo\n";
    assertThat(read(named(whole)).getSubject()).isEqualTo("whole");
    assertThat(read(named("Achtung: Server aus\n\nBitte")).getSubject()).isEqualTo("named");
    assertThat(read(named("{Name}, guten Tag")).getContent()).isEqualTo("{Name}, guten Tag");
    String json = "{\"from\":\"a@firma.de\",\"to\":\"b@example.org\",\"subject\":\"json\"}";
    assertThat(read(named(json)).getSubject()).isEqualTo("json");
    assertThat(
            read(properties(
                    json, "From", "a@firma.de", "To", "b@example.org", "mailFormat", "properties"))
                .getContent())
        .isEqualTo(json);
  }

  private Submission named(String body) throws Exception {
    return properties(body, "From", "a@firma.de", "To", "b@example.org", "Subject", "named");
  }

  private Submission properties(String body, String... properties) throws Exception {
    return office.mail(
        client -> {
          Message message = client.createTextMessage(body);
          set(message, properties);
          return message;
        });
  }

  private static void set(Message message, String... properties) throws JMSException {
    for (int i = 0; i < properties.length; i += 2) {
      message.setStringProperty(properties[i], properties[i + 1]);
    }
  }

  /** Apostrophes stand for quotes. */
  private Submission json(String text) throws Exception {
    return office.mail(client -> client.createTextMessage(text.replace('\'', '"')));
  }

  private static MimeMessage read(Submission mail) throws Exception {
    Properties properties = new Properties();
    return new MimeMessage(Session.getInstance(properties), mail.content().open());
  }

  private static String text(Submission mail) throws Exception {
    String latin = new String(mail.content().bytes(), ISO_8859_1);
    assertThat(latin.replace("\r\n", "")).doesNotContain("\n", "\r", "\0");
    return new String(mail.content().bytes(), UTF_8);
  }

  private static String address(MimeMessage message, String name) throws Exception {
    StringBuilder all = new StringBuilder();
    for (InternetAddress each : InternetAddress.parseHeader(message.getHeader(name, ","), true)) {
      all.append(' ').append(each.getPersonal()).append('|').append(each.getAddress());
    }
    return all.substring(1);
  }

  private static String ascii(String text) {
    return text.replaceAll("[^ -~\r\n\t]", "?");
  }

  private static MimeMultipart multipart(Object content, String type, int parts) throws Exception {
    MimeMultipart multipart = (MimeMultipart) content;
    assertThat(multipart.getContentType()).startsWith(type + ";");
    assertThat(multipart.getCount()).isEqualTo(parts);
    return multipart;
  }

  private static String fileName(BodyPart part) throws Exception {
    String field = part.getHeader("Content-Disposition")[0];
    return new ParameterList(field.substring(field.indexOf(';'))).get("filename");
  }
}
