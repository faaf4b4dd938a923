package dev.portcullis.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.CanonicalJson;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.infra.system.BuiltInSystem;
import dev.portcullis.infra.system.BuiltInSystems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A built-in system of which any number of instances can be written: each as if the program had run
 * with a stack and a suffix of its own, with its own names, ids and ARNs wherever they stand.
 *
 * @param words by which instances differ
 * @param resources sorted by URN
 */
record SystemPattern(InstanceWords words, List<PatternResource> resources) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIRST = "s00000";
  private static final String SECOND = "q11111";

  /** Without these what they belong to would break a rule; they go with it or not at all. */
  private static final Set<String> GUARDS =
      Set.of(
          "aws:kms/alias:Alias",
          "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2");

  /**
   * One resource of the pattern.
   *
   * @param type type token
   * @param references URNs it refers to, as they stand in the first capture
   * @param text its canonical JSON
   */
  record PatternResource(
      String urn, String type, Set<String> references, InstanceWords.Pieces text) {}

  /**
   * Captures a system twice and keeps what the captures share.
   *
   * @param config overrides, such as the interval of its health checks
   * @param tag a tag that every taggable resource gets, as key and value
   */
  static SystemPattern capture(
      String system, Map<String, String> config, Map.Entry<String, String> tag) {
    var first = captured(system, FIRST, config);
    var words = InstanceWords.between(FIRST, first, captured(system, SECOND, config));
    var resources = new ArrayList<PatternResource>();
    for (var resource : first) {
      var marked = words.marked(resource);
      tag(marked, tag);
      resources.add(
          new PatternResource(
              resource.at("/urn").asText(),
              resource.at("/type").asText(),
              references(resource),
              InstanceWords.pieces(CanonicalJson.of(marked).toString())));
    }
    return new SystemPattern(words, List.copyOf(resources));
  }

  private static JsonNode captured(String name, String instance, Map<String, String> config) {
    var system = BuiltInSystems.find(name).orElseThrow();
    var request =
        CaptureRequest.of(BuiltInSystem.PROJECT, instance)
            .withSystem(name)
            .withConfig(system.configured(with(config, instance)), Set.of())
            .withSourceRoot("infra/src/main/java/");
    return GraphJson.toJson(ProgramCapture.capture(request, system.stack())).get("resources");
  }

  private static Map<String, String> with(Map<String, String> config, String instance) {
    var all = new TreeMap<>(config);
    all.put("environmentSuffix", instance);
    return all;
  }

  private static Set<String> references(JsonNode resource) {
    var found = new HashSet<String>();
    found.add(resource.at("/parent").asText());
    found.add(resource.at("/provider").asText());
    resource.at("/dependencies").forEach(urn -> found.add(urn.asText()));
    resource
        .at("/propertyDependencies")
        .forEach(urns -> urns.forEach(urn -> found.add(urn.asText())));
    return found;
  }

  /** All systems are judged by one profile, so all carry the tag that it demands. */
  private static void tag(JsonNode value, Map.Entry<String, String> tag) {
    value.forEach(child -> tag(child, tag));
    if (!(value instanceof ObjectNode object)) {
      return;
    }
    for (var name : List.of("tags", "tagsAll")) {
      if (object.get(name) instanceof ObjectNode tags) {
        tags.put(tag.getKey(), tag.getValue());
      } else if (object.get(name) instanceof ArrayNode tags
          && tags.path(0).has("propagateAtLaunch")) {
        tags.addObject()
            .put("key", tag.getKey())
            .put("propagateAtLaunch", true)
            .put("value", tag.getValue());
      }
    }
    if (object.path("defaultTags").isTextual()) {
      var tags = parse(object.get("defaultTags").asText());
      ((ObjectNode) tags.get("tags")).put(tag.getKey(), tag.getValue());
      object.put("defaultTags", tags.toString());
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a provider's default tags are no JSON: " + text, e);
    }
  }

  int size() {
    return resources.size();
  }

  /**
   * The same system with fewer resources: again and again one goes that no other needs, the last by
   * URN first. Guards stay, so nothing that was right becomes wrong.
   *
   * @throws IllegalArgumentException when so few are not possible
   */
  SystemPattern trimmed(int size) {
    var kept = new ArrayList<>(resources);
    while (kept.size() > size) {
      var needed = new HashSet<String>();
      kept.forEach(resource -> needed.addAll(resource.references()));
      var before = kept.size();
      for (int i = kept.size() - 1; i >= 0 && kept.size() > size; i--) {
        if (!needed.contains(kept.get(i).urn()) && !GUARDS.contains(kept.get(i).type())) {
          kept.remove(i);
        }
      }
      if (kept.size() == before) {
        throw new IllegalArgumentException("no fewer than " + before + " resources are possible");
      }
    }
    return new SystemPattern(words, List.copyOf(kept));
  }
}
