package dev.portcullis.infra.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.infra.system.BuiltInSystems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runbook is read when something burns: what its commands name must be there. */
class RunbooksTest {
  private static final Path FOLDER = Path.of("../docs/runbooks");
  private static final Pattern OUTPUT = Pattern.compile("pulumi stack output (\\w+)");
  private static final Pattern KEY = Pattern.compile("`?portcullis:(\\w+)");
  private static final Pattern SYSTEMS = Pattern.compile("\\(([a-z, ]+)\\)");

  private final Map<String, Set<String>> outputs = new HashMap<>();

  /**
   * A heading, or the bold start of a paragraph, that ends in names of systems speaks of these; any
   * other part speaks of all of them, and what it names is an output of one at least.
   */
  @ParameterizedTest
  @ValueSource(strings = {"deploy", "destroy", "failover", "failback", "secrets"})
  void namesOnlyOutputsThatTheSystemsHave(String runbook) throws IOException {
    var speaksOf = BuiltInSystems.names();
    for (var line : read(runbook).lines().toList()) {
      if (line.startsWith("#") || line.startsWith("**")) {
        speaksOf = named(line);
      }
      for (var output : all(OUTPUT, line)) {
        if (speaksOf.isEmpty()) {
          assertThat(BuiltInSystems.names()).as(line).anyMatch(s -> outputs(s).contains(output));
        } else {
          assertThat(speaksOf).as(line).allMatch(s -> outputs(s).contains(output));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "destroy", "failover", "failback", "secrets"})
  void namesOnlyKeysThatCanBeConfigured(String runbook) throws IOException {
    var keys =
        BuiltInSystems.all().stream()
            .flatMap(system -> system.schema().parameters().keys().stream())
            .collect(Collectors.toSet());
    for (var key : all(KEY, read(runbook))) {
      if (!key.equals("KEY")) {
        assertThat(keys).contains("portcullis:" + key);
      }
    }
  }

  @Test
  void hasAnExampleStackForEverySystem() {
    assertThat(BuiltInSystems.names())
        .allSatisfy(name -> assertThat(Path.of("Pulumi." + name + ".yaml")).exists());
  }

  private static String read(String runbook) throws IOException {
    return Files.readString(FOLDER.resolve(runbook + ".md"), StandardCharsets.UTF_8);
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> named(String line) {
    return SYSTEMS
        .matcher(line)
        .results()
        .map(MatchResult::group)
        .flatMap(group -> List.of(group.substring(1, group.length() - 1).split(", ")).stream())
        .filter(BuiltInSystems.names()::contains)
        .toList();
  }

  private Set<String> outputs(String name) {
    return outputs.computeIfAbsent(
        name,
        system -> {
          var all = new TreeSet<String>();
          Objects.requireNonNull(
                  ExampleGraphs.of(BuiltInSystems.find(system).orElseThrow()).outputs())
              .fieldNames()
              .forEachRemaining(all::add);
          return all;
        });
  }
}
