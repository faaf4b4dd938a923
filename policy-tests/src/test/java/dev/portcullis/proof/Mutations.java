package dev.portcullis.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Every way to break one deciding input of a compliant graph. The operators are written from the
 * requirements, not from the rules: they look for what the requirement protects (a
 * reference to a key, a tag, a protection switch, an interval, a statement) and spoil it.
 */
final class Mutations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SWITCHES_THAT_PROTECT_DATA =
      Set.of("storageEncrypted", "encrypted", "enableKeyRotation");
  private static final Set<String> SWITCHES_THAT_BLOCK_DESTROY =
      Set.of("deletionProtection", "enableDeletionProtection", "deletionProtectionEnabled");
  private static final Set<String> SWITCHES_THAT_DESTROY_NEEDS =
      Set.of("forceDestroy", "skipFinalSnapshot");
  private static final Set<String> DOCUMENTS = Set.of("policy", "assumeRolePolicy");

  private final ObjectNode graph;
  private final Map<String, String> keyRegions = new TreeMap<>();
  private final List<Mutant> mutants = new ArrayList<>();

  /**
   * One broken graph.
   *
   * @param operator what was done
   * @param type type of the broken resource
   * @param place pointer with list indexes removed, for grouping
   * @param urn the broken resource
   * @param family the rule family that must fire, and no other
   * @param graph makes the whole broken graph; a thousand copies at once would not fit
   */
  record Mutant(
      String operator,
      String type,
      String place,
      String urn,
      String family,
      Supplier<ObjectNode> graph) {}

  private Mutations(ObjectNode graph) {
    this.graph = graph;
    for (var resource : graph.withArray("resources")) {
      if (resource.at("/type").asText().equals("aws:kms/key:Key")) {
        keyRegions.put(resource.at("/outputs/arn").asText(), resource.at("/region").asText());
        keyRegions.put(resource.at("/id").asText(), resource.at("/region").asText());
      }
    }
  }

  /** All mutants of a graph, in the order of its resources. */
  static List<Mutant> of(ObjectNode graph) {
    var mutations = new Mutations(graph);
    var resources = graph.withArray("resources");
    for (int i = 0; i < resources.size(); i++) {
      mutations.resource(i, (ObjectNode) resources.get(i));
    }
    return mutations.mutants;
  }

  private void resource(int index, ObjectNode resource) {
    if (!resource.at("/custom").asBoolean()
        || resource.at("/type").asText().startsWith("pulumi:")) {
      return;
    }
    walk(index, "/inputs", resource.get("inputs"));
    tags(index, resource);
    options(index);
  }

  private void walk(int index, String pointer, JsonNode value) {
    if (value instanceof ObjectNode object) {
      for (Iterator<Map.Entry<String, JsonNode>> it = object.fields(); it.hasNext(); ) {
        var member = it.next();
        var place = pointer + "/" + member.getKey();
        input(index, place, member.getKey(), member.getValue());
        walk(index, place, member.getValue());
      }
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        walk(index, pointer + "/" + i, array.get(i));
      }
    }
  }

  private void input(int index, String pointer, String name, JsonNode value) {
    if (value.isTextual()
        && keyRegions.containsKey(value.asText())
        && !isAlias(index)
        && !isVariable(pointer)) {
      keyReference(index, pointer, name, keyRegions.get(value.asText()));
    }
    if (SWITCHES_THAT_PROTECT_DATA.contains(name) && value.asBoolean() && !isReplica(index)) {
      add("switch off", index, pointer, "KMS", o -> o.put(name, false));
    }
    if (SWITCHES_THAT_BLOCK_DESTROY.contains(name)) {
      add("protect", index, pointer, "DEL", o -> o.put(name, true));
    }
    if (SWITCHES_THAT_DESTROY_NEEDS.contains(name) && value.asBoolean()) {
      add("keep data", index, pointer, "DEL", o -> o.put(name, false));
      add("keep data by default", index, pointer, "DEL", o -> o.remove(name));
    }
    if (name.equals("recoveryWindowInDays") || name.equals("deletionWindowInDays")) {
      add("long window", index, pointer, "DEL", o -> o.put(name, 30));
    }
    if (name.equals("sseAlgorithm")) {
      add("service key", index, pointer, "KMS", o -> o.put(name, "AES256"));
    }
    health(index, pointer, name, value);
    if (DOCUMENTS.contains(name) && value.isTextual()) {
      document(index, pointer, name, value.asText());
    }
  }

  private void keyReference(int index, String pointer, String name, String region) {
    add("no key", index, pointer, "KMS", o -> o.remove(name));
    add("AWS managed key", index, pointer, "KMS", o -> o.put(name, "alias/aws/ebs"));
    var elsewhere =
        keyRegions.entrySet().stream()
            .filter(key -> !key.getValue().equals(region) && key.getKey().startsWith("arn:"))
            .map(Map.Entry::getKey)
            .findFirst();
    elsewhere.ifPresent(
        arn -> add("key of another region", index, pointer, "KMS", o -> o.put(name, arn)));
    add(
        "unknown without an edge",
        index,
        pointer,
        "KMS",
        withoutEdges(index),
        o -> o.putObject(name).put("$unknown", true));
  }

  private void health(int index, String pointer, String name, JsonNode value) {
    var type = type(index);
    if (name.equals("requestInterval")) {
      add("slow check", index, pointer, "HLT", o -> o.put(name, 30));
    }
    if (type.endsWith("targetGroup:TargetGroup")
        && pointer.equals("/inputs/healthCheck/interval")) {
      add("slow check", index, pointer, "HLT", o -> o.put(name, value.asInt() + 20));
    }
    if (type.endsWith("targetGroup:TargetGroup") && pointer.equals("/inputs/healthCheck/enabled")) {
      add("check off", index, pointer, "HLT", o -> o.put(name, false));
    }
    if (type.endsWith("targetGroup:TargetGroup") && pointer.equals("/inputs/healthCheck/timeout")) {
      add("timeout not below interval", index, pointer, "HLT", o -> o.put(name, 10));
    }
  }

  private void document(int index, String pointer, String name, String text) {
    var document = parse(text);
    for (int s = 0; s < document.withArray("Statement").size(); s++) {
      var allow = document.at("/Statement/" + s + "/Effect").asText().equals("Allow");
      var statement = s;
      if (allow) {
        edit(
            index,
            pointer,
            name,
            text,
            "any action",
            d -> statement(d, statement).put("Action", "*"));
        edit(
            index,
            pointer,
            name,
            text,
            "all actions of a service",
            d ->
                statement(d, statement)
                    .put("Action", firstAction(d, statement).replaceAll(":.*", ":*")));
        edit(index, pointer, name, text, "all but", d -> allBut(d, statement));
      }
      if (allow && document.at("/Statement/" + s).has("Principal")) {
        edit(
            index,
            pointer,
            name,
            text,
            "anyone",
            d -> statement(d, statement).put("Principal", "*"));
      }
    }
    add(
        "unreadable document",
        index,
        pointer,
        "IAM",
        o -> o.put(name, text.substring(0, text.length() - 1)));
    add(
        "unknown document",
        index,
        pointer,
        "IAM",
        withoutEdges(index),
        o -> o.putObject(name).put("$unknown", true));
  }

  private static void allBut(ObjectNode document, int index) {
    var statement = statement(document, index);
    statement.set("NotAction", statement.remove("Action"));
  }

  private static ObjectNode statement(ObjectNode document, int index) {
    return (ObjectNode) document.withArray("Statement").get(index);
  }

  private static String firstAction(ObjectNode document, int index) {
    var action = document.at("/Statement/" + index + "/Action");
    return action.isArray() ? action.get(0).asText() : action.asText();
  }

  private void edit(
      int index,
      String pointer,
      String name,
      String text,
      String operator,
      Consumer<ObjectNode> change) {
    add(
        operator,
        index,
        pointer,
        "IAM",
        o -> {
          var document = parse(text);
          change.accept(document);
          o.set(name, TextNode.valueOf(document.toString()));
        });
  }

  private void tags(int index, ObjectNode resource) {
    var tags = resource.at("/inputs/tags");
    if (tags.isObject() && tags.has("Project")) {
      var place = "/inputs/tags/Project";
      // The provider's default tags reach the resource too: the tag is only gone when both are.
      add("untagged", index, place, "TAG", Mutations::withoutDefaultTags, o -> o.remove("Project"));
      add("other value", index, place, "TAG", o -> o.put("Project", "Other"));
      add(
          "other case",
          index,
          place,
          "TAG",
          Mutations::withoutDefaultTags,
          o -> o.put("project", o.remove("Project").asText()));
    }
  }

  private static void withoutDefaultTags(ObjectNode broken) {
    for (var resource : broken.withArray("resources")) {
      if (resource.at("/type").asText().startsWith("pulumi:providers:")) {
        ((ObjectNode) resource.get("inputs")).remove("defaultTags");
      }
    }
  }

  private static Consumer<ObjectNode> withoutEdges(int index) {
    return broken ->
        ((ObjectNode) broken.withArray("resources").get(index)).remove("propertyDependencies");
  }

  private void options(int index) {
    add("protected", index, "/options/protect", "DEL", o -> o.put("protect", true));
    add("retained", index, "/options/retainOnDelete", "DEL", o -> o.put("retainOnDelete", true));
  }

  /** AWS ignores the switch on a replica of another region: only its key decides. */
  private boolean isReplica(int index) {
    return graph.at("/resources/" + index + "/inputs").has("replicateSourceDb");
  }

  private boolean isAlias(int index) {
    return type(index).equals("aws:kms/alias:Alias");
  }

  /** What a function is told encrypts nothing by itself. */
  private static boolean isVariable(String pointer) {
    return pointer.startsWith("/inputs/environment/variables/");
  }

  private String type(int index) {
    return graph.at("/resources/" + index + "/type").asText();
  }

  private void add(
      String operator, int index, String pointer, String family, Consumer<ObjectNode> change) {
    add(operator, index, pointer, family, nothing -> {}, change);
  }

  private void add(
      String operator,
      int index,
      String pointer,
      String family,
      Consumer<ObjectNode> elsewhere,
      Consumer<ObjectNode> change) {
    var resource = graph.withArray("resources").get(index);
    mutants.add(
        new Mutant(
            operator,
            resource.at("/type").asText(),
            pointer.replaceAll("/\\d+", "/*"),
            resource.at("/urn").asText(),
            family,
            () -> broken(index, pointer, elsewhere, change)));
  }

  private ObjectNode broken(
      int index, String pointer, Consumer<ObjectNode> elsewhere, Consumer<ObjectNode> change) {
    var copy = graph.deepCopy();
    copy.remove("digest");
    var resource = (ObjectNode) copy.withArray("resources").get(index);
    change.accept((ObjectNode) resource.at(pointer.substring(0, pointer.lastIndexOf('/'))));
    elsewhere.accept(copy);
    return copy;
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("a compliant graph holds readable documents: " + text, e);
    }
  }

  /** Families that appear, for a message. */
  static Set<String> families(List<Mutant> mutants) {
    var families = new TreeSet<String>();
    mutants.forEach(mutant -> families.add(mutant.family()));
    return families;
  }
}
