package dev.portcullis.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An interval of a health check is judged by a rule, or the pack says why it is not. */
class EveryCheckIntervalIsClassifiedTest {
  private static final Path FILE =
      Path.of("policies", "src", "main", "rego", "facts", "health_checks", "data.yaml");
  private static final Pattern HEALTH = Pattern.compile("(?i)health");
  private static final Pattern INTERVAL = Pattern.compile("(?i)(interval|period)[a-z]*$");

  @Test
  void theTableNamesExactlyTheIntervalsOfTheProvider() throws IOException {
    var table =
        new ObjectMapper(new YAMLFactory()).readTree(FactFiles.root().resolve(FILE).toFile());
    assertThat(classified(table)).isEqualTo(ofTheProvider());
  }

  private static SortedSet<String> classified(JsonNode table) {
    var paths = new TreeSet<String>();
    table
        .get("routing")
        .fields()
        .forEachRemaining(
            type -> {
              var path = new StringBuilder(type.getKey()).append(' ');
              type.getValue().get("block").forEach(step -> path.append(step.asText()).append('.'));
              paths.add(path.append(type.getValue().get("interval").asText()).toString());
            });
    table
        .get("others")
        .fields()
        .forEachRemaining(
            type ->
                type.getValue()
                    .fields()
                    .forEachRemaining(
                        input -> {
                          assertThat(input.getValue().asText()).as("reason").isNotBlank();
                          paths.add(type.getKey() + " " + input.getKey());
                        }));
    return paths;
  }

  private static SortedSet<String> ofTheProvider() throws IOException {
    var facts = ProviderFacts.read();
    var found = new TreeSet<String>();
    try (var jar = ProviderJar.onClassPath()) {
      var paths = new InputPaths(jar);
      facts
          .argsClasses()
          .forEach(
              (type, args) ->
                  paths.namedOrWithin(args, HEALTH).stream()
                      .filter(path -> INTERVAL.matcher(path).find())
                      .forEach(path -> found.add(type + " " + path)));
    }
    return found;
  }
}
