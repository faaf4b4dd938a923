package dev.portcullis.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON to model, with every check of the contract. */
final class GraphReader {
  private static final Set<String> GRAPH =
      Set.of("schemaVersion", "digest", "source", "resources", "outputs");
  private static final Set<String> SOURCE = Set.of("kind", "project", "stack", "system", "config");
  private static final Set<String> RESOURCE =
      Set.of(
          "urn",
          "type",
          "name",
          "custom",
          "id",
          "parent",
          "provider",
          "region",
          "inputs",
          "outputs",
          "dependencies",
          "propertyDependencies",
          "options",
          "location");
  private static final Set<String> OPTIONS =
      Set.of(
          "protect",
          "retainOnDelete",
          "deleteBeforeReplace",
          "ignoreChanges",
          "replaceOnChanges",
          "aliases",
          "customTimeouts");
  private static final Set<String> LOCATION = Set.of("file", "line");

  private final String source;

  /** Most resources have the same options: one object for all of them. */
  private final Map<ResourceOptions, ResourceOptions> options = new HashMap<>();

  GraphReader(String source) {
    this.source = source;
  }

  ResourceGraph read(ObjectNode document) {
    var members = new Members(source, "", document);
    checkVersion(members);
    var resources = resources(members);
    var from = members.child("source");
    var graph =
        new ResourceGraph(
            from == null ? GraphSource.UNKNOWN : source(from),
            resources,
            members.optionalObject("outputs"),
            extra(members, GRAPH, "source", SOURCE));
    GraphIntegrity.check(source, resources);
    checkDigest(members, graph);
    return graph;
  }

  private static void checkVersion(Members members) {
    var version = members.object().get("schemaVersion");
    if (version == null || !version.isTextual()) {
      throw members.missing("schemaVersion", "\"" + ResourceGraph.SCHEMA_VERSION + "\"");
    }
    if (!version.textValue().equals(ResourceGraph.SCHEMA_VERSION)) {
      throw members.error(
          "schemaVersion",
          "is " + Members.describe(version) + ", which is not supported",
          "export the graph as version \"" + ResourceGraph.SCHEMA_VERSION + "\"");
    }
  }

  private void checkDigest(Members members, ResourceGraph graph) {
    var claimed = members.optionalText("digest");
    if (claimed == null) {
      return;
    }
    var actual = GraphJson.digest(graph);
    if (!claimed.equals(actual)) {
      throw members.error(
          "digest",
          "\"" + claimed + "\" does not match the content, whose digest is " + actual,
          "the document was changed after it was written: export it again, or remove the digest");
    }
  }

  private List<Resource> resources(Members members) {
    var elements = members.elements("resources");
    if (elements == null) {
      throw members.missing("resources", "the list of resources");
    }
    if (elements.isEmpty()) {
      throw members.error("resources", "the graph is empty", "export a program with resources");
    }
    var resources = new ArrayList<Resource>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      var pointer = "/resources/" + i;
      if (!(elements.get(i) instanceof ObjectNode object)) {
        var found = Members.describe(elements.get(i));
        throw InputException.of(
            source, pointer, "expected an object, found " + found, "give a resource");
      }
      resources.add(resource(new Members(source, pointer, object)));
    }
    return resources;
  }

  private static GraphSource source(Members members) {
    return new GraphSource(
        kind(members),
        members.optionalText("project"),
        members.optionalText("stack"),
        members.optionalText("system"),
        members.textMap("config"));
  }

  private static GraphSource.@Nullable Kind kind(Members members) {
    var text = members.optionalText("kind");
    if (text == null) {
      return null;
    }
    for (var kind : GraphSource.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
        return kind;
      }
    }
    throw members.error("kind", "unknown kind \"" + text + "\"", "use program, preview or state");
  }

  private Resource resource(Members members) {
    var given = members.child("options");
    var location = members.child("location");
    var extra = extra(members, RESOURCE, "options", OPTIONS);
    if (location != null && location.without(LOCATION) != null) {
      extra = extra == null ? location.object().objectNode() : extra;
      extra.set("location", location.without(LOCATION));
    }
    return new Resource(
        members.text("urn"),
        members.text("type"),
        members.text("name"),
        members.flag("custom"),
        members.optionalText("id"),
        members.optionalText("parent"),
        members.optionalText("provider"),
        members.optionalText("region"),
        members.requiredObject("inputs"),
        members.optionalObject("outputs"),
        members.texts("dependencies"),
        members.textListMap("propertyDependencies"),
        given == null ? null : options(given),
        location == null ? null : location(location),
        extra);
  }

  private ResourceOptions options(Members members) {
    var read =
        new ResourceOptions(
            members.flag("protect"),
            members.flag("retainOnDelete"),
            members.flag("deleteBeforeReplace"),
            members.texts("ignoreChanges"),
            members.texts("replaceOnChanges"),
            members.elements("aliases"),
            timeouts(members.child("customTimeouts")));
    return options.computeIfAbsent(read, itself -> itself);
  }

  private static @Nullable Map<String, Double> timeouts(@Nullable Members members) {
    if (members == null) {
      return null;
    }
    var timeouts = new TreeMap<String, Double>();
    for (var operation : members.names()) {
      var seconds = members.number(operation);
      if (seconds == null) {
        throw members.missing(operation, "a number of seconds");
      }
      timeouts.put(operation, seconds);
    }
    return timeouts;
  }

  private static Location location(Members members) {
    var line = members.object().get("line");
    if (line == null
        || !line.canConvertToInt()
        || !line.isIntegralNumber()
        || line.intValue() < 1) {
      throw members.missing("line", "a line number");
    }
    return new Location(members.text("file"), line.intValue());
  }

  /** The unknown members of an object and of one object inside it. */
  private static @Nullable ObjectNode extra(
      Members members, Set<String> known, String innerName, Set<String> innerKnown) {
    var extra = members.without(known);
    var inner = members.child(innerName);
    var innerExtra = inner == null ? null : inner.without(innerKnown);
    if (innerExtra != null) {
      extra = extra == null ? members.object().objectNode() : extra;
      extra.set(innerName, innerExtra);
    }
    return extra;
  }
}
