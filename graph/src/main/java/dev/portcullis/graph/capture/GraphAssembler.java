package dev.portcullis.graph.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.GraphIntegrity;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.ResourceOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceRequest.CustomTimeouts;

/** Turns what a recorder saw into the graph. */
final class GraphAssembler {
  private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|s|m|h)");
  private static final Map<String, BigDecimal> SECONDS =
      Map.of(
          "ns",
          new BigDecimal("1e-9"),
          "us",
          new BigDecimal("1e-6"),
          "ms",
          new BigDecimal("1e-3"),
          "s",
          BigDecimal.ONE,
          "m",
          BigDecimal.valueOf(60),
          "h",
          BigDecimal.valueOf(3600));

  private final CaptureRequest request;
  private final Recorder recorder;
  private final AssetDigests assets;

  /**
   * @param assets digests of what the program uploads
   */
  GraphAssembler(CaptureRequest request, Recorder recorder, AssetDigests assets) {
    this.request = request;
    this.recorder = recorder;
    this.assets = assets;
  }

  /**
   * @throws InputException if the program registered nothing, or an asset cannot be read
   */
  ResourceGraph assemble() {
    var stack = recorder.stackUrn();
    if (stack == null || recorder.registrations().size() < 2) {
      throw InputException.of(
          request.sourceName(), "", "it registered no resource", "capture a program that does");
    }
    var resources = new ArrayList<Resource>();
    recorder.registrations().forEach(registration -> resources.add(resource(registration)));
    var outputs = decoder(stack).decode("/outputs", recorder.outputsOf(stack).getFieldsMap());
    var graph = new ResourceGraph(request.source(), resources, outputs);
    GraphIntegrity.check(request.sourceName(), graph.resources());
    return graph;
  }

  private Resource resource(Registration registration) {
    var asked = registration.request();
    var decoder = decoder(registration.urn());
    var state = asked.getCustom() ? registration.state() : recorder.outputsOf(registration.urn());
    var explicit = !asked.getProvider().isEmpty();
    return new Resource(
        registration.urn(),
        asked.getType(),
        asked.getName(),
        asked.getCustom(),
        registration.id(),
        asked.getParent().isEmpty() ? null : asked.getParent(),
        explicit ? Recorder.providerUrn(asked.getProvider()) : null,
        explicit ? recorder.provider(asked.getProvider()).region() : null,
        decoder.decode("/inputs", asked.getObject().getFieldsMap()),
        decoder.decode("/outputs", state.getFieldsMap()),
        asked.getDependenciesList(),
        edges(asked),
        options(asked),
        registration.location(),
        registration.external() ? external() : null);
  }

  private static ObjectNode external() {
    return JsonNodeFactory.instance.objectNode().put("external", true);
  }

  private WireDecoder decoder(String urn) {
    return new WireDecoder(request.sourceName(), urn, assets);
  }

  private static Map<String, List<String>> edges(RegisterResourceRequest asked) {
    var edges = new TreeMap<String, List<String>>();
    asked
        .getPropertyDependenciesMap()
        .forEach(
            (property, urns) -> {
              if (urns.getUrnsCount() > 0) {
                edges.put(property, urns.getUrnsList());
              }
            });
    return edges;
  }

  private ResourceOptions options(RegisterResourceRequest asked) {
    return new ResourceOptions(
        asked.getProtect(),
        asked.getRetainOnDelete(),
        asked.getDeleteBeforeReplace(),
        asked.getIgnoreChangesList(),
        asked.getReplaceOnChangesList(),
        aliases(asked),
        timeouts(asked.getCustomTimeouts()));
  }

  private static List<JsonNode> aliases(RegisterResourceRequest asked) {
    var aliases = new ArrayList<JsonNode>();
    asked.getAliasURNsList().forEach(urn -> aliases.add(JsonNodeFactory.instance.textNode(urn)));
    for (var alias : asked.getAliasesList()) {
      if (alias.hasUrn()) {
        aliases.add(JsonNodeFactory.instance.textNode(alias.getUrn()));
        continue;
      }
      var spec = alias.getSpec();
      var json = JsonNodeFactory.instance.objectNode();
      putIfGiven(json, "name", spec.getName());
      putIfGiven(json, "type", spec.getType());
      putIfGiven(json, "stack", spec.getStack());
      putIfGiven(json, "project", spec.getProject());
      putIfGiven(json, "parentUrn", spec.getParentUrn());
      aliases.add(spec.getNoParent() ? json.put("noParent", true) : json);
    }
    return aliases;
  }

  private static void putIfGiven(ObjectNode json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private Map<String, Double> timeouts(CustomTimeouts timeouts) {
    var seconds = new TreeMap<String, Double>();
    putIfGiven(seconds, "create", timeouts.getCreate());
    putIfGiven(seconds, "update", timeouts.getUpdate());
    putIfGiven(seconds, "delete", timeouts.getDelete());
    return seconds;
  }

  private void putIfGiven(Map<String, Double> seconds, String operation, String duration) {
    var value = seconds(duration);
    if (value != null) {
      seconds.put(operation, value);
    }
  }

  /** The seconds of a Go duration such as {@code 1h30m} or {@code 5400000000000ns}. */
  private @Nullable Double seconds(String duration) {
    if (duration.isEmpty()) {
      return null;
    }
    var sum = BigDecimal.ZERO;
    int end = 0;
    var matcher = DURATION.matcher(duration);
    while (matcher.find() && matcher.start() == end) {
      var unit = SECONDS.getOrDefault(matcher.group(2), BigDecimal.ONE);
      sum = sum.add(new BigDecimal(matcher.group(1)).multiply(unit));
      end = matcher.end();
    }
    if (end != duration.length()) {
      throw InputException.of(
          request.sourceName(), "customTimeouts", "unknown duration " + duration, "use 90m or 2h");
    }
    return sum.doubleValue();
  }
}
