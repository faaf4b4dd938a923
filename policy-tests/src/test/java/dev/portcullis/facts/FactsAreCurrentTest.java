package dev.portcullis.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dfacts.update=true} after a change of the provider or of the classification. */
class FactsAreCurrentTest {
  @Test
  void committedFactsEqualWhatTheProviderAndTheClassificationSay() throws IOException {
    for (var file : FactFiles.generate(ProviderFacts.read()).entrySet()) {
      var path = FactFiles.root().resolve(file.getKey());
      if (Boolean.getBoolean("facts.update")) {
        replace(path, file.getValue());
      }
      assertThat(path).as("regenerate with -Dfacts.update=true").exists();
      assertThat(Files.readString(path))
          .as("%s is stale: regenerate with -Dfacts.update=true", file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  private static void replace(Path path, String text) throws IOException {
    var directory = Files.createDirectories(path.toAbsolutePath().getParent());
    var temporary = Files.writeString(directory.resolve("data.json.tmp"), text);
    Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
  }
}
