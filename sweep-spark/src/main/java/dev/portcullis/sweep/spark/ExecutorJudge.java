package dev.portcullis.sweep.spark;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.plan.PlanEngine;
import dev.portcullis.report.Version;
import dev.portcullis.sweep.StackJudge;
import dev.portcullis.sweep.SweepPolicy;
import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.source.Documents;
import dev.portcullis.sweep.source.Source;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What decides in one JVM of the cluster: one policy and one engine for all its tasks, made when
 * the first of them needs it.
 */
final class ExecutorJudge {
  private static final ConcurrentHashMap<SweepTask, ExecutorJudge> OF_TASK =
      new ConcurrentHashMap<>();

  private final SweepPolicy policy;
  private final PolicyEngine engine;
  private final StackJudge judge;
  private final Documents documents = new Documents();

  private ExecutorJudge(SweepTask task) {
    var pack = PolicyBundle.builtIn();
    this.engine = new PlanEngine(pack);
    this.policy =
        new SweepPolicy(pack, task.request(), engine.info(), "portcullis " + Version.current());
    this.judge = new StackJudge(policy);
  }

  static ExecutorJudge of(SweepTask task) {
    return OF_TASK.computeIfAbsent(task, ExecutorJudge::new);
  }

  SweepPolicy policy() {
    return policy;
  }

  StackResult decide(Source source) {
    try {
      return judge.judge(documents.read(source), () -> engine);
    } catch (InputException e) {
      return judge.unreadable(source.name(), e.getMessage());
    }
  }
}
