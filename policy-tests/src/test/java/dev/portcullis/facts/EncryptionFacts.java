package dev.portcullis.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The document that the KMS rules read: {@code slots} (type to what must hold where), {@code
 * excluded} (type to inputs that name encryption and decide nothing about data at rest, with the
 * reason) and {@code types} (every type of the provider; a type that is not here is unknown to the
 * pack).
 */
final class EncryptionFacts {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EncryptionFacts() {}

  static ObjectNode document(ProviderFacts facts, EncryptionClassification classification) {
    var slots = new TreeMap<String, JsonNode>();
    var excluded = new TreeMap<String, JsonNode>();
    classification
        .inputs(facts)
        .forEach(
            (type, paths) -> {
              var ofType = NODES.arrayNode();
              var out = NODES.objectNode();
              for (var path : paths) {
                for (var rule : classification.rulesFor(type, path)) {
                  if (rule.role() == SlotRule.Role.NONE) {
                    out.put(path, rule.reason());
                  } else {
                    ofType.add(slot(path, rule));
                  }
                }
              }
              putUnlessEmpty(slots, type, ofType);
              putUnlessEmpty(excluded, type, out);
            });
    var types = NODES.objectNode();
    facts.argsClasses().keySet().forEach(type -> types.put(type, true));
    var document = NODES.objectNode();
    document.set("excluded", NODES.objectNode().setAll(excluded));
    document.set("slots", NODES.objectNode().setAll(slots));
    document.set("types", types);
    return document;
  }

  private static ObjectNode slot(String path, SlotRule rule) {
    var slot = NODES.objectNode();
    slot.put("role", rule.role().name().toLowerCase(Locale.ROOT));
    slot.put("rule", judge(rule));
    slot.set("path", steps(path));
    var anchor = SlotAnchor.of(path, rule);
    slot.set("anchor", anchor == null ? NODES.nullNode() : steps(anchor));
    slot.set("when", conditions(rule.when()));
    if (rule.role() == SlotRule.Role.KEY) {
      slot.set("forms", texts(forms(path, rule)));
      slot.set("region", region(rule));
    } else {
      slot.set("expected", expected(rule));
    }
    return slot;
  }

  private static String judge(SlotRule rule) {
    if (rule.rule() != null) {
      return rule.rule();
    }
    if (rule.role() != SlotRule.Role.KEY) {
      return "KMS-002";
    }
    return rule.region() == null ? "KMS-001" : "KMS-004";
  }

  private static JsonNode conditions(@Nullable Map<String, JsonNode> when) {
    var conditions = NODES.arrayNode();
    if (when != null) {
      new TreeMap<>(when)
          .forEach(
              (path, test) -> {
                var condition = NODES.objectNode();
                condition.set("path", steps(path));
                condition.put("is", test.isArray() ? "one-of" : test.textValue());
                condition.set("values", test.isArray() ? test : NODES.arrayNode());
                conditions.add(condition);
              });
    }
    return conditions;
  }

  private static List<String> forms(String path, SlotRule rule) {
    if (rule.forms() != null) {
      return rule.forms();
    }
    return path.endsWith("Arn") ? List.of("arn") : List.of("arn", "id", "alias");
  }

  private static JsonNode region(SlotRule rule) {
    var region = NODES.objectNode();
    var curated = rule.region();
    if (curated == null) {
      return region.put("of", "resource");
    }
    var bucket = curated.bucket();
    region.put("of", bucket == null ? "input" : "bucket");
    var path = bucket == null ? String.valueOf(curated.input()) : bucket;
    var ofResource = path.startsWith("/");
    region.put("from", ofResource ? "resource" : "anchor");
    region.set("path", steps(ofResource ? path.substring(1) : path));
    return region.put("else", "own".equals(curated.fallback()) ? "resource" : "unknown");
  }

  private static JsonNode expected(SlotRule rule) {
    var expected = NODES.arrayNode();
    if (rule.expected() == null) {
      return expected.add(BooleanNode.TRUE);
    }
    rule.expected().forEach(expected::add);
    return expected;
  }

  /** {@code a[].b} as {@code ["a", "*", "b"]}. */
  private static JsonNode steps(String path) {
    var steps = NODES.arrayNode();
    for (var step : path.isEmpty() ? new String[0] : path.split("\\.")) {
      steps.add(step.replace("[]", ""));
      if (step.endsWith("[]")) {
        steps.add("*");
      }
    }
    return steps;
  }

  private static JsonNode texts(List<String> values) {
    var texts = NODES.arrayNode();
    values.forEach(texts::add);
    return texts;
  }

  private static void putUnlessEmpty(Map<String, JsonNode> facts, String type, JsonNode value) {
    if (!value.isEmpty()) {
      facts.put(type, value);
    }
  }
}
