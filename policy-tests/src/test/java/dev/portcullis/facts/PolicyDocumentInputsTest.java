package dev.portcullis.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Family IAM knows every input of the provider that holds a policy document, or names a policy. */
class PolicyDocumentInputsTest {
  private static final Pattern LOOKS_LIKE_A_POLICY =
      Pattern.compile(
          "(?i)^(.*polic(y|ies)|.*policy(document|body|text|data|content|arns?)|.*document|content|body"
              + "|template(body|url)|desiredState|permissionsBoundary|.*principals?|principalArn)$");

  /** {@code type path} of every plain input, to its name. */
  private static final Map<String, String> PLAIN_INPUTS = new TreeMap<>();

  private static PolicyDocumentTable table;

  @BeforeAll
  static void readProvider() throws IOException {
    table = PolicyDocumentTable.read();
    try (var jar = ProviderJar.onClassPath()) {
      jar.types().forEach((type, argsClass) -> collect(jar, argsClass, type + " ", Set.of()));
    }
  }

  @Test
  void everyInputThatLooksLikeAPolicyIsClassified() {
    var unclassified = new TreeSet<String>();
    PLAIN_INPUTS.forEach(
        (input, name) -> {
          if (LOOKS_LIKE_A_POLICY.matcher(name).matches()
              && !table.excludedNames().contains(name)) {
            unclassified.add(input);
          }
        });
    assertThat(unclassified).as("the pattern finds policies").hasSizeGreaterThan(150);

    unclassified.removeAll(table.examined());
    unclassified.removeAll(table.excluded());

    assertThat(unclassified)
        .as("say in facts/iam/documents/data.yaml whether these hold a policy document, or why not")
        .isEmpty();
  }

  @Test
  void everyClassifiedInputExists() {
    assertThat(PLAIN_INPUTS.keySet()).containsAll(table.examined()).containsAll(table.excluded());
    assertThat(PLAIN_INPUTS.values()).containsAll(table.excludedNames());
  }

  @Test
  void noInputIsBothExaminedAndExcluded() {
    assertThat(table.examined()).doesNotContainAnyElementsOf(table.excluded());
    assertThat(table.examined())
        .noneMatch(input -> table.excludedNames().contains(lastStep(input)));
  }

  @Test
  void everyExclusionSaysWhy() {
    assertThat(table.withoutReason()).isEmpty();
  }

  @Test
  void kindsAreThoseThatTheRulesKnow() {
    assertThat(table.kinds())
        .containsExactlyInAnyOrder("identity", "trust", "resource", "key", "endpoint", "ceiling");
  }

  private static String lastStep(String input) {
    return input.substring(Math.max(input.lastIndexOf('.'), input.lastIndexOf(' ')) + 1);
  }

  // A block may contain itself: each class is entered once per path.
  private static void collect(ProviderJar jar, String args, String prefix, Set<String> above) {
    if (above.contains(args)) {
      return;
    }
    var entered = new HashSet<>(above);
    entered.add(args);
    for (var input : jar.inputs(args)) {
      if (input.blocks().isEmpty()) {
        PLAIN_INPUTS.put(prefix + input.name(), input.name());
      }
      for (var block : input.blocks()) {
        collect(jar, block, prefix + input.step() + ".", entered);
      }
    }
  }
}
