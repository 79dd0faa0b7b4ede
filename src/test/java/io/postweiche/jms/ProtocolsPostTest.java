package io.postweiche.jms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Submission;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;

/** The same posts by clients that speak STOMP and AMQP 1.0; the examples of docs/integrating.md. */
class ProtocolsPostTest extends UsesPostOffice {
  private static final String WHOLE =
      "From: erp@firma.de\nTo: kunde@example.org\nSubject: x\n\nGr\u00fc\u00dfe\n";
  private static final String JSON =
      "{\"from\":\"erp@firma.de\",\"to\":\"kunde@example.org\",\"text\":\"Gr\u00fc\u00dfe\"}";

  @Test
  void stompWithoutALengthIsText() throws Exception {
    stomp("", WHOLE);
    assertThat(text(office.next())).isEqualTo(WHOLE.replace("\n", "\r\n"));
  }

  @Test
  void stompWithALengthIsOctets() throws Exception {
    stomp("content-length:" + JSON.getBytes(UTF_8).length + "\n", JSON);
    assertThat(text(office.next())).contains("\r\nTo: kunde@example.org\r\n");
  }

  @Test
  void stompHeadersAreProperties() throws Exception {
    stomp("From:erp@firma.de\nTo:a@example.org,b@example.org\nSubject:x\\cy\n", "Hallo");
    Post post = office.next();
    assertThat(PostOffice.readable(post).envelope().recipients())
        .containsExactly(Address.of("a@example.org"), Address.of("b@example.org"));
    assertThat(text(post)).contains("\r\nSubject: x:y\r\n", "\r\nContent-Type: text/plain;");
    stomp("From:erp@firma.de\nTo:a@example.org\nContent-Type:text/html\n", "<b>Hallo</b>");
    assertThat(text(office.next())).contains("\r\nContent-Type: text/html;");
    stomp("From:erp@firma.de\nTo:a@example.org\ncontent-type:text/html\n", "<b>Hallo</b>");
    assertThat(text(office.next())).contains("\r\nContent-Type: text/html;");
    stomp("mailFrom:\nrcptTo:a@example.org\n", WHOLE);
    assertThat(PostOffice.readable(office.next()).envelope().sender()).isEqualTo(Address.NULL);
  }

  @Test
  void amqpTextAndOctets() throws Exception {
    byte[] large = Arrays.copyOf(WHOLE.getBytes(UTF_8), 1_000_000);
    Arrays.fill(large, WHOLE.getBytes(UTF_8).length, large.length, (byte) 'z');
    String url = "amqp://127.0.0.1:" + office.port();
    try (JMSContext amqp = new JmsConnectionFactory(url).createContext()) {
      amqp(amqp, amqp.createTextMessage(JSON));
      assertThat(text(office.next())).contains("\r\nTo: kunde@example.org\r\n");
      amqp(amqp, bytes(amqp, WHOLE.getBytes(UTF_8)));
      assertThat(text(office.next())).isEqualTo(WHOLE.replace("\n", "\r\n"));
      amqp(amqp, bytes(amqp, large));
      Submission mail = PostOffice.readable(office.next());
      assertThat(mail.content().size()).isEqualTo(large.length + 5);
      mail.content().close();
      Message named = amqp.createTextMessage("Hallo");
      named.setStringProperty("From", "erp@firma.de");
      named.setStringProperty("To", "kunde@example.org");
      amqp(amqp, named);
      assertThat(text(office.next())).endsWith("\r\n\r\nHallo");
      amqp(amqp, amqp.createObjectMessage("x"));
      assertThat(PostOffice.unreadable(office.next())).startsWith("an ObjectMessage is never read");
      amqp(amqp, amqp.createMapMessage());
      assertThat(PostOffice.unreadable(office.next())).startsWith("a map or a list is no mail");
    }
  }

  private static void amqp(JMSContext client, Message message) {
    client.createProducer().send(client.createQueue("mail.submit"), message);
  }

  private static BytesMessage bytes(JMSContext client, byte[] body) throws Exception {
    return WholeMessagePostTest.bytes(client, body);
  }

  /** One SEND frame, from CONNECT to the broker's receipt. */
  private void stomp(String headers, String body) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), office.port())) {
      socket.setSoTimeout(10_000);
      String frames =
          "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0"
              + "SEND\ndestination:mail.submit\ndestination-type:ANYCAST\nreceipt:1\n"
              + headers
              + "\n"
              + body
              + "\0";
      socket.getOutputStream().write(frames.getBytes(UTF_8));
      assertThat(answer(socket.getInputStream())).startsWith("CONNECTED\n");
      assertThat(answer(socket.getInputStream())).startsWith("RECEIPT\n");
      socket.getOutputStream().write("DISCONNECT\nreceipt:2\n\n\0".getBytes(UTF_8));
      assertThat(answer(socket.getInputStream())).startsWith("RECEIPT\n");
    }
  }

  private static String answer(InputStream in) throws Exception {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    for (int octet = in.read(); octet > 0; octet = in.read()) {
      frame.write(octet);
    }
    return frame.toString(UTF_8).stripLeading();
  }

  private static String text(Post post) throws Exception {
    return new String(PostOffice.readable(post).content().bytes(), UTF_8);
  }
}
