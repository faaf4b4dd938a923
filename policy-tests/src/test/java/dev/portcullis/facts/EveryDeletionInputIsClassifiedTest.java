package dev.portcullis.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A new version of the provider brings deletion inputs that nobody thought about: the build says
 * which.
 */
class EveryDeletionInputIsClassifiedTest {
  private static ProviderFacts facts;
  private static DeletionClassification deletion;

  @BeforeAll
  static void readProviderAndClassification() {
    facts = ProviderFacts.read();
    deletion = DeletionClassification.read(FactFiles.root());
  }

  @Test
  void everyDeletionInputIsClassified() {
    assertThat(facts.deletion()).hasSizeGreaterThan(100);
    assertThat(deletion.unclassified(facts))
        .as("say what they mean in %s", DeletionClassification.FILE)
        .isEmpty();
  }

  @Test
  void theClassificationNamesNothingThatTheProviderDoesNotHave() throws IOException {
    try (var jar = ProviderJar.onClassPath()) {
      assertThat(deletion.dangling(facts, new InputPaths(jar)::exists))
          .as("remove from %s", DeletionClassification.FILE)
          .isEmpty();
    }
  }

  @Test
  void noInputIsClassifiedTwice() {
    assertThat(deletion.entries()).doesNotHaveDuplicates();
  }
}
