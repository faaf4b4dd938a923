package dev.portcullis.infra.edge;

import static dev.portcullis.infra.Captured.assertInputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
  private static final String NAME = "serverless-health";
  private static final String CHECK = "aws:route53/healthCheck:HealthCheck";
  private static final Region EAST = new Region("us-east-1");
  private static final Region WEST = new Region("us-west-2");
  private static final Probe PROBE = new Probe(30, 3);

  private final Captured captured =
      checks(
          List.of(EAST, WEST),
          Check.endpoint("api-usw2", Output.of("api.west"), Output.of("/live/health"), PROBE),
          Check.alarm("db-usw2", WEST, Output.of("db-alarm"), Output.of("under 1 for 2 minutes")),
          Check.all("usw2", List.of("api-usw2", "db-usw2")));

  @Test
  void areMadeThroughThePrimaryRegion() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .hasSize(3)
        .allSatisfy(child -> assertThat(child).endsWith(" us-east-1"));
  }

  @Test
  void asksAnEndpointByItsOwnName() {
    assertInputs(
        captured.resource(CHECK, NAME + "-api-usw2"),
        """
        {"type":"HTTPS","fqdn":"api.west","port":443,"resourcePath":"/live/health",
         "requestInterval":30,"failureThreshold":3,
         "regions":["us-west-1","eu-west-1","ap-northeast-1"],
         "tags":{"Name":"serverless-health-api-usw2-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void readsAnAlarmAndTakesSilenceForIllness() {
    assertInputs(
        captured.resource(CHECK, NAME + "-db-usw2"),
        """
        {"type":"CLOUDWATCH_METRIC","cloudwatchAlarmName":"db-alarm",
         "cloudwatchAlarmRegion":"us-west-2","insufficientDataHealthStatus":"Unhealthy",
         "triggers":{"alarm":"under 1 for 2 minutes"},
         "tags":{"Name":"serverless-health-db-usw2-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void combinesChecksOfWhichAllMustBeGreen() {
    assertInputs(
        captured.resource(CHECK, NAME + "-usw2"),
        """
        {"type":"CALCULATED","childHealthchecks":["%s","%s"],"childHealthThreshold":2,
         "tags":{"Name":"serverless-health-usw2-t1","Project":"PulumiOptimization"}}"""
            .formatted(
                captured.resource(CHECK, NAME + "-api-usw2").id(),
                captured.resource(CHECK, NAME + "-db-usw2").id()));
  }

  @Test
  void asksFromWhereTheSystemIsNot() {
    var trading =
        checks(
            List.of(EAST, new Region("eu-west-1")),
            Check.endpoint("use1", Output.of("east"), "/health", PROBE));
    assertThat(trading.resource(CHECK, NAME + "-use1").inputs().path("regions"))
        .map(node -> node.asText())
        .containsExactly("us-west-1", "ap-northeast-1", "sa-east-1");
  }

  @Test
  void rejectsCombinationsOfWhatIsNotThere() {
    assertThatThrownBy(() -> checks(List.of(EAST), Check.all("usw2", List.of("api"))))
        .hasMessageContaining("checks: usw2 combines what does not come before it, got [api]");
    assertThatThrownBy(() -> checks(List.of(EAST), Check.all("usw2", List.of())))
        .hasMessageContaining("checks: usw2 combines what does not come before it, got []");
    assertThatThrownBy(() -> checks(List.of(EAST)))
        .hasMessageContaining("checks: is empty, got []");
  }

  @Test
  void rejectsTwoChecksOfOneRole() {
    var check = Check.endpoint("use1", Output.of("east"), "/health", PROBE);
    assertThatThrownBy(() -> checks(List.of(EAST), check, check))
        .hasMessageContaining("checks: two have one role, got \"use1\"");
  }

  @Test
  void rejectsRolesItDoesNotKnow() {
    Captured.program(
        (primary, secondary) -> {
          var made =
              new HealthChecks(
                  NAME,
                  new HealthChecks.Args(
                      primary.scope(),
                      List.of(EAST),
                      List.of(Check.endpoint("use1", Output.of("east"), "/health", PROBE))),
                  primary.scope().component());
          assertThat(made.ids).containsOnlyKeys("use1");
          assertThatThrownBy(() -> made.id("usw2"))
              .hasMessageContaining("role: no such check, got \"usw2\"; known are [use1]");
        });
  }

  @Test
  void rejectsAProbeThatRoute53DoesNotKnow() {
    assertThatThrownBy(() -> new Probe(15, 3))
        .hasMessageContaining("intervalSeconds: not an interval Route 53 knows, got 15");
    assertThatThrownBy(() -> new Probe(10, 11))
        .hasMessageContaining("failureThreshold: out of range, got 11");
  }

  private static Captured checks(List<Region> served, Check... checks) {
    return Captured.program(
        (primary, secondary) ->
            new HealthChecks(
                NAME,
                new HealthChecks.Args(primary.scope(), served, List.of(checks)),
                primary.scope().component()));
  }
}
