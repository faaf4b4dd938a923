package dev.portcullis.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A new version of the provider brings inputs that nobody thought about: the build says which. */
class EveryTypeIsClassifiedTest {
  private static ProviderFacts facts;
  private static EncryptionClassification encryption;

  @BeforeAll
  static void readProviderAndClassification() {
    facts = ProviderFacts.read();
    encryption = EncryptionClassification.read(FactFiles.root());
  }

  @Test
  void everyEncryptionInputIsClassified() {
    assertThat(encryption.unclassified(facts))
        .as("say what they mean in %s", EncryptionClassification.FILE)
        .isEmpty();
  }

  @Test
  void theClassificationNamesNothingThatTheProviderDoesNotHave() {
    assertThat(encryption.dangling(facts))
        .as("remove from %s", EncryptionClassification.FILE)
        .isEmpty();
  }

  @Test
  void tagsAreAMapOrAListExceptWhereTheySelectResourcesByTag() {
    var tags = new TreeMap<>(facts.tags());
    tags.values().removeAll(Set.of("map", "list"));
    assertThat(tags).containsOnlyKeys("aws:devopsguru/resourceCollection:ResourceCollection");
  }

  @Test
  void everyExclusionHasAReason() {
    assertThat(encryption.types().values())
        .flatExtracting(paths -> paths.values().stream().flatMap(List::stream).toList())
        .filteredOn(rule -> rule.role() == SlotRule.Role.NONE)
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.reason()).isNotBlank());
  }
}
