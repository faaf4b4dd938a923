package dev.portcullis.infra.monitoring;

import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.monitoring.Watch.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private static final String NAME = "serverless-overview";
  private static final String TYPE = "aws:cloudwatch/dashboard:Dashboard";
  private static final Region P = new Region("us-east-1");
  private static final Region S = new Region("us-west-2");

  @Test
  void saysForEveryWidgetWhereItsMetricsAre() {
    var captured =
        dashboard(
            List.of(
                Widget.requests(P, Output.of("app/alb/1")),
                Widget.watched("Lag", P, Watch.globalReplicationLag(Output.of("second"), S, 1_000)),
                new Widget.Alarms("Alarms", List.of(Output.of("arn:p"), Output.of("arn:s")))));
    captured.assertWellFormed();
    assertThat(captured.children()).containsExactly(TYPE + " " + NAME + " us-east-1");
    var dashboard = captured.resource(TYPE, NAME);
    assertThat(dashboard.inputs().get("dashboardName").asText())
        .isEqualTo("serverless-overview-t1");
    assertThat(document(dashboard, "/dashboardBody"))
        .isEqualTo(
            json(
                """
                {"start":"-PT3H","widgets":[
                 {"type":"text","x":0,"y":0,"width":24,"height":1,"properties":{"markdown":"# Orders"}},
                 {"type":"metric","x":0,"y":1,"width":12,"height":6,"properties":{
                   "title":"Requests in us-east-1","region":"us-east-1","view":"timeSeries","stacked":false,"period":60,
                   "metrics":[["AWS/ApplicationELB","RequestCount","LoadBalancer","app/alb/1",
                     {"stat":"Sum","label":"requests"}]]}},
                 {"type":"metric","x":12,"y":1,"width":12,"height":6,"properties":{
                   "title":"Lag","region":"us-west-2","view":"timeSeries","stacked":false,"period":60,
                   "metrics":[["AWS/RDS","AuroraGlobalDBReplicationLag","DBClusterIdentifier","second",
                     {"stat":"Maximum","label":"replication-lag"}]],
                   "annotations":{"horizontal":[{"label":"alarm","value":1000.0}]}}},
                 {"type":"alarm","x":0,"y":7,"width":24,"height":3,"properties":{
                   "title":"Alarms","alarms":["arn:p","arn:s"]}}]}"""));
  }

  @Test
  void showsWhatBelongsToNoRegionWhereAwsPublishesIt() {
    var widgets =
        widgets(
            List.of(
                Widget.healthChecks(
                    Map.of("secondary", Output.of("two"), "primary", Output.of("one"))),
                Widget.acceleratorFlows(Output.of("1234"))));
    assertThat(widgets.at("/1/properties/region").asText()).isEqualTo("us-east-1");
    assertThat(widgets.at("/1/properties/metrics"))
        .isEqualTo(
            json(
                """
                [["AWS/Route53","HealthCheckStatus","HealthCheckId","one",{"stat":"Minimum","label":"primary"}],
                 ["AWS/Route53","HealthCheckStatus","HealthCheckId","two",{"stat":"Minimum","label":"secondary"}]]"""));
    assertThat(widgets.at("/2/properties/region").asText()).isEqualTo("us-west-2");
    assertThat(widgets.at("/2/properties/metrics/0"))
        .isEqualTo(
            json(
                """
                ["AWS/GlobalAccelerator","NewFlowCount","Accelerator","1234",{"stat":"Sum","label":"new flows"}]"""));
  }

  @Test
  void showsTheLoadOfARegion() {
    var widgets =
        widgets(
            List.of(
                Widget.invocations(S, Output.of("api")),
                Widget.connections(S, Output.of("cluster")),
                Widget.apiRequests(S, Output.of("payments"), Output.of("live")),
                Widget.custom(
                    "Readiness",
                    S,
                    new Metric("Healthcare/DR", "Ready", "Minimum"),
                    new References(Map.of("Role", Output.of("secondary"))))));
    assertThat(widgets.findValuesAsText("region"))
        .containsExactly("us-west-2", "us-west-2", "us-west-2", "us-west-2");
    assertThat(widgets.at("/1/properties/metrics"))
        .isEqualTo(
            json(
                """
                [["AWS/Lambda","Invocations","FunctionName","api",{"stat":"Sum","label":"invocations"}],
                 ["AWS/Lambda","Errors","FunctionName","api",{"stat":"Sum","label":"errors"}]]"""));
    assertThat(widgets.at("/2/properties/metrics/0"))
        .isEqualTo(
            json(
                """
                ["AWS/RDS","DatabaseConnections","DBClusterIdentifier","cluster",
                 {"stat":"Maximum","label":"connections"}]"""));
    assertThat(widgets.at("/3/properties/metrics/0"))
        .isEqualTo(
            json(
                """
                ["AWS/ApiGateway","Count","ApiName","payments","Stage","live",{"stat":"Sum","label":"requests"}]"""));
    assertThat(widgets.at("/4/properties/metrics/0"))
        .isEqualTo(
            json(
                """
                ["Healthcare/DR","Ready","Role","secondary",{"stat":"Minimum","label":"Ready"}]"""));
  }

  @Test
  void dependsOnWhatItShows() {
    var captured =
        Captured.program(
            (primary, secondary) -> {
              var topic =
                  new OpsTopic(
                      "ops",
                      new OpsTopic.Args(secondary, Optional.empty()),
                      secondary.scope().component());
              new Dashboard(
                  NAME,
                  new Dashboard.Args(
                      primary.scope(),
                      "Orders",
                      List.of(
                          Widget.custom(
                              "Messages",
                              S,
                              new Metric("AWS/SNS", "NumberOfMessagesPublished", "Sum"),
                              new References(Map.of("TopicName", topic.arn))))),
                  primary.scope().component());
            });
    Captured.assertWaitsFor(
        captured.resource(TYPE, NAME), captured.resource("aws:sns/topic:Topic", "ops"));
  }

  @Test
  void rejectsNothingToShow() {
    Captured.program(
        (primary, secondary) -> {
          assertThatThrownBy(() -> new Dashboard.Args(primary.scope(), " ", List.of()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("title: is blank")
              .hasMessageContaining("widgets: is empty");
          assertThatThrownBy(() -> new Widget.Alarms("Alarms", List.of()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("give \"Alarms\" an alarm to show");
          assertThatThrownBy(() -> Widget.healthChecks(Map.of()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("lines: is empty");
        });
  }

  private static JsonNode widgets(List<Widget> widgets) {
    return document(dashboard(widgets).resource(TYPE, NAME), "/dashboardBody").get("widgets");
  }

  private static Captured dashboard(List<Widget> widgets) {
    return Captured.program(
        (primary, secondary) ->
            new Dashboard(
                NAME,
                new Dashboard.Args(primary.scope(), "Orders", widgets),
                primary.scope().component()));
  }
}
