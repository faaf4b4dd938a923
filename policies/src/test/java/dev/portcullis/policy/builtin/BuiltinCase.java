package dev.portcullis.policy.builtin;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call and what OPA answered to it.
 *
 * @param name of the builtin
 * @param arguments as JSON, in which {@code {"$set": […]}} is a set, {@code {"$object": [[k, v]]}}
 *     an object with keys of any type and {@code {"$number": "1e2"}} a number as it is written
 * @param text of an array with the answer in it, as OPA prints it; {@code <undefined>} if there was
 *     none
 */
record BuiltinCase(String name, List<JsonNode> arguments, String text) {
  static final String UNDEFINED = "<undefined>";
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .nodeFactory(new JsonNodeFactory(true))
          .build();

  static List<BuiltinCase> all() {
    try (var file = BuiltinCase.class.getResourceAsStream("cases.json")) {
      var cases = new ArrayList<BuiltinCase>();
      for (var json : JSON.readTree(Objects.requireNonNull(file))) {
        var arguments = new ArrayList<JsonNode>();
        json.path("arguments").forEach(arguments::add);
        cases.add(
            new BuiltinCase(json.path("name").asText(), arguments, json.path("text").asText()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What our builtin answers, in the form of {@link #text}. */
  String answer() {
    var values = arguments.stream().map(BuiltinCase::value).toArray();
    try {
      var answer = call(Builtins.find(name).orElseThrow(), values);
      return answer == null ? UNDEFINED : Values.text(RegoArray.of(answer));
    } catch (BuiltinException e) {
      return UNDEFINED;
    } catch (BuiltinHalt e) {
      return e.toString();
    }
  }

  private static @Nullable Object call(Builtin builtin, Object[] a) {
    var context = new FixedContext();
    if (builtin instanceof Builtin.Fn0 function) {
      return function.call(context);
    } else if (builtin instanceof Builtin.Fn1 function) {
      return function.call(context, a[0]);
    } else if (builtin instanceof Builtin.Fn2 function) {
      return function.call(context, a[0], a[1]);
    } else if (builtin instanceof Builtin.Fn3 function) {
      return function.call(context, a[0], a[1], a[2]);
    }
    return ((Builtin.Fn4) builtin).call(context, a[0], a[1], a[2], a[3]);
  }

  static Object value(JsonNode json) {
    if (json.has("$number")) {
      return Values.number(json.path("$number").asText());
    }
    if (json.has("$set")) {
      var set = new RegoSet();
      json.path("$set").forEach(member -> set.add(value(member)));
      return set;
    }
    if (json.isArray()) {
      var array = new RegoArray(0);
      json.forEach(element -> array.append(value(element)));
      return array;
    }
    if (json.isObject()) {
      var object = new RegoObject();
      json.path("$object").forEach(pair -> object.put(value(pair.get(0)), value(pair.get(1))));
      if (!json.has("$object")) {
        json.fields()
            .forEachRemaining(member -> object.put(member.getKey(), value(member.getValue())));
      }
      return object;
    }
    return json.isNumber()
        ? Values.number(json.asText())
        : json.isNull() ? RegoNull.NULL : Values.fromJson(json);
  }

  /** The row with another answer, on one line of ASCII. */
  String line(String answer) throws IOException {
    var json = JSON.createObjectNode().put("name", name);
    arguments.forEach(json.putArray("arguments")::add);
    return JSON.writeValueAsString(json.put("text", answer));
  }

  /**
   * The call in Rego, with operands of which the compiler knows no type.
   *
   * @param scalars of an input for all calls, to which those of this call are added
   */
  String rego(List<String> scalars) {
    var terms =
        arguments.stream()
            .map(argument -> "object.get({}, 0, " + term(argument, scalars) + ")")
            .toList();
    return switch (name) {
      case "walk" -> "[pair | walk(" + terms.get(0) + ", pair)]";
      default -> name + "(" + String.join(", ", terms) + ")";
    };
  }

  private static String term(JsonNode json, List<String> scalars) {
    if (json.has("$set")) {
      var members = terms(json.path("$set"), scalars);
      return members.isEmpty() ? "set()" : "{" + String.join(", ", members) + "}";
    }
    if (json.has("$object")) {
      var pairs = new ArrayList<String>();
      json.path("$object")
          .forEach(
              pair -> pairs.add(term(pair.get(0), scalars) + ": " + term(pair.get(1), scalars)));
      return "{" + String.join(", ", pairs) + "}";
    }
    if (json.isArray()) {
      return "[" + String.join(", ", terms(json, scalars)) + "]";
    }
    if (json.isObject() && !json.has("$number")) {
      var pairs = new ArrayList<String>();
      json.fields()
          .forEachRemaining(
              member ->
                  pairs.add(
                      JSON.valueToTree(member.getKey()) + ": " + term(member.getValue(), scalars)));
      return "{" + String.join(", ", pairs) + "}";
    }
    scalars.add(json.has("$number") ? json.path("$number").asText() : json.toString());
    return "input.scalars[" + (scalars.size() - 1) + "]";
  }

  private static List<String> terms(JsonNode elements, List<String> scalars) {
    var terms = new ArrayList<String>();
    elements.forEach(element -> terms.add(term(element, scalars)));
    return terms;
  }
}
