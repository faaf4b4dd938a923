package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Fingerprint;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides over a graph: asks an engine, checks its answer, judges every subject and rule, applies
 * waivers last. The one place where an allow can come from, and it comes only when every mandatory
 * rule was decided in favour over at least the subjects it must have.
 */
public final class Gate {
  private final PolicyBundle bundle;
  private final PolicyEngine engine;
  private final GateRequest request;

  public Gate(PolicyBundle bundle, PolicyEngine engine, GateRequest request) {
    this.bundle = bundle;
    this.engine = engine;
    this.request = request;
  }

  /**
   * The decision. An engine that gives no believable answer ends in {@code error}, never in an
   * exception.
   *
   * @throws InputException when the request itself is wrong (profile, parameter, rule id)
   */
  public Decision decide(ResourceGraph graph) {
    if (graph.resources().isEmpty()) {
      throw InputException.of(
          "graph",
          "/resources",
          "it is empty",
          "an empty program proves nothing; examine the right one");
    }
    var profile =
        Profile.resolve(bundle, request.profile(), graph.source().system(), request.parameters());
    var asked = asked();
    var digest = GraphJson.digest(graph);
    var resources = byUrn(graph);
    Verdicts verdicts;
    @Nullable Provenance provenance;
    try {
      var answer = engine.evaluate(input(graph, profile));
      verdicts =
          Verdicts.of(answer, resources.keySet(), digest, profile.name(), bundle.revision(), asked);
      provenance = ProvenanceReader.of(answer, verdicts, asked);
    } catch (PolicyEngineException e) {
      var nothing = new Judged(List.of(), List.of(), Waivers.none(), null);
      return decision(graph, digest, profile, asked, nothing, e.getMessage());
    }
    var findings = findings(resources, verdicts, asked);
    var waivers = Waivers.apply(waiversOf(asked), findings, request.asOf());
    var ofRule = waivers.findings().stream().collect(Collectors.groupingBy(Finding::rule));
    var results = new ArrayList<RuleResult>();
    for (var rule : asked) {
      results.add(
          RuleJudge.judge(
              rule,
              verdicts.of(rule),
              ofRule.getOrDefault(rule.id(), List.of()),
              profile.enforcement(rule, request.asOf()),
              profile.minimumSubjects(rule.id())));
    }
    waivers.rule().ifPresent(results::add);
    results.sort(Comparator.comparing(RuleResult::id));
    var judged = new Judged(results, waivers.findings(), waivers, provenance);
    return decision(graph, digest, profile, asked, judged, null);
  }

  /** What came out of the rules. */
  private record Judged(
      List<RuleResult> results,
      List<Finding> findings,
      Waivers waivers,
      @Nullable Provenance provenance) {}

  private List<RuleInfo> asked() {
    if (request.only().isEmpty()) {
      return bundle.catalogue().rules();
    }
    return request.only().stream()
        .distinct()
        .map(id -> bundle.catalogue().require("--only", id))
        .sorted(Comparator.comparing(RuleInfo::id))
        .toList();
  }

  /** A partial run does not call the waivers of other rules orphaned. */
  private List<Waiver> waiversOf(List<RuleInfo> asked) {
    request
        .waivers()
        .forEach(waiver -> bundle.catalogue().require("waiver " + waiver.id(), waiver.rule()));
    return request.waivers().stream()
        .filter(waiver -> asked.stream().anyMatch(rule -> rule.id().equals(waiver.rule())))
        .toList();
  }

  private static ObjectNode input(ResourceGraph graph, Profile profile) {
    var input = JsonNodeFactory.instance.objectNode();
    input.setAll(GraphJson.toJson(graph));
    input.putObject("evaluation").set("profile", profile.forRules());
    return input;
  }

  private static Map<String, Resource> byUrn(ResourceGraph graph) {
    var resources = new HashMap<String, Resource>();
    graph.resources().forEach(resource -> resources.put(resource.urn(), resource));
    return resources;
  }

  private static List<Finding> findings(
      Map<String, Resource> resources, Verdicts verdicts, List<RuleInfo> asked) {
    var findings = new ArrayList<Finding>();
    for (var rule : asked) {
      var verdict = verdicts.of(rule);
      verdict
          .findings()
          .forEach(said -> findings.add(finding(rule, said, Status.Subject.FAIL, resources)));
      verdict
          .unknowns()
          .forEach(said -> findings.add(finding(rule, said, Status.Subject.UNDECIDED, resources)));
    }
    findings.sort(ORDER);
    return findings;
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::rule)
          .thenComparing(Finding::urn)
          .thenComparing(Finding::pointer)
          .thenComparing(Finding::message)
          .thenComparing(Finding::fingerprint);

  private static Finding finding(
      RuleInfo rule, JsonNode said, Status.Subject status, Map<String, Resource> resources) {
    var resource = Objects.requireNonNull(resources.get(said.path("urn").asText()));
    var pointer = said.path("pointer").asText();
    var actual = said.path("actual");
    return new Finding(
        rule.id(),
        status,
        resource.urn(),
        resource.type(),
        resource.name(),
        resource.region(),
        pointer,
        said.path("message").asText(),
        text(said.path("expected")),
        text(actual),
        rule.remediation(),
        fingerprint(rule, said),
        resource.location(),
        null);
  }

  /** Of what a rule said of a resource. */
  static String fingerprint(RuleInfo rule, JsonNode said) {
    var actual = said.path("actual");
    return Fingerprint.of(
        rule.id(),
        said.path("urn").asText(),
        said.path("pointer").asText(),
        actual.isMissingNode() ? JsonNodeFactory.instance.nullNode() : actual);
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "(absent)";
    }
    return value.isTextual() ? value.asText() : Digests.sorted(value);
  }

  private Decision decision(
      ResourceGraph graph,
      String digest,
      Profile profile,
      List<RuleInfo> asked,
      Judged judged,
      @Nullable String error) {
    var denied =
        judged.results().stream()
            .anyMatch(r -> r.enforcement() == Enforcement.MANDATORY && !r.status().allows());
    var verdict =
        error != null ? Status.Verdict.ERROR : denied ? Status.Verdict.DENY : Status.Verdict.ALLOW;
    return new Decision(
        Decision.SCHEMA_VERSION,
        verdict,
        !request.only().isEmpty(),
        profile.name(),
        request.asOf(),
        new Decision.GraphInfo(digest, graph.resources().size(), graph.source()),
        engine.info(),
        new Decision.PolicyInfo(
            bundle.revision(), asked.size(), new TreeMap<>(profile.parameters())),
        judged.results(),
        judged.findings(),
        error != null
            ? List.of()
            : Requirements.judge(profile.requirementSets(), bundle.catalogue(), judged.results()),
        judged.waivers().results(),
        error,
        judged.provenance());
  }
}
