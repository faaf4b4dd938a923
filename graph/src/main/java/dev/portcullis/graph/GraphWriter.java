package dev.portcullis.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Model to JSON: every member of the contract, null where not known. */
final class GraphWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private GraphWriter() {}

  /** The canonical document without its digest. */
  static ObjectNode document(ResourceGraph graph) {
    var document = JSON.objectNode();
    document.put("schemaVersion", ResourceGraph.SCHEMA_VERSION);
    document.set("source", source(graph.source()));
    document.set("outputs", orNull(graph.outputs()));
    var resources = document.putArray("resources");
    graph.resources().forEach(resource -> resources.add(resource(resource)));
    merge(document, graph.extra());
    return CanonicalJson.ofObject(document);
  }

  private static ObjectNode source(GraphSource source) {
    var kind = source.kind();
    var json = JSON.objectNode();
    json.put("kind", kind == null ? null : kind.name().toLowerCase(Locale.ROOT));
    json.put("project", source.project());
    json.put("stack", source.stack());
    json.put("system", source.system());
    json.set("config", texts(source.config()));
    return json;
  }

  private static ObjectNode resource(Resource resource) {
    var json = JSON.objectNode();
    json.put("urn", resource.urn());
    json.put("type", resource.type());
    json.put("name", resource.name());
    json.put("custom", resource.custom());
    json.put("id", resource.id());
    json.put("parent", resource.parent());
    json.put("provider", resource.provider());
    json.put("region", resource.region());
    json.set("inputs", resource.inputs());
    json.set("outputs", orNull(resource.outputs()));
    json.set("dependencies", texts(resource.dependencies()));
    json.set("propertyDependencies", edges(resource.propertyDependencies()));
    json.set("options", options(resource.options()));
    json.set("location", location(resource.location()));
    merge(json, resource.extra());
    return json;
  }

  private static JsonNode options(@Nullable ResourceOptions options) {
    if (options == null) {
      return JSON.nullNode();
    }
    var json = JSON.objectNode();
    json.put("protect", options.protect());
    json.put("retainOnDelete", options.retainOnDelete());
    json.put("deleteBeforeReplace", options.deleteBeforeReplace());
    json.set("ignoreChanges", texts(options.ignoreChanges()));
    json.set("replaceOnChanges", texts(options.replaceOnChanges()));
    var aliases = options.aliases();
    json.set("aliases", aliases == null ? JSON.nullNode() : JSON.arrayNode().addAll(aliases));
    json.set("customTimeouts", numbers(options.customTimeouts()));
    return json;
  }

  private static JsonNode location(@Nullable Location location) {
    return location == null
        ? JSON.nullNode()
        : JSON.objectNode().put("file", location.file()).put("line", location.line());
  }

  private static JsonNode texts(@Nullable List<String> values) {
    if (values == null) {
      return JSON.nullNode();
    }
    var json = JSON.arrayNode(values.size());
    values.forEach(json::add);
    return json;
  }

  private static JsonNode texts(@Nullable Map<String, String> values) {
    if (values == null) {
      return JSON.nullNode();
    }
    var json = JSON.objectNode();
    values.forEach(json::put);
    return json;
  }

  private static JsonNode numbers(@Nullable Map<String, Double> values) {
    if (values == null) {
      return JSON.nullNode();
    }
    var json = JSON.objectNode();
    values.forEach((name, value) -> json.set(name, CanonicalJson.number(value)));
    return json;
  }

  private static JsonNode edges(@Nullable Map<String, List<String>> edges) {
    if (edges == null) {
      return JSON.nullNode();
    }
    var json = JSON.objectNode();
    edges.forEach((property, urns) -> json.set(property, texts(urns)));
    return json;
  }

  private static JsonNode orNull(@Nullable ObjectNode node) {
    return node == null ? JSON.nullNode() : node;
  }

  /** Puts the members that this version does not know back where they were read. */
  private static void merge(ObjectNode json, @Nullable ObjectNode extra) {
    if (extra == null) {
      return;
    }
    for (var member : extra.properties()) {
      if (json.get(member.getKey()) instanceof ObjectNode known
          && member.getValue() instanceof ObjectNode inner) {
        merge(known, inner);
      } else {
        json.set(member.getKey(), member.getValue());
      }
    }
  }
}
