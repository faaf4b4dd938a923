package dev.portcullis.lambda.promotion;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.FailoverState;
import software.amazon.awssdk.services.rds.model.GlobalClusterMember;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidGlobalClusterStateException;

/** The global cluster through the RDS of the function's own region. */
final class RdsGlobalClusters implements GlobalClusters {
  private final RdsClient client;
  private final String globalClusterId;

  RdsGlobalClusters(RdsClient client, String globalClusterId) {
    this.client = client;
    this.globalClusterId = globalClusterId;
  }

  @Override
  public State describe() {
    var cluster =
        client
            .describeGlobalClusters(r -> r.globalClusterIdentifier(globalClusterId))
            .globalClusters()
            .stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no global cluster " + globalClusterId));
    var members = cluster.globalClusterMembers();
    var writers =
        members.stream()
            .filter(member -> Boolean.TRUE.equals(member.isWriter()))
            .map(GlobalClusterMember::dbClusterArn)
            .toList();
    if (writers.size() > 1) {
      throw new IllegalStateException("the global cluster has several writers");
    }
    return new State(
        members.stream().map(GlobalClusterMember::dbClusterArn).collect(Collectors.toSet()),
        writers.stream().findFirst(),
        inFailover(cluster.failoverState()));
  }

  /**
   * RDS documents the state as empty while there is nothing to tell: present, and without status.
   */
  private static boolean inFailover(@Nullable FailoverState state) {
    return state != null && state.statusAsString() != null;
  }

  @Override
  public void failOver(String targetArn) throws NotNow {
    try {
      client.failoverGlobalCluster(
          r ->
              r.globalClusterIdentifier(globalClusterId)
                  .targetDbClusterIdentifier(targetArn)
                  .allowDataLoss(true));
    } catch (InvalidGlobalClusterStateException | InvalidDbClusterStateException e) {
      throw new NotNow(e.getClass().getSimpleName(), e);
    }
  }
}
