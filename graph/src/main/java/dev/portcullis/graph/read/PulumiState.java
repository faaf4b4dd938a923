package dev.portcullis.graph.read;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.GraphIntegrity;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Members;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.ResourceOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The resource states that previews and exported stacks have in common. */
final class PulumiState {
  private static final String STACK_TYPE = "pulumi:pulumi:Stack";
  private static final String PROVIDER_PREFIX = "pulumi:providers:";
  private static final double NANOSECONDS = 1e9;

  private final String source;
  private final GraphSource.Kind kind;
  private final List<Members> states = new ArrayList<>();
  private final Map<String, ObjectNode> providerInputs = new HashMap<>();

  /**
   * @param source how errors call the document
   */
  PulumiState(String source, GraphSource.Kind kind) {
    this.source = source;
    this.kind = kind;
  }

  void add(Members state) {
    states.add(state);
    if (state.text("type").startsWith(PROVIDER_PREFIX)) {
      var inputs = PulumiValues.properties(state.optionalObject("inputs"));
      providerInputs.put(
          state.text("urn"), inputs == null ? JsonNodeFactory.instance.objectNode() : inputs);
    }
  }

  /**
   * @param config non-secret configuration, null when the document does not tell
   * @throws InputException if there is no resource, or an edge leads nowhere
   */
  ResourceGraph graph(@Nullable Map<String, String> config) {
    if (states.isEmpty()) {
      throw InputException.of(
          source, "", "the graph is empty", "write it for a stack that has resources");
    }
    var resources = states.stream().map(this::resource).toList();
    GraphIntegrity.check(source, resources);
    var urn = resources.get(0).urn().split("::", 4);
    var stack = urn[0].substring(urn[0].lastIndexOf(':') + 1);
    var project = urn.length > 1 ? urn[1] : null;
    var root = resources.stream().filter(r -> r.type().equals(STACK_TYPE)).findFirst();
    var outputs = root.map(Resource::outputs).orElse(null);
    return new ResourceGraph(
        new GraphSource(kind, project, stack, null, config), resources, outputs);
  }

  private Resource resource(Members state) {
    var urn = state.text("urn");
    var provider = provider(state.optionalText("provider"));
    var id = state.optionalText("id");
    var inputs = PulumiValues.properties(state.optionalObject("inputs"));
    return new Resource(
        urn,
        state.text("type"),
        urn.substring(urn.lastIndexOf("::") + 2),
        state.flag("custom"),
        id == null || id.isEmpty() || PulumiValues.isUnknown(id) ? null : id,
        empty(state.optionalText("parent")),
        provider,
        provider == null ? null : region(provider),
        inputs == null ? JsonNodeFactory.instance.objectNode() : inputs,
        PulumiValues.properties(state.optionalObject("outputs")),
        orNone(state.texts("dependencies")),
        edges(state),
        options(state),
        null,
        Boolean.TRUE.equals(state.flag("external"))
            ? JsonNodeFactory.instance.objectNode().put("external", true)
            : null);
  }

  private @Nullable String region(String provider) {
    var inputs = providerInputs.get(provider);
    var region = inputs == null ? null : inputs.get("region");
    return region == null || !region.isTextual() ? null : region.textValue();
  }

  /** A reference is {@code <urn>::<id>}. */
  private static @Nullable String provider(@Nullable String reference) {
    return reference == null || reference.isEmpty()
        ? null
        : reference.substring(0, reference.lastIndexOf("::"));
  }

  private static @Nullable String empty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** The CLI leaves empty lists out. */
  private static List<String> orNone(@Nullable List<String> urns) {
    return urns == null ? List.of() : urns;
  }

  private static Map<String, List<String>> edges(Members state) {
    var edges = new TreeMap<String, List<String>>();
    var properties = state.child("propertyDependencies");
    if (properties != null) {
      for (var property : properties.names()) {
        var urns = properties.texts(property);
        if (urns != null && !urns.isEmpty()) {
          edges.put(property, urns);
        }
      }
    }
    return edges;
  }

  /** False and empty options are left out by the CLI; those it never writes are not known. */
  private ResourceOptions options(Members state) {
    return new ResourceOptions(
        Boolean.TRUE.equals(state.flag("protect")),
        Boolean.TRUE.equals(state.flag("retainOnDelete")),
        state.flag("deleteBeforeReplace"),
        orNone(state.texts("ignoreChanges")),
        orNone(state.texts("replaceOnChanges")),
        state.elements("aliases"),
        timeouts(state));
  }

  /** In seconds; a CLI that writes nanoseconds is recognised by the size of the number. */
  private static Map<String, Double> timeouts(Members state) {
    var timeouts = new TreeMap<String, Double>();
    var given = state.child("customTimeouts");
    if (given != null) {
      for (var operation : given.names()) {
        var value = given.number(operation);
        if (value != null && value > 0) {
          timeouts.put(operation, value >= NANOSECONDS ? value / NANOSECONDS : value);
        }
      }
    }
    return timeouts;
  }
}
