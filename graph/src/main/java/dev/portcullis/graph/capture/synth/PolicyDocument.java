package dev.portcullis.graph.capture.synth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Renders the arguments of getPolicyDocument as the provider does: one-element lists as texts,
 * longer ones sorted in reverse, members in the order Sid, Effect, Action, NotAction, Resource,
 * NotResource, Principal, NotPrincipal, Condition.
 */
final class PolicyDocument {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PolicyDocument() {}

  /** Whether any part of the arguments is unknown, which makes the whole document unknown. */
  static boolean isUnknown(Value value) {
    var plain = Wire.plain(value);
    return switch (plain.getKindCase()) {
      case STRING_VALUE -> Wire.isUnknown(plain.getStringValue());
      case LIST_VALUE ->
          plain.getListValue().getValuesList().stream().anyMatch(PolicyDocument::isUnknown);
      case STRUCT_VALUE ->
          plain.getStructValue().getFieldsMap().values().stream()
              .anyMatch(PolicyDocument::isUnknown);
      default -> false;
    };
  }

  static ObjectNode render(Struct arguments) {
    var document = JSON.objectNode();
    var version = text(arguments, "version");
    document.put("Version", version == null ? "2012-10-17" : version);
    var id = text(arguments, "policyId");
    if (id != null) {
      document.put("Id", id);
    }
    var statements = new ArrayList<ObjectNode>();
    for (var source : texts(arguments, "sourcePolicyDocuments")) {
      merge(statements, parse(source));
    }
    var own = new ArrayList<ObjectNode>();
    elements(arguments, "statements")
        .forEach(statement -> own.add(statement(statement.getStructValue())));
    merge(statements, own);
    for (var override : texts(arguments, "overridePolicyDocuments")) {
      merge(statements, parse(override));
    }
    document.putArray("Statement").addAll(statements);
    return document;
  }

  static String indented(ObjectNode document) {
    var indenter = new DefaultIndenter("  ", "\n");
    var separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    var printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts can always be written", e);
    }
  }

  /** A statement with a Sid replaces an earlier one of the same Sid, in its place. */
  private static void merge(List<ObjectNode> statements, List<ObjectNode> added) {
    for (var statement : added) {
      var sid = statement.path("Sid").asText();
      int same = -1;
      for (int i = 0; i < statements.size() && !sid.isEmpty(); i++) {
        if (statements.get(i).path("Sid").asText().equals(sid)) {
          same = i;
        }
      }
      if (same < 0) {
        statements.add(statement);
      } else {
        statements.set(same, statement);
      }
    }
  }

  private static List<ObjectNode> parse(String document) {
    try {
      var statements = MAPPER.readTree(document).path("Statement");
      var list = new ArrayList<ObjectNode>();
      for (var statement : statements.isArray() ? statements : List.of(statements)) {
        if (statement instanceof ObjectNode object) {
          list.add(object);
        }
      }
      return list;
    } catch (JsonProcessingException e) {
      throw new UnknownFunctionException(
          "getPolicyDocument got a source document that is not JSON", "give it valid documents");
    }
  }

  private static ObjectNode statement(Struct statement) {
    var json = JSON.objectNode();
    var sid = text(statement, "sid");
    if (sid != null && !sid.isEmpty()) {
      json.put("Sid", sid);
    }
    var effect = text(statement, "effect");
    json.put("Effect", effect == null || effect.isEmpty() ? "Allow" : effect);
    put(json, "Action", texts(statement, "actions"));
    put(json, "NotAction", texts(statement, "notActions"));
    put(json, "Resource", texts(statement, "resources"));
    put(json, "NotResource", texts(statement, "notResources"));
    principals(json, "Principal", elements(statement, "principals"));
    principals(json, "NotPrincipal", elements(statement, "notPrincipals"));
    conditions(json, elements(statement, "conditions"));
    return json;
  }

  private static void principals(ObjectNode json, String member, List<Value> principals) {
    if (principals.isEmpty()) {
      return;
    }
    var byType = new TreeMap<String, TreeSet<String>>();
    for (var principal : principals) {
      var type = text(principal.getStructValue(), "type");
      byType
          .computeIfAbsent(String.valueOf(type), key -> new TreeSet<>())
          .addAll(texts(principal.getStructValue(), "identifiers"));
    }
    if (byType.size() == 1 && byType.containsKey("*") && byType.get("*").contains("*")) {
      json.put(member, "*");
      return;
    }
    var rendered = json.putObject(member);
    byType.forEach((type, identifiers) -> put(rendered, type, List.copyOf(identifiers)));
  }

  private static void conditions(ObjectNode json, List<Value> conditions) {
    if (conditions.isEmpty()) {
      return;
    }
    var byTest = new TreeMap<String, TreeMap<String, List<String>>>();
    for (var condition : conditions) {
      var test = String.valueOf(text(condition.getStructValue(), "test"));
      var variable = String.valueOf(text(condition.getStructValue(), "variable"));
      byTest
          .computeIfAbsent(test, key -> new TreeMap<>())
          .computeIfAbsent(variable, key -> new ArrayList<>())
          .addAll(texts(condition.getStructValue(), "values"));
    }
    var rendered = json.putObject("Condition");
    byTest.forEach(
        (test, variables) -> {
          var inner = rendered.putObject(test);
          variables.forEach((variable, values) -> inner.set(variable, oneOrMore(values)));
        });
  }

  private static void put(ObjectNode json, String member, List<String> values) {
    if (!values.isEmpty()) {
      json.set(member, oneOrMore(values.stream().sorted((a, b) -> b.compareTo(a)).toList()));
    }
  }

  private static JsonNode oneOrMore(List<String> values) {
    if (values.size() == 1) {
      return JSON.textNode(values.get(0));
    }
    var list = JSON.arrayNode();
    values.forEach(list::add);
    return list;
  }

  private static List<Value> elements(Struct struct, String member) {
    var value = struct.getFieldsMap().get(member);
    return value == null
        ? List.of()
        : Wire.plain(value).getListValue().getValuesList().stream().map(Wire::plain).toList();
  }

  private static List<String> texts(Struct struct, String member) {
    return elements(struct, member).stream().map(Value::getStringValue).toList();
  }

  private static @Nullable String text(Struct struct, String member) {
    return Wire.textOf(struct.getFieldsMap().get(member));
  }
}
