package io.postweiche.tracking;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  Database open() {
    return Database.at(null, folder);
  }
}
