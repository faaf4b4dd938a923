package dev.portcullis.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The published schema as a reader takes it: all that must be there, as it must be. Members that
 * are not known are those of a later gate. A name that is misspelt is found all the same, because
 * the right one is then missing.
 */
final class DecisionSchema {
  private static final String RESOURCE = "decision.schema.json";
  private static final int LONGEST_VALUE = 60;

  private static final Comparator<ValidationMessage> IN_ORDER =
      Comparator.comparing(DecisionSchema::pointer).thenComparing(ValidationMessage::getMessage);

  private DecisionSchema() {}

  /**
   * Refuses a document that is not as the schema says, for the first reason in it.
   *
   * @param source how the error calls the document
   */
  static void require(String source, JsonNode document) {
    var problems = Holder.SCHEMA.validate(document).stream().sorted(IN_ORDER).toList();
    if (!problems.isEmpty()) {
      throw refusal(source, first(problems));
    }
  }

  /** Of alternatives, none of which fits, the one that fits best says what is wrong. */
  private static ValidationMessage first(List<ValidationMessage> problems) {
    var first = problems.get(0);
    var within = pointer(first) + "/";
    return first.getType().equals("oneOf") || first.getType().equals("type")
        ? problems.stream().filter(p -> pointer(p).startsWith(within)).findFirst().orElse(first)
        : first;
  }

  private static String pointer(ValidationMessage problem) {
    return problem.getInstanceLocation().toString();
  }

  private static InputException refusal(String source, ValidationMessage problem) {
    var pointer = pointer(problem);
    // The message begins with the place, which the error names already.
    var text = problem.getMessage();
    var what = text.startsWith(pointer + ": ") ? text.substring(pointer.length() + 2) : text;
    var found =
        problem.getType().equals("required") || problem.getInstanceNode() == null
            ? ""
            : ", found " + shortened(DecisionJson.shown(problem.getInstanceNode()));
    return InputException.of(
        source, ascii(pointer), ascii(what) + found, "name a decision.json that gate check wrote");
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
  }

  /** Names in the document are somebody else's text. */
  private static String ascii(String text) {
    var quoted = DecisionJson.quoted(text);
    return quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"");
  }

  private static final class Holder {
    static final JsonSchema SCHEMA = load();

    private static JsonSchema load() {
      try (var in = Decision.class.getResourceAsStream(RESOURCE)) {
        var schema = new ObjectMapper().readTree(in);
        open(schema);
        var config =
            SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .pathType(PathType.JSON_POINTER)
                .build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(schema, config);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void open(JsonNode schema) {
      if (schema instanceof ObjectNode object && object.path("additionalProperties").isBoolean()) {
        object.remove("additionalProperties");
      }
      schema.forEach(Holder::open);
    }
  }
}
