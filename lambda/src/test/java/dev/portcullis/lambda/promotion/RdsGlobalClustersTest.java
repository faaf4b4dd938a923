package dev.portcullis.lambda.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.LoopbackService;
import dev.portcullis.lambda.promotion.GlobalClusters.NotNow;
import dev.portcullis.lambda.promotion.GlobalClusters.State;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

class RdsGlobalClustersTest {
  private static final String FAILOVER =
      "<FailoverState><Status>failing-over</Status></FailoverState>";

  private LoopbackService service;
  private GlobalClusters clusters;

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
    clusters = new RdsGlobalClusters(service.client(RdsClient.builder()), "g");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void describesMembersAndWriter() {
    service.then(200, described(""));

    assertThat(clusters.describe())
        .isEqualTo(new State(Set.of("arn:p", "arn:s"), Optional.of("arn:p"), false));
    assertThat(service.calls().get(0).body())
        .contains("Action=DescribeGlobalClusters", "GlobalClusterIdentifier=g");
  }

  @Test
  void seesFailoverUnderWay() {
    service.then(200, described(FAILOVER));

    assertThat(clusters.describe().inFailover()).isTrue();
  }

  @Test
  void takesAnEmptyStateForNoFailover() {
    service.then(200, described("<FailoverState/>"));

    assertThat(clusters.describe().inFailover()).isFalse();
  }

  @Test
  void failsWithoutGlobalCluster() {
    service.then(
        200,
        "<DescribeGlobalClustersResponse><DescribeGlobalClustersResult><GlobalClusters/>"
            + "</DescribeGlobalClustersResult></DescribeGlobalClustersResponse>");

    assertThatThrownBy(clusters::describe).hasMessage("no global cluster g");
  }

  @Test
  void failsOverWithDataLoss() throws NotNow {
    service.then(200, "<FailoverGlobalClusterResponse/>");

    clusters.failOver("arn:s");

    assertThat(service.calls().get(0).body())
        .contains(
            "Action=FailoverGlobalCluster",
            "GlobalClusterIdentifier=g",
            "TargetDbClusterIdentifier=arn%3As",
            "AllowDataLoss=true");
  }

  @Test
  void tellsBusyGlobalClusterFromOtherFailures() {
    service.then(400, error("InvalidGlobalClusterStateFault")).then(403, error("AccessDenied"));

    assertThatThrownBy(() -> clusters.failOver("arn:s")).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> clusters.failOver("arn:s")).isNotInstanceOf(NotNow.class);
  }

  private static String described(String failover) {
    return "<DescribeGlobalClustersResponse><DescribeGlobalClustersResult><GlobalClusters>"
        + "<GlobalClusterMember><GlobalClusterIdentifier>g</GlobalClusterIdentifier>"
        + failover
        + "<GlobalClusterMembers>"
        + "<GlobalClusterMember><DBClusterArn>arn:p</DBClusterArn><IsWriter>true</IsWriter>"
        + "</GlobalClusterMember>"
        + "<GlobalClusterMember><DBClusterArn>arn:s</DBClusterArn><IsWriter>false</IsWriter>"
        + "</GlobalClusterMember>"
        + "</GlobalClusterMembers></GlobalClusterMember></GlobalClusters>"
        + "</DescribeGlobalClustersResult></DescribeGlobalClustersResponse>";
  }

  private static String error(String code) {
    return "<ErrorResponse><Error><Code>" + code + "</Code></Error></ErrorResponse>";
  }
}
