package dev.portcullis.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.graph.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code lambda/functions.json} says which variables and which actions each handler needs; module
 * {@code lambda} tests the variables against the handlers. A function that lacks one of them is
 * deployed without a complaint and fails when it is called.
 */
class FunctionsGetWhatTheyNeedTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Iterable<String> systems() {
    return BuiltInSystems.names();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void giveFunctionsTheirVariablesAndActions(String name) throws IOException {
    var contracts = JSON.readTree(Path.of("..", "lambda", "functions.json").toFile());
    var system = CapturedSystem.byDefault(name);

    var functions = system.all("aws:lambda/function:Function").toList();

    assertThat(functions).isNotEmpty();
    for (var function : functions) {
      var contract = contracts.path(function.inputs().path("handler").asText());
      assertThat(contract.isObject()).as("contract of " + function.name()).isTrue();
      assertThat(variables(function))
          .as("variables of " + function.name())
          .containsAll(texts(contract.path("variables")));
      assertThat(allowed(system.resource(function.name() + "-policy")))
          .as("actions of " + function.name())
          .containsAll(texts(contract.path("actions")));
    }
  }

  private static Set<String> variables(Resource function) {
    var names = new TreeSet<String>();
    function.inputs().at("/environment/variables").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> allowed(Resource policy) throws IOException {
    var document = JSON.readTree(policy.inputs().path("policy").asText());
    var actions = new TreeSet<String>();
    for (var statement : document.path("Statement")) {
      if (statement.path("Effect").asText().equals("Allow")) {
        actions.addAll(texts(statement.path("Action")));
      }
    }
    return actions;
  }

  private static Set<String> texts(JsonNode node) {
    var texts = new TreeSet<String>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
