package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a watch: loaded again when its sources, its bundle, the parameters or the waivers
 * change. Nothing is ever decided by a bundle that is not made of the sources that stand there.
 */
final class WatchedPolicy implements AutoCloseable {
  private final PolicyOptions options;
  private PolicyOptions.@Nullable Asked asked;
  private @Nullable PolicyEngine engine;

  WatchedPolicy(PolicyOptions options) {
    this.options = options;
  }

  /** Files and folders whose change makes another policy. */
  List<Path> roots() {
    return options.roots();
  }

  /**
   * Loads it as the gate was built.
   *
   * @throws InputException if an option is wrong or the bundle is stale
   */
  void load() {
    use(options.asked());
  }

  /**
   * Loads it as it stands in the source tree now, and forgets the one before in any case.
   *
   * @throws InputException if an option is wrong or the bundle is stale
   */
  void reload() {
    var before = asked;
    asked = null;
    var now = options.askedInTree();
    if (before != null && before.pack().revision().equals(now.pack().revision())) {
      asked = now;
      return;
    }
    close();
    use(now);
  }

  private void use(PolicyOptions.Asked now) {
    try {
      engine = options.openForMany(now.pack());
    } catch (PolicyEngineException e) {
      throw options.unusable(e);
    }
    asked = now;
  }

  /**
   * Decides over a graph.
   *
   * @param now instant of the decision unless one was given
   * @throws InputException if there is no policy to decide by
   */
  Decision decide(ResourceGraph graph, Instant now) {
    if (asked == null || engine == null) {
      reload();
    }
    var current = Objects.requireNonNull(asked);
    var request = options.asOfGiven() ? current.request() : at(current.request(), now);
    try {
      return new Gate(current.pack(), Objects.requireNonNull(engine), request).decide(graph);
    } catch (PolicyEngineException e) {
      throw options.unusable(e);
    }
  }

  private static GateRequest at(GateRequest request, Instant now) {
    return new GateRequest(
        request.profile(), request.parameters(), request.waivers(), request.only(), now);
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
