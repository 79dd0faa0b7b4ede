import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Posts whole mails persistently to mail.submit, each acknowledged by the broker before the next of its session.
 * java Post.java core|amqp PORT SESSIONS SIZE FROM; for each line on standard input, a number of mails, prints the seconds.
 */
public class Post {
  public static void main(String[] args) throws Exception {
    int sessions = Integer.parseInt(args[2]);
    String head = "From: <" + args[4] + ">\r\nTo: <b@kunde.example>\r\nSubject: posted\r\n\r\n";
    byte[] mail = (head + ("X".repeat(78) + "\r\n").repeat(Integer.parseInt(args[3]) / 80)).getBytes(StandardCharsets.US_ASCII);
    ExecutorService threads = Executors.newFixedThreadPool(sessions);
    try (Connection connection = factory(args[0], args[1]).createConnection()) {
      List<Session> open = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        open.add(connection.createSession(false, Session.AUTO_ACKNOWLEDGE));
      }
      connection.start();
      System.out.println("post: connected");
      BufferedReader asked = new BufferedReader(new InputStreamReader(System.in));
      for (String line = asked.readLine(); line != null; line = asked.readLine()) {
        int mails = Integer.parseInt(line.trim());
        System.out.println("post: " + post(open, threads, mail, args[4], mails));
      }
    }
    System.exit(0);
  }

  static ConnectionFactory factory(String kind, String port) throws ReflectiveOperationException {
    String name = kind.equals("core") ? "org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory" : "org.apache.qpid.jms.JmsConnectionFactory";
    String url = (kind.equals("core") ? "tcp" : "amqp") + "://127.0.0.1:" + port;
    return (ConnectionFactory) Class.forName(name).getConstructor(String.class).newInstance(url);
  }

  static double post(List<Session> open, ExecutorService threads, byte[] mail, String from, int mails) throws InterruptedException, ExecutionException {
    long began = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Session session = open.get(i);
      int share = mails / open.size() + (i < mails % open.size() ? 1 : 0);
      all.add(threads.submit(() -> {
        send(session, mail, from, share);
        return null;
      }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    return (System.nanoTime() - began) / 1e9;
  }

  static void send(Session session, byte[] mail, String from, int mails) throws JMSException {
    try (MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
      for (int i = 0; i < mails; i++) {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(mail);
        message.setStringProperty("mailFormat", "rfc5322");
        message.setStringProperty("mailFrom", from);
        message.setStringProperty("rcptTo", "b@kunde.example");
        producer.send(message);
      }
    }
  }
}
