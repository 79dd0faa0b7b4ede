package io.postweiche.jms;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests that post through a real broker, one broker a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UsesPostOffice {
  PostOffice office;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    office = new PostOffice(folder);
  }

  @AfterAll
  void close() throws Exception {
    office.close();
  }
}
