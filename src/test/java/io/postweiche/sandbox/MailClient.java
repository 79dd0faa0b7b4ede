package io.postweiche.sandbox;

import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Angus Mail as anybody would set it up: TLS required, the certificate and its name verified. */
final class MailClient {
  private final RelaySettings relay;
  private final Session session;

  MailClient(RelaySettings relay) throws Exception {
    this(relay, relay.host(), relay.trust());
  }

  /** Trusting that CA, or the Java runtime's when null. */
  MailClient(RelaySettings relay, String host, Path ca) throws Exception {
    this.relay = relay;
    Properties properties = new Properties();
    properties.put("mail.smtp.host", host);
    properties.put("mail.smtp.port", relay.port());
    properties.put("mail.smtp.auth", relay.username() != null);
    properties.put("mail.smtp.timeout", 20_000);
    properties.put("mail.smtp.ssl.enable", relay.tls() == TlsMode.IMPLICIT);
    properties.put("mail.smtp.starttls.required", relay.mayStartTls());
    properties.put("mail.smtp.ssl.checkserveridentity", true);
    if (ca != null) {
      properties.put("mail.smtp.ssl.socketFactory", trusting(ca).getSocketFactory());
    }
    session = Session.getInstance(properties);
  }

  Transport connect(String password) throws MessagingException {
    Transport transport = session.getTransport("smtp");
    transport.connect(relay.username(), password);
    return transport;
  }

  void send(String from, String to, String subject) throws MessagingException {
    try (Transport transport = connect(Relays.PASSWORD)) {
      MimeMessage message = message(from, to, subject);
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  MimeMessage message(String from, String to, String subject) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(from);
    message.setRecipients(MimeMessage.RecipientType.TO, new Address[] {new InternetAddress(to)});
    message.setSubject(subject, "UTF-8");
    message.setSentDate(new Date());
    message.setText("Guten Tag\n");
    message.saveChanges();
    return message;
  }

  static SSLContext trusting(Path ca) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(ca)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
