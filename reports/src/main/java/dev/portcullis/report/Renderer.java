package dev.portcullis.report;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import org.jspecify.annotations.Nullable;

/** Renders a decision into one format. Deterministic: same decision and graph, same bytes. */
@FunctionalInterface
public interface Renderer {

  /**
   * The whole report, UTF-8.
   *
   * @param graph the graph the decision was made of; null when it is not there, and then the report
   *     does without what only the graph can show
   */
  byte[] render(Decision decision, @Nullable ResourceGraph graph);
}
