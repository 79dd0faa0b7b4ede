package example;

import io.postweiche.app.PostweicheRoutes;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application of Spring Boot and Camel that routes mail beside whatever else it does. */
@SpringBootApplication
public class MailEsb {
  public static void main(String[] args) {
    SpringApplication.run(MailEsb.class, args);
  }

  @Bean
  ConnectionFactory broker(
      @Value("${broker.url}") String url,
      @Value("${broker.user}") String user,
      @Value("${broker.password}") String password) {
    return new ActiveMQConnectionFactory(url, user, password);
  }

  /** Closed with the Camel context. */
  @Bean
  CamelContextConfiguration postweiche(
      ConnectionFactory broker, @Value("${postweiche.config}") Path file) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext camel) {
        try {
          PostweicheRoutes.load(camel, broker, file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void afterApplicationStart(CamelContext camel) {}
    };
  }
}
