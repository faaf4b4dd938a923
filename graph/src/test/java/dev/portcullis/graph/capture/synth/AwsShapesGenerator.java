package dev.portcullis.graph.capture.synth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes aws-shapes.json from the list of types that was extracted from the com.pulumi:aws jar (its
 * annotations) and its Javadoc (the import examples). Arguments: the list, the file to write.
 */
final class AwsShapesGenerator {
  private static final String SOURCE =
      "com.pulumi:aws 6.83.0: annotations of its classes, import examples of its Javadoc; written by"
          + " AwsShapesGenerator (graph/src/test)";

  private AwsShapesGenerator() {}

  public static void main(String[] arguments) throws IOException {
    var types = new JsonMapper().readTree(Path.of(arguments[0]).toFile());
    Files.writeString(Path.of(arguments[1]), render(types));
  }

  /** One line per type, so that a new provider version is a readable difference. */
  private static String render(JsonNode types) {
    var names = new TreeSet<String>();
    types.forEach(
        type -> {
          type.get("inputs").fieldNames().forEachRemaining(names::add);
          type.get("computedOutputs").fieldNames().forEachRemaining(names::add);
        });
    var indexes = new ArrayList<>(names);
    var lines = new ArrayList<String>();
    types
        .properties()
        .forEach(
            type ->
                lines.add(
                    JsonNodeFactory.instance.textNode(type.getKey())
                        + ":"
                        + shape(type.getValue(), indexes)));
    var nameList = JsonNodeFactory.instance.arrayNode();
    names.forEach(nameList::add);
    return "{\"source\":"
        + JsonNodeFactory.instance.textNode(SOURCE)
        + ",\n\"names\":"
        + nameList
        + ",\n\"types\":{\n"
        + String.join(",\n", lines)
        + "\n}}\n";
  }

  private static ObjectNode shape(JsonNode type, List<String> names) {
    var shape = JsonNodeFactory.instance.objectNode();
    if (type.hasNonNull("importExample")) {
      shape.put("e", type.get("importExample").textValue());
    }
    if (type.get("arnOutput").booleanValue()) {
      shape.put("a", true);
    }
    shape.set("i", indexes(type.get("inputs"), names));
    shape.set("c", indexes(type.get("computedOutputs"), names));
    return shape;
  }

  private static ArrayNode indexes(JsonNode members, List<String> names) {
    var indexes = JsonNodeFactory.instance.arrayNode();
    members
        .fieldNames()
        .forEachRemaining(name -> indexes.add(Collections.binarySearch(names, name)));
    return indexes;
  }
}
