package dev.portcullis.infra.edge;

import static dev.portcullis.infra.Captured.assertInputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.FailoverRecords.Endpoint;
import org.junit.jupiter.api.Test;

class FailoverRecordsTest {
  private static final String NAME = "serverless-failover";
  private static final String CHECK = "aws:route53/healthCheck:HealthCheck";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new FailoverRecords(
                  NAME,
                  new FailoverRecords.Args(
                      Output.of("Z1"),
                      "app.t1.example.com",
                      new Probe(10, 3),
                      endpoint(primary.scope(), "east"),
                      endpoint(secondary.scope(), "west")),
                  primary.scope().component()));

  @Test
  void isMadeThroughThePrimaryRegion() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .hasSize(4)
        .allSatisfy(child -> assertThat(child).endsWith(" us-east-1"));
  }

  @Test
  void asksEachEndpointByItsOwnNameEveryTenSeconds() {
    assertInputs(
        captured.resource(CHECK, NAME + "-usw2"),
        """
        {"type":"HTTPS","fqdn":"west.elb","port":443,"resourcePath":"/health",
         "requestInterval":10,"failureThreshold":3,
         "regions":["us-west-1","eu-west-1","ap-northeast-1"],
         "tags":{"Name":"serverless-failover-usw2-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void answersWithThePrimaryUntilItsCheckIsRed() {
    assertRecord("primary", "PRIMARY", "primary-us-east-1", "east", "-use1");
    assertRecord("secondary", "SECONDARY", "secondary-us-west-2", "west", "-usw2");
  }

  private void assertRecord(String role, String type, String id, String host, String check) {
    assertInputs(
        captured.resource("aws:route53/record:Record", NAME + "-" + role),
        """
        {"zoneId":"Z1","name":"app.t1.example.com","type":"A","setIdentifier":"%s",
         "failoverRoutingPolicies":[{"type":"%s"}],"healthCheckId":"%s",
         "aliases":[{"name":"%s.elb","zoneId":"Z-%s","evaluateTargetHealth":true}]}"""
            .formatted(id, type, captured.resource(CHECK, NAME + check).id(), host, host));
  }

  private static Endpoint endpoint(Scope scope, String host) {
    return new Endpoint(scope, new AliasTarget(Output.of(host + ".elb"), Output.of("Z-" + host)));
  }
}
