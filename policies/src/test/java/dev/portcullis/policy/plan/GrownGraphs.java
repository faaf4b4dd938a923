package dev.portcullis.policy.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A small graph made large in one of two ways. */
enum GrownGraphs {
  /** As many copies of all resources, each copy with URNs, ids and names of its own. */
  MANY_RESOURCES {
    @Override
    ArrayNode grow(JsonNode resources, int times) {
      var all = JSON.createArrayNode();
      for (int copy = 0; copy < times; copy++) {
        all.addAll(renamed(resources, "-c" + copy));
      }
      return all;
    }
  },

  /** The same resources, the lists in their inputs so many times as long, in policies as well. */
  LONG_LISTS {
    @Override
    ArrayNode grow(JsonNode resources, int times) {
      var all = JSON.createArrayNode();
      for (var resource : resources) {
        var copy = all.addObject();
        copy.setAll((ObjectNode) resource);
        copy.set("inputs", lengthened(resource.path("inputs"), times));
      }
      return all;
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  /** By which others refer to a resource. */
  private static final List<String> IDENTITIES =
      List.of(
          "/urn",
          "/id",
          "/outputs/arn",
          "/outputs/id",
          "/outputs/keyId",
          "/outputs/name",
          "/inputs/bucket",
          "/inputs/name",
          "/inputs/restApi",
          "/inputs/stageName");

  abstract ArrayNode grow(JsonNode resources, int times);

  /** A copy whose URNs, ids and names end in the suffix. */
  static ArrayNode renamed(JsonNode resources, String suffix) {
    return (ArrayNode) renamed(resources, identities(resources), suffix);
  }

  private static Set<String> identities(JsonNode resources) {
    var identities = new HashSet<String>();
    for (var resource : resources) {
      for (var pointer : IDENTITIES) {
        if (resource.at(pointer).isTextual()) {
          identities.add(resource.at(pointer).textValue());
        }
      }
    }
    return identities;
  }

  private static JsonNode renamed(JsonNode value, Set<String> identities, String suffix) {
    if (value.isTextual()) {
      return identities.contains(value.textValue())
          ? TextNode.valueOf(value.textValue() + suffix)
          : value;
    }
    if (value.isArray()) {
      var copy = JSON.createArrayNode();
      value.forEach(element -> copy.add(renamed(element, identities, suffix)));
      return copy;
    }
    if (value.isObject()) {
      var copy = JSON.createObjectNode();
      value
          .properties()
          .forEach(m -> copy.set(m.getKey(), renamed(m.getValue(), identities, suffix)));
      return copy;
    }
    return value;
  }

  private static JsonNode lengthened(JsonNode value, int times) {
    if (value.isArray()) {
      var longer = JSON.createArrayNode();
      for (int copy = 0; copy < times; copy++) {
        longer.addAll((ArrayNode) value);
      }
      return longer;
    }
    if (value.isObject()) {
      var copy = JSON.createObjectNode();
      value.properties().forEach(m -> copy.set(m.getKey(), lengthened(m.getValue(), times)));
      return copy;
    }
    return value.isTextual() && value.textValue().startsWith("{")
        ? document(value.textValue(), times)
        : value;
  }

  private static JsonNode document(String text, int times) {
    try {
      return TextNode.valueOf(lengthened(JSON.readTree(text), times).toString());
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }
}
