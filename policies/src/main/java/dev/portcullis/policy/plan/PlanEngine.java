package dev.portcullis.policy.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * The embedded engine: the pack as OPA planned it, compiled to classes of this JVM
 * (docs/adr/0010-plan-evaluator.md). Any number of threads may evaluate at once.
 */
public final class PlanEngine implements PolicyEngine {
  private static final String ENTRYPOINT = "portcullis/decision/verdicts";
  private static final String VERSION = "plan 1";

  private final PlanProgram program;
  private final PlanProgram.Data data;
  private final EvaluationLimits limits;
  private final boolean traced;

  /**
   * Loads the rules of that pack.
   *
   * @throws PolicyEngineException when they cannot be loaded or need what this engine does not have
   */
  public PlanEngine(PolicyBundle bundle) {
    this(bundle, EvaluationLimits.DEFAULT, false);
  }

  /**
   * Loads the rules of that pack.
   *
   * @param traced whether the verdicts say which fields were read
   * @throws PolicyEngineException when they cannot be loaded or need what this engine does not have
   */
  public PlanEngine(PolicyBundle bundle, EvaluationLimits limits, boolean traced) {
    this.limits = limits;
    this.traced = traced;
    try {
      this.program = PackClasses.of(bundle, traced);
      this.data = program.data(bundle.data());
    } catch (PlanException e) {
      throw new PolicyEngineException(e.getMessage(), e);
    }
  }

  @Override
  public Decision.EngineInfo info() {
    return new Decision.EngineInfo("embedded", VERSION);
  }

  @Override
  public JsonNode evaluate(ObjectNode input) {
    var run = run(input);
    return run.provenance() == null
        ? Values.toJson(run.verdicts())
        : TracedVerdicts.of(run.verdicts(), run.provenance());
  }

  /**
   * What an evaluation gave.
   *
   * @param provenance what was read; null when it was not traced
   */
  record Run(RegoObject verdicts, @Nullable Provenance provenance) {}

  Run run(ObjectNode input) {
    try {
      var value = Values.fromInput(input);
      // The pack asks no clock: what time it is comes with the input.
      var evaluation = program.run(ENTRYPOINT, value, data, limits, 0);
      var results = evaluation.results();
      if (results.size() == 1
          && results.get(0) instanceof RegoObject result
          && result.get("result") instanceof RegoObject verdicts) {
        return new Run(
            verdicts, traced ? new Provenance(program.index(), evaluation, value) : null);
      }
    } catch (PlanException e) {
      throw new PolicyEngineException(e.getMessage(), e);
    }
    throw new PolicyEngineException(
        "the rules gave no verdicts; the entrypoint "
            + ENTRYPOINT
            + " is undefined for this input");
  }

  @Override
  public void close() {
    // Nothing but memory of this JVM.
  }
}
