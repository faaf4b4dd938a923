package dev.portcullis.graph.capture.synth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The inputs, computed outputs and import examples of every type of the AWS provider. */
final class Shapes {

  /**
   * One type.
   *
   * @param example its import id as the documentation shows it, empty when it shows none
   * @param hasArn whether it has an output {@code arn}
   * @param inputs names of the inputs, which are outputs too
   * @param computed names of the outputs that are no inputs
   */
  record Shape(String example, boolean hasArn, List<String> inputs, List<String> computed) {
    static final Shape NONE = new Shape("", false, List.of(), List.of());
  }

  private static final String RESOURCE = "aws-shapes.json";
  private static final Map<String, Shape> SHAPES = load();

  private Shapes() {}

  /** The shape of a type, empty for a type of another provider. */
  static Shape of(String type) {
    return SHAPES.getOrDefault(type, Shape.NONE);
  }

  static Set<String> types() {
    return SHAPES.keySet();
  }

  private static Map<String, Shape> load() {
    try (var stream = Shapes.class.getResourceAsStream(RESOURCE)) {
      var document = new JsonMapper().readTree(stream);
      var names = texts(document.get("names"));
      var shapes = new HashMap<String, Shape>();
      document
          .get("types")
          .properties()
          .forEach(
              type -> {
                var json = type.getValue();
                shapes.put(
                    type.getKey(),
                    new Shape(
                        json.path("e").asText(),
                        json.path("a").asBoolean(),
                        pick(names, json.path("i")),
                        pick(names, json.path("c"))));
              });
      return shapes;
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>(list.size());
    list.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static List<String> pick(List<String> names, JsonNode indexes) {
    var picked = new ArrayList<String>(indexes.size());
    indexes.forEach(index -> picked.add(names.get(index.intValue())));
    return picked;
  }
}
