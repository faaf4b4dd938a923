package dev.portcullis.policy.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.cases.CaseRunner;
import dev.portcullis.policy.cases.RuleCases;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.PolicyEngine;
import java.util.ArrayList;
import java.util.List;

/** Stands in for an engine to see what the cases give to one; says nothing of use itself. */
final class CaseInputs implements PolicyEngine {
  private final List<ObjectNode> given = new ArrayList<>();

  private CaseInputs() {}

  /** The input of each case of a rule, in their order. */
  static List<ObjectNode> of(PolicyBundle bundle, RuleCases cases) {
    var inputs = new CaseInputs();
    new CaseRunner(bundle, inputs).run(cases);
    return inputs.given;
  }

  @Override
  public Decision.EngineInfo info() {
    return new Decision.EngineInfo("none", "");
  }

  @Override
  public JsonNode evaluate(ObjectNode input) {
    given.add(input);
    return new ObjectMapper().createObjectNode().set("rules", input.objectNode());
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
