package dev.portcullis.lambda.notification;

import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.GlobalCluster;
import software.amazon.awssdk.services.rds.model.GlobalClusterMember;

/** The global database, as the region that tells of it sees it. */
final class GlobalDatabase {
  private final RdsClient client;
  private final String globalClusterId;

  GlobalDatabase(RdsClient client, String globalClusterId) {
    this.client = client;
    this.globalClusterId = globalClusterId;
  }

  /**
   * How it is, in a sentence; calls {@code rds:DescribeGlobalClusters}. People wait for the message
   * and not for this: when RDS does not answer, that is what is said.
   */
  String inWords() {
    try {
      return client
          .describeGlobalClusters(r -> r.globalClusterIdentifier(globalClusterId))
          .globalClusters()
          .stream()
          .map(GlobalDatabase::sentence)
          .collect(Collectors.joining(" "));
    } catch (SdkException e) {
      return "unknown, RDS does not answer here (" + e.getClass().getSimpleName() + ").";
    }
  }

  private static String sentence(GlobalCluster cluster) {
    var writers =
        cluster.globalClusterMembers().stream()
            .filter(member -> Boolean.TRUE.equals(member.isWriter()))
            .map(GlobalClusterMember::dbClusterArn)
            .sorted()
            .collect(Collectors.joining(", "));
    var failover = cluster.failoverState();
    return cluster.status()
        + ", written in "
        + (writers.isEmpty() ? "no cluster" : writers)
        + (failover == null || failover.statusAsString() == null
            ? "."
            : ", failover " + failover.statusAsString() + ".");
  }
}
