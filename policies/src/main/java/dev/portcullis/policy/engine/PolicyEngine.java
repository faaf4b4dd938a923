package dev.portcullis.policy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Decision;

/**
 * Evaluates the pack over one input. An engine has no opinion: what it answers is checked by the
 * host before it is believed.
 */
public interface PolicyEngine extends AutoCloseable {

  /** What evaluates, for the decision. */
  Decision.EngineInfo info();

  /**
   * The document {@code portcullis.decision.verdicts} for the input.
   *
   * @throws PolicyEngineException when there is no answer, whatever the reason
   */
  JsonNode evaluate(ObjectNode input);

  @Override
  void close();
}
