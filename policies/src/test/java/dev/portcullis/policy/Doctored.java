package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.PolicyEngine;
import java.util.function.Consumer;

/** An engine that answers truthfully and then lets somebody tamper with the answer. */
record Doctored(PolicyEngine honest, Consumer<ObjectNode> tamper) implements PolicyEngine {

  @Override
  public Decision.EngineInfo info() {
    return honest.info();
  }

  @Override
  public JsonNode evaluate(ObjectNode input) {
    ObjectNode answer = honest.evaluate(input).deepCopy();
    tamper.accept(answer);
    return answer;
  }

  @Override
  public void close() {}
}
