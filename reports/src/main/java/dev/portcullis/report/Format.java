package dev.portcullis.report;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * A format a decision can be rendered into.
 *
 * @param name as in {@code --format}, e.g. {@code sarif}
 * @param fileName in the directory of {@code --out}, e.g. {@code decision.sarif}
 * @param description what it is for, in a few words
 * @param graph what the graph means to it
 */
public record Format(
    String name, String fileName, String description, GraphUse graph, Renderer renderer) {

  /** What the resource graph means to a format. */
  public enum GraphUse {
    /** The decision says everything the format shows; a graph is not looked at. */
    UNUSED,
    /** Shows more with the graph, and is complete as to the decision without it. */
    SHOWN
  }

  /** The report, UTF-8, of a decision whose graph is not there. */
  public byte[] render(Decision decision) {
    return render(decision, null);
  }

  /** The report, UTF-8. */
  public byte[] render(Decision decision, @Nullable ResourceGraph resources) {
    return renderer.render(decision, resources);
  }
}
