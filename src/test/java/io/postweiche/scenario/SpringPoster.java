package io.postweiche.scenario;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.connection.UserCredentialsConnectionFactoryAdapter;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Posts with Spring's JmsTemplate, in transactions of Spring. */
final class SpringPoster extends JakartaPoster {
  private final UserCredentialsConnectionFactoryAdapter connections =
      new UserCredentialsConnectionFactoryAdapter();

  SpringPoster(ConnectionFactory factory, @Nullable String user, @Nullable String password) {
    super(factory, user, password);
    connections.setTargetConnectionFactory(factory);
    if (user != null) {
      connections.setUsername(user);
      connections.setPassword(password);
    }
  }

  @Override
  public void post(Letter letter) {
    JmsTemplate template = new JmsTemplate(connections);
    template.setExplicitQosEnabled(true);
    template.setPriority(letter.priority());
    template.send("mail.submit", session -> message(session, letter));
  }

  @Override
  public void together(List<Letter> letters, boolean commit) {
    new TransactionTemplate(new JmsTransactionManager(connections))
        .executeWithoutResult(
            status -> {
              letters.forEach(this::post);
              if (!commit) {
                status.setRollbackOnly();
              }
            });
  }
}
