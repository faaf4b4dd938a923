package dev.portcullis.policy.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.GraphSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decision over one graph: the document {@code decision.json}. Lists are sorted by rule id and
 * URN.
 *
 * @param schemaVersion of this document
 * @param partial true when only some rules were asked ({@code --only}); deploy refuses it
 * @param asOf instant for which expiries and effective dates were judged
 * @param error what kept the gate from deciding, null unless the decision is error
 * @param provenance what the rules read; null, and absent from the document, unless it was asked
 *     for
 */
public record Decision(
    String schemaVersion,
    Status.Verdict decision,
    boolean partial,
    String profile,
    Instant asOf,
    GraphInfo graph,
    EngineInfo engine,
    PolicyInfo policy,
    List<RuleResult> rules,
    List<Finding> findings,
    List<RequirementResult> requirements,
    List<WaiverResult> waivers,
    @Nullable String error,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Provenance provenance) {

  /** A decision of an evaluation that was not traced. */
  public Decision(
      String schemaVersion,
      Status.Verdict decision,
      boolean partial,
      String profile,
      Instant asOf,
      GraphInfo graph,
      EngineInfo engine,
      PolicyInfo policy,
      List<RuleResult> rules,
      List<Finding> findings,
      List<RequirementResult> requirements,
      List<WaiverResult> waivers,
      @Nullable String error) {
    this(
        schemaVersion,
        decision,
        partial,
        profile,
        asOf,
        graph,
        engine,
        policy,
        rules,
        findings,
        requirements,
        waivers,
        error,
        null);
  }

  /** The same as if it had been made at another instant. */
  public Decision withAsOf(Instant other) {
    return with(other, policy, rules, findings, requirements, provenance);
  }

  /** The same by other rules or parameters. */
  public Decision withPolicy(PolicyInfo other) {
    return with(asOf, other, rules, findings, requirements, provenance);
  }

  /** The same with other results of rules. */
  public Decision withRules(List<RuleResult> other) {
    return with(asOf, policy, other, findings, requirements, provenance);
  }

  /** The same with other findings. */
  public Decision withFindings(List<Finding> other) {
    return with(asOf, policy, rules, other, requirements, provenance);
  }

  /** The same with other sentences. */
  public Decision withRequirements(List<RequirementResult> other) {
    return with(asOf, policy, rules, findings, other, provenance);
  }

  /** The same as if this had been read, or nothing been traced. */
  public Decision withProvenance(@Nullable Provenance other) {
    return with(asOf, policy, rules, findings, requirements, other);
  }

  private Decision with(
      Instant asOf,
      PolicyInfo policy,
      List<RuleResult> rules,
      List<Finding> findings,
      List<RequirementResult> requirements,
      @Nullable Provenance provenance) {
    return new Decision(
        schemaVersion,
        decision,
        partial,
        profile,
        asOf,
        graph,
        engine,
        policy,
        rules,
        findings,
        requirements,
        waivers,
        error,
        provenance);
  }

  /** Version of the JSON form. */
  public static final String SCHEMA_VERSION = "1";

  /** What was examined. */
  public record GraphInfo(String digest, int resources, GraphSource source) {}

  /**
   * What evaluated.
   *
   * @param kind embedded, wasm or opa
   */
  public record EngineInfo(String kind, String version) {}

  /**
   * By which rules.
   *
   * @param revision sha256 of the bundle
   * @param rules number of rules asked
   * @param parameters every parameter in force, by name
   */
  public record PolicyInfo(String revision, int rules, Map<String, JsonNode> parameters) {}
}
