package dev.portcullis.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Edits of a graph as a developer makes them, and wilder ones: inputs changed, removed or made
 * unknown, resources added, removed, renamed, of another type or with another identity.
 */
final class RandomEdits {
  private final RandomGenerator random;
  private int copies;

  RandomEdits(RandomGenerator random) {
    this.random = random;
  }

  /** The graph with up to three edits; the given one stays as it is. */
  ObjectNode apply(ObjectNode input) {
    var edited = (ObjectNode) Json.copy(input);
    for (var i = random.nextInt(4); i >= 1; i--) {
      edit((ArrayNode) edited.path("resources"));
    }
    return edited;
  }

  private void edit(ArrayNode resources) {
    var at = random.nextInt(resources.size());
    var resource = (ObjectNode) resources.get(at);
    var inputs = (ObjectNode) resource.path("inputs");
    switch (random.nextInt(10)) {
      case 0 -> resources.remove(at);
      case 1 -> {
        var copy = (ObjectNode) Json.copy(resource);
        copy.put("urn", resource.path("urn").asText() + "-copy" + copies++);
        resources.insert(random.nextInt(resources.size() + 1), copy);
      }
      case 2 -> resource.put("type", any(resources).path("type").asText());
      case 3 -> resource.put("id", "id-" + random.nextInt(1000));
      case 4 -> resource.set("propertyDependencies", any(resources).path("propertyDependencies"));
      case 5 -> resource.set("inputs", Json.copy(any(resources).path("inputs")));
      case 6 -> resource.putObject("options").put("protect", random.nextBoolean());
      default -> member(inputs);
    }
  }

  private void member(ObjectNode inputs) {
    var names = new ArrayList<String>();
    inputs.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      inputs.put("tags", "none");
      return;
    }
    var name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(5)) {
      case 0 -> inputs.remove(name);
      case 1 -> inputs.putObject(name).put("$unknown", true);
      case 2 -> inputs.put(name, random.nextInt(100));
      case 3 ->
          inputs.put(name, List.of("*", "arn:aws:iam::aws:policy/x", "").get(random.nextInt(3)));
      default -> {
        if (inputs.path(name) instanceof ObjectNode nested && !nested.isEmpty()) {
          member(nested);
        } else {
          inputs.putNull(name);
        }
      }
    }
  }

  private JsonNode any(ArrayNode resources) {
    return resources.get(random.nextInt(resources.size()));
  }
}
