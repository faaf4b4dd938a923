package dev.portcullis.graph.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.capture.synth.Wire;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The values of Pulumi's own JSON to those of the graph. A secret keeps neither its text nor its
 * ciphertext, and has no commitment: what the CLI wrote does not tell enough for one.
 */
final class PulumiValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String HIDDEN = "[secret]";

  private PulumiValues() {}

  static boolean isUnknown(String text) {
    return Wire.isUnknown(text);
  }

  static @Nullable ObjectNode properties(@Nullable ObjectNode properties) {
    return properties == null ? null : members(properties);
  }

  /** The object itself when there is nothing to translate in it, as in most of a document. */
  @SuppressWarnings("ReferenceEquality") // What comes back as it is needs no copy around it.
  private static ObjectNode members(ObjectNode object) {
    var json = JSON.objectNode();
    var changed = false;
    for (var member : object.properties()) {
      // The bridge's own bookkeeping is no property of the resource.
      if (member.getKey().equals("__defaults") || member.getKey().equals("__meta")) {
        changed = true;
        continue;
      }
      var translated = value(member.getValue());
      changed |= translated != member.getValue();
      json.set(member.getKey(), translated);
    }
    return changed ? json : object;
  }

  private static JsonNode value(JsonNode value) {
    if (value.isTextual()) {
      return text(value);
    }
    if (value.isArray()) {
      return elements(value);
    }
    return value instanceof ObjectNode object ? object(object) : value;
  }

  @SuppressWarnings("ReferenceEquality") // What comes back as it is needs no copy around it.
  private static JsonNode elements(JsonNode array) {
    var list = JSON.arrayNode(array.size());
    var changed = false;
    for (var element : array) {
      var translated = value(element);
      changed |= translated != element;
      list.add(translated);
    }
    return changed ? list : array;
  }

  private static JsonNode text(JsonNode value) {
    if (Wire.isUnknown(value.textValue())) {
      return JSON.objectNode().put("$unknown", true);
    }
    return value.textValue().equals(HIDDEN) ? secret() : value;
  }

  private static JsonNode object(ObjectNode object) {
    var signature = object.path(Wire.SIGNATURE).asText();
    return switch (signature) {
      case Wire.SECRET -> secret();
      case Wire.OUTPUT ->
          object.path("secret").asBoolean() ? secret() : value(object.path("value"));
      case Wire.ASSET -> JSON.objectNode().set("$asset", content(object));
      case Wire.ARCHIVE -> JSON.objectNode().set("$archive", content(object));
      case Wire.RESOURCE_REFERENCE ->
          object.hasNonNull("id") ? value(object.get("id")) : value(object.path("urn"));
      default -> members(object);
    };
  }

  private static ObjectNode secret() {
    return JSON.objectNode().put("$secret", true);
  }

  /** Only the last name of a path: absolute paths belong to the machine that wrote them. */
  private static ObjectNode content(ObjectNode object) {
    var json = JSON.objectNode();
    json.set("sha256", object.hasNonNull("hash") ? object.get("hash") : JSON.nullNode());
    var path = object.path("path").asText();
    if (!path.isEmpty()) {
      json.put("name", String.valueOf(Path.of(path).getFileName()));
    }
    return json;
  }
}
