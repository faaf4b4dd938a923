package dev.portcullis.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The generated documents: where each one stands in the pack, and its exact text. */
final class FactFiles {
  private static final Path PACK = Path.of("policies", "src", "main", "rego", "facts");
  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter()
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));
  private static final ObjectMapper JSON = new ObjectMapper();

  private FactFiles() {}

  /** The checkout, given by the build. */
  static Path root() {
    return Path.of(System.getProperty("portcullis.root", ".."));
  }

  /** File (relative to the root) to text. */
  static SortedMap<Path, String> generate(ProviderFacts facts) {
    var texts = new TreeMap<Path, String>();
    texts.put(PACK.resolve(Path.of("tags", "data.json")), text(facts.tags()));
    texts.put(
        PACK.resolve(Path.of("deletion", "data.json")),
        text(DeletionClassification.read(root()).document()));
    texts.put(
        PACK.resolve(Path.of("encryption", "data.json")),
        text(EncryptionFacts.document(facts, EncryptionClassification.read(root()))));
    return texts;
  }

  private static String text(Object document) {
    try {
      return JSON.writer(PRINTER).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
