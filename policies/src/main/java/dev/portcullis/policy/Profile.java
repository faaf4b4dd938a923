package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.InputException;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.decision.Enforcement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A profile with its parameters resolved: what is demanded of one kind of system. The definition is
 * data of the bundle; overrides of parameters come from the user and are checked against their
 * declaration.
 */
final class Profile {
  private final String name;
  private final ObjectNode definition;
  private final Map<String, JsonNode> parameters;

  private Profile(String name, ObjectNode definition, Map<String, JsonNode> parameters) {
    this.name = name;
    this.definition = definition;
    this.parameters = parameters;
  }

  /**
   * The profile that judges a graph.
   *
   * @param asked name the user gave, or null: then the profile of the built-in system, or baseline
   *     for any other program
   * @param overrides parameters of the user
   */
  static Profile resolve(
      PolicyBundle bundle,
      @Nullable String asked,
      @Nullable String system,
      Map<String, JsonNode> overrides) {
    var profiles = bundle.data().at("/profiles");
    var name = asked != null ? asked : system != null ? system : "baseline";
    if (!(profiles.get(name) instanceof ObjectNode definition)) {
      var names = new ArrayList<String>();
      profiles.fieldNames().forEachRemaining(names::add);
      throw InputException.of(
          asked != null ? "--profile" : "graph",
          asked != null ? "" : "/source/system",
          "no profile \"" + name + "\"",
          "there are "
              + String.join(", ", names.stream().sorted().toList())
              + "; choose one with --profile");
    }
    return new Profile(name, definition, parameters(bundle, definition, overrides))
        .validated(bundle);
  }

  private static Map<String, JsonNode> parameters(
      PolicyBundle bundle, ObjectNode definition, Map<String, JsonNode> overrides) {
    var declared = bundle.data().at("/parameters");
    var values = new TreeMap<String, JsonNode>();
    declared.fields().forEachRemaining(p -> values.put(p.getKey(), p.getValue().at("/default")));
    definition
        .at("/parameters")
        .fields()
        .forEachRemaining(p -> values.put(p.getKey(), p.getValue()));
    overrides.forEach(
        (key, value) -> {
          Parameter.check("--params", key, declared, value);
          values.put(key, value);
        });
    return values;
  }

  /**
   * The bundle's own data is checked too: a profile that loosens a rule or misspells a name is a
   * mistake, not a choice.
   */
  private Profile validated(PolicyBundle bundle) {
    var source = "profile " + name;
    definition
        .at("/parameters")
        .fields()
        .forEachRemaining(
            p ->
                Parameter.check(source, p.getKey(), bundle.data().at("/parameters"), p.getValue()));
    definition
        .at("/rules")
        .fields()
        .forEachRemaining(
            entry ->
                demand(
                    source, bundle.catalogue().require(source, entry.getKey()), entry.getValue()));
    return this;
  }

  private static void demand(String source, RuleInfo rule, JsonNode demand) {
    demand
        .fields()
        .forEachRemaining(
            member -> {
              var value = member.getValue();
              var right =
                  switch (member.getKey()) {
                    case "minimumSubjects" -> value.isInt() && value.intValue() > 0;
                    case "enforcement" -> !isWeaker(value.asText(), rule.enforcement());
                    case "effectiveFrom" -> isDate(value.asText());
                    default -> false;
                  };
              if (!right) {
                throw InputException.of(
                    source,
                    rule.id() + "/" + member.getKey(),
                    "got " + value + " for a rule that is " + rule.enforcement().json(),
                    "a profile demands minimumSubjects (at least 1), a stricter enforcement, or effectiveFrom (2026-12-31) of a rule");
              }
            });
  }

  private static boolean isWeaker(String asked, Enforcement own) {
    return List.of(Enforcement.values()).stream()
        .noneMatch(e -> e.json().equals(asked) && e.compareTo(own) >= 0);
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  String name() {
    return name;
  }

  Map<String, JsonNode> parameters() {
    return parameters;
  }

  /** What the rules see as {@code input.evaluation.profile}. */
  ObjectNode forRules() {
    var profile = JsonNodeFactory.instance.objectNode();
    profile.put("name", name);
    profile.putObject("parameters").setAll(parameters);
    if (definition.has("regions")) {
      profile.set("regions", definition.get("regions"));
    }
    return profile;
  }

  /** Subjects that the rule must have in this profile. */
  int minimumSubjects(String ruleId) {
    return definition.at("/rules/" + ruleId + "/minimumSubjects").asInt(0);
  }

  /**
   * What the profile demands, from its day on; before, and without one, what the rule says itself.
   */
  Enforcement enforcement(RuleInfo rule, Instant asOf) {
    var entry = definition.at("/rules/" + rule.id());
    var effective = entry.at("/effectiveFrom");
    if (effective.isTextual()
        && asOf.isBefore(
            LocalDate.parse(effective.asText()).atStartOfDay().toInstant(ZoneOffset.UTC))) {
      return rule.enforcement();
    }
    var asked = entry.at("/enforcement");
    return asked.isTextual() ? Enforcement.of(asked.asText()) : rule.enforcement();
  }

  /** Names of the registers of sentences that this profile answers. */
  List<String> requirementSets() {
    var sets = new ArrayList<String>();
    definition.at("/requirements").forEach(set -> sets.add(set.asText()));
    return sets;
  }
}
