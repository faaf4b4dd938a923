package dev.portcullis.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Model to canonical JSON: every member of the contract, null where not known. What the model holds
 * as JSON is canonical and is shared, not copied.
 */
final class GraphWriter {
  private static final String[] DOCUMENT = {"outputs", "resources", "schemaVersion", "source"};
  private static final String[] SOURCE = {"config", "kind", "project", "stack", "system"};
  private static final String[] RESOURCE = {
    "custom",
    "dependencies",
    "id",
    "inputs",
    "location",
    "name",
    "options",
    "outputs",
    "parent",
    "propertyDependencies",
    "provider",
    "region",
    "type",
    "urn"
  };
  private static final String[] OPTIONS = {
    "aliases",
    "customTimeouts",
    "deleteBeforeReplace",
    "ignoreChanges",
    "protect",
    "replaceOnChanges",
    "retainOnDelete"
  };
  private static final String[] LOCATION = {"file", "line"};

  /** Most resources have the same options. */
  private final Map<ResourceOptions, JsonNode> options = new HashMap<>();

  private GraphWriter() {}

  /** The canonical document without its digest. */
  static ObjectNode document(ResourceGraph graph) {
    var writer = new GraphWriter();
    var resources = new ArrayList<JsonNode>(graph.resources().size());
    graph.resources().forEach(resource -> resources.add(writer.resource(resource)));
    var document =
        CanonicalObject.of(
            DOCUMENT,
            orNull(graph.outputs()),
            CanonicalArray.of(resources),
            TextNode.valueOf(ResourceGraph.SCHEMA_VERSION),
            source(graph.source()));
    return merged(document, graph.extra());
  }

  /** The canonical document with its digest. */
  static ObjectNode documentWithDigest(ResourceGraph graph) {
    var document = graph.document();
    return merged(document, document.objectNode().put("digest", graph.digest()));
  }

  private static ObjectNode source(GraphSource source) {
    var kind = source.kind();
    return CanonicalObject.of(
        SOURCE,
        members(source.config(), GraphWriter::text),
        text(kind == null ? null : kind.name().toLowerCase(Locale.ROOT)),
        text(source.project()),
        text(source.stack()),
        text(source.system()));
  }

  private ObjectNode resource(Resource resource) {
    var json =
        CanonicalObject.of(
            RESOURCE,
            flag(resource.custom()),
            texts(resource.dependencies()),
            text(resource.id()),
            resource.inputs(),
            location(resource.location()),
            text(resource.name()),
            options(resource.options()),
            orNull(resource.outputs()),
            text(resource.parent()),
            members(resource.propertyDependencies(), GraphWriter::texts),
            text(resource.provider()),
            text(resource.region()),
            text(resource.type()),
            text(resource.urn()));
    return merged(json, resource.extra());
  }

  private JsonNode options(@Nullable ResourceOptions given) {
    return given == null
        ? NullNode.instance
        : options.computeIfAbsent(given, GraphWriter::newOptions);
  }

  private static JsonNode newOptions(ResourceOptions options) {
    var aliases = options.aliases();
    return CanonicalObject.of(
        OPTIONS,
        aliases == null ? NullNode.instance : CanonicalArray.of(aliases),
        members(options.customTimeouts(), CanonicalJson::number),
        flag(options.deleteBeforeReplace()),
        texts(options.ignoreChanges()),
        flag(options.protect()),
        texts(options.replaceOnChanges()),
        flag(options.retainOnDelete()));
  }

  private static JsonNode location(@Nullable Location location) {
    return location == null
        ? NullNode.instance
        : CanonicalObject.of(LOCATION, text(location.file()), IntNode.valueOf(location.line()));
  }

  private static JsonNode text(@Nullable String value) {
    return value == null ? NullNode.instance : CanonicalJson.of(TextNode.valueOf(value));
  }

  private static JsonNode flag(@Nullable Boolean value) {
    return value == null ? NullNode.instance : BooleanNode.valueOf(value);
  }

  private static JsonNode texts(@Nullable List<String> values) {
    return values == null
        ? NullNode.instance
        : CanonicalArray.of(values.stream().map(GraphWriter::text).toList());
  }

  private static <V> JsonNode members(
      @Nullable Map<String, V> values, Function<V, JsonNode> toJson) {
    if (values == null) {
      return NullNode.instance;
    }
    var json = new TreeMap<String, JsonNode>();
    values.forEach((name, value) -> json.put(name, toJson.apply(value)));
    return CanonicalJson.ofSorted(json);
  }

  private static JsonNode orNull(@Nullable ObjectNode node) {
    return node == null ? NullNode.instance : node;
  }

  /** The members that this version does not know, back where they were read. */
  private static ObjectNode merged(ObjectNode json, @Nullable ObjectNode extra) {
    if (extra == null) {
      return json;
    }
    var all = new TreeMap<String, JsonNode>();
    json.properties().forEach(member -> all.put(member.getKey(), member.getValue()));
    for (var member : extra.properties()) {
      all.merge(member.getKey(), member.getValue(), GraphWriter::merged);
    }
    return CanonicalJson.ofSorted(all);
  }

  private static JsonNode merged(JsonNode known, JsonNode extra) {
    return known instanceof ObjectNode json && extra instanceof ObjectNode more
        ? merged(json, more)
        : extra;
  }
}
