package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.InputException;
import java.util.TreeSet;

/** The declaration of a parameter (parameters/data.yaml) and whether a value fits it. */
final class Parameter {
  private Parameter() {}

  /**
   * @param source who gave the value: {@code --params} or a profile
   * @param declared every declaration by name
   */
  static void check(String source, String name, JsonNode declared, JsonNode value) {
    var declaration = declared.path(name);
    if (declaration.isMissingNode()) {
      var names = new TreeSet<String>();
      declared.fieldNames().forEachRemaining(names::add);
      throw InputException.of(
          source, name, "no such parameter", "there are " + String.join(", ", names));
    }
    var type = declaration.at("/type").asText();
    if (!isOf(type, value)) {
      throw InputException.of(source, name, "got " + value, "it takes a value of type " + type);
    }
    var allowed = declaration.at("/allowed");
    if (allowed.isArray()) {
      for (var one : allowed) {
        if (one.equals(value)) {
          return;
        }
      }
      throw InputException.of(source, name, "got " + value, "allowed are " + allowed);
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "string" -> value.isTextual();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default ->
          throw new IllegalStateException("a parameter is declared with the unknown type " + type);
    };
  }
}
