package dev.portcullis.lambda.promotion;

import dev.portcullis.lambda.promotion.GlobalClusters.NotNow;
import dev.portcullis.lambda.promotion.GlobalClusters.State;
import dev.portcullis.lambda.rds.Reachability;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether to promote, and does it. Promoting loses what was not replicated, so whatever
 * speaks against it wins; being asked twice is the same as being asked once.
 */
final class Promotion {
  private final GlobalClusters clusters;
  private final Plan plan;
  private final Reachability writer;

  /**
   * Who is to take over from whom.
   *
   * @param primaryArn the cluster that is feared lost
   * @param targetArn the cluster to promote
   * @param armed whether to act, or only to say what would be done
   */
  record Plan(String primaryArn, String targetArn, boolean armed) {}

  /** How it ended. */
  enum Outcome {
    /** The failover was started; it takes minutes. */
    STARTED,
    /** It would have been started, but the function is not armed. */
    WOULD_START,
    ALREADY_PROMOTED,
    ALREADY_IN_FAILOVER,
    /** The writer's server answers from here: the region is not lost, whatever the alarm says. */
    WRITER_ANSWERS,
    /** The event does not say that an alarm turned red. */
    NOT_AN_ALARM,
    /** The alarm turned red too long ago for that to be still so. */
    STALE,
    /** The event does not say when the alarm turned red, or names an instant yet to come. */
    NOT_DATED,
    /** A later state of the alarm was seen already. */
    SUPERSEDED;

    /** As the log has it: {@code writer-answers}. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A plan for that global cluster.
   *
   * @param writer asks the writer's server, from here
   */
  Promotion(GlobalClusters clusters, Plan plan, Reachability writer) {
    this.clusters = clusters;
    this.plan = plan;
    this.writer = writer;
  }

  /**
   * Promotes, if nothing speaks against it.
   *
   * @throws IllegalStateException when the global cluster is not what the plan is about, or is busy
   *     with something else
   */
  Outcome run() {
    var settled = settled(clusters.describe());
    if (settled.isPresent()) {
      return settled.get();
    }
    if (writer.ask().reachable()) {
      return Outcome.WRITER_ANSWERS;
    }
    // Knocking took some seconds, in which somebody else may have begun.
    settled = settled(clusters.describe());
    if (settled.isPresent()) {
      return settled.get();
    }
    return plan.armed() ? promote() : Outcome.WOULD_START;
  }

  private Outcome promote() {
    try {
      clusters.failOver(plan.targetArn());
      return Outcome.STARTED;
    } catch (NotNow e) {
      // Somebody else was faster, a person or this function called twice.
      return settled(clusters.describe())
          .orElseThrow(() -> new IllegalStateException("cannot fail over: " + e.getMessage(), e));
    }
  }

  private Optional<Outcome> settled(State state) {
    if (!state.members().contains(plan.targetArn())) {
      throw new IllegalStateException("the cluster to promote is not in the global cluster");
    }
    if (state.inFailover()) {
      return Optional.of(Outcome.ALREADY_IN_FAILOVER);
    }
    var writerArn = state.writer();
    if (writerArn.filter(plan.targetArn()::equals).isPresent()) {
      return Optional.of(Outcome.ALREADY_PROMOTED);
    }
    if (writerArn.isPresent() && !writerArn.get().equals(plan.primaryArn())) {
      throw new IllegalStateException("the writer is a cluster that the plan does not know");
    }
    return Optional.empty();
  }
}
