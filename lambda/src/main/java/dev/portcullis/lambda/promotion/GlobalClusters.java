package dev.portcullis.lambda.promotion;

import java.util.Optional;
import java.util.Set;

/** The global cluster, as the region that remains sees it. */
interface GlobalClusters {

  /**
   * What is known of the global cluster.
   *
   * @param members ARNs of the clusters in it
   * @param writer ARN of the one that takes writes, if any
   * @param inFailover whether a switchover or failover is under way
   */
  record State(Set<String> members, Optional<String> writer, boolean inFailover) {
    public State {
      members = Set.copyOf(members);
    }
  }

  /** Describes the global cluster. */
  State describe();

  /**
   * Makes that member the writer, giving up what was not replicated yet.
   *
   * @throws NotNow when the global cluster is in a state that does not allow it
   */
  void failOver(String targetArn) throws NotNow;

  /** The global cluster is busy with something else. */
  final class NotNow extends Exception {
    private static final long serialVersionUID = 1L;

    NotNow(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
