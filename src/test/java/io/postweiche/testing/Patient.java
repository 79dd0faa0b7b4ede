package io.postweiche.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every wait for a condition a minute: what is fast ends as soon as it is met, and a machine
 * that does ten other things fails no test. Found by JUnit itself, see {@code META-INF/services}.
 */
public final class Patient implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }
}
