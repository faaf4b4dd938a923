package dev.portcullis.policy.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.policy.Profiles;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.engine.PolicyEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs cases through an engine and compares complete verdicts. */
public final class CaseRunner {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final PolicyBundle bundle;
  private final PolicyEngine engine;

  public CaseRunner(PolicyBundle bundle, PolicyEngine engine) {
    this.bundle = bundle;
    this.engine = engine;
  }

  /**
   * Outcome of one case.
   *
   * @param problem what differs, null when the case passed
   */
  public record Outcome(String rule, String name, @Nullable String problem) {}

  /** Runs every case of the rule. */
  public List<Outcome> run(RuleCases cases) {
    var rule = bundle.catalogue().require("cases of " + cases.rule(), cases.rule());
    return cases.cases().stream().map(one -> run(rule, one)).toList();
  }

  private Outcome run(RuleInfo rule, RuleCases.Case one) {
    var names = new HashMap<String, String>();
    var input = input(one, names);
    var verdict = engine.evaluate(input).at("/rules").get(rule.path());
    if (verdict == null) {
      return new Outcome(rule.id(), one.name(), "the rule gave no verdict");
    }
    var problems = new ArrayList<String>();
    var expect = one.expect();
    compare(
        problems,
        "targets",
        orEmpty(expect.targets()).stream(),
        texts(verdict, "targets", urn -> name(names, urn.asText())));
    compare(
        problems,
        "findings",
        places(expect.findings()),
        texts(verdict, "findings", said -> place(names, said)));
    compare(
        problems,
        "unknowns",
        places(expect.unknowns()),
        texts(verdict, "unknowns", said -> place(names, said)));
    compare(
        problems,
        "references",
        orEmpty(expect.references()).stream().map(r -> r.name() + " via " + r.via()),
        texts(
            verdict,
            "references",
            r ->
                name(names, r.at("/urn").asText()) + " via " + name(names, r.at("/via").asText())));
    if (expect.exemptions() != null) {
      compare(
          problems,
          "exemptions",
          places(expect.exemptions()),
          texts(verdict, "exemptions", said -> place(names, said)));
    }
    return new Outcome(
        rule.id(), one.name(), problems.isEmpty() ? null : String.join("; ", problems));
  }

  private static void compare(
      List<String> problems, String set, Stream<String> expected, Stream<String> got) {
    var wanted = expected.distinct().sorted().toList();
    var found = got.distinct().sorted().toList();
    if (!wanted.equals(found)) {
      problems.add(set + ": expected " + wanted + ", got " + found);
    }
  }

  private static Stream<String> texts(
      JsonNode verdict, String set, Function<JsonNode, String> text) {
    var items = new ArrayList<String>();
    verdict.at("/" + set).forEach(item -> items.add(text.apply(item)));
    return items.stream();
  }

  private static Stream<String> places(@Nullable List<RuleCases.Place> places) {
    return orEmpty(places).stream().map(place -> place.name() + " " + place.pointer());
  }

  private static String place(Map<String, String> names, JsonNode said) {
    return name(names, said.at("/urn").asText()) + " " + said.at("/pointer").asText();
  }

  private static String name(Map<String, String> names, String urn) {
    return names.getOrDefault(urn, urn);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private ObjectNode input(RuleCases.Case one, Map<String, String> names) {
    var input = NODES.objectNode();
    input.put("schemaVersion", "1");
    input.set("source", one.source() == null ? NODES.objectNode() : one.source());
    var urns = new HashMap<String, String>();
    var resources = input.putArray("resources");
    for (var given : one.resources()) {
      var resource = resource(given);
      names.put(resource.at("/urn").asText(), resource.at("/name").asText());
      urns.put(resource.at("/name").asText(), resource.at("/urn").asText());
      resources.add(resource);
    }
    resources.forEach(resource -> namesToUrns((ObjectNode) resource, urns));
    input
        .putObject("evaluation")
        .set(
            "profile",
            Profiles.forRules(
                bundle, one.profile(), one.parameters() == null ? Map.of() : one.parameters()));
    return input;
  }

  private static ObjectNode resource(ObjectNode given) {
    var resource = given.deepCopy();
    if (!resource.has("urn")) {
      resource.put(
          "urn",
          "urn:pulumi:case::case::"
              + given.at("/type").asText()
              + "::"
              + given.at("/name").asText());
    }
    if (!resource.has("inputs")) {
      resource.putObject("inputs");
    }
    if (!resource.has("custom")) {
      resource.put("custom", !resource.at("/type").asText().startsWith("portcullis:"));
    }
    return resource;
  }

  /** Where a graph has URNs, a case may write names. */
  private static void namesToUrns(ObjectNode resource, Map<String, String> urns) {
    for (var member : List.of("parent", "provider")) {
      var value = resource.at("/" + member).asText();
      if (urns.containsKey(value)) {
        resource.put(member, urns.get(value));
      }
    }
    resource
        .at("/propertyDependencies")
        .fields()
        .forEachRemaining(
            edges -> {
              for (int i = 0; i < edges.getValue().size(); i++) {
                var value = edges.getValue().get(i).asText();
                ((com.fasterxml.jackson.databind.node.ArrayNode) edges.getValue())
                    .set(i, TextNode.valueOf(urns.getOrDefault(value, value)));
              }
            });
  }
}
