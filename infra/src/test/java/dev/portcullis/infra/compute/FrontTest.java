package dev.portcullis.infra.compute;

import static dev.portcullis.infra.Captured.input;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.edge.Accelerator;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.edge.PublicEndpoint.PublicPlacement;
import dev.portcullis.infra.edge.PublicEndpoint.Traffic;
import dev.portcullis.infra.edge.Routes;
import dev.portcullis.infra.edge.Target;
import dev.portcullis.infra.edge.WebFirewall.RateLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instances, load balancer and accelerator, as a system puts them together. */
class FrontTest {
  private static final String EDGE = "serverless-edge-use1";
  private static final String APP = "serverless-app-use1";

  private final Captured captured =
      Captured.program(
          (primary, secondary) -> {
            var endpoint = endpoint(primary);
            new InstanceGroup(
                APP,
                new InstanceGroup.Args(
                    primary,
                    primary,
                    place(),
                    Machine.linux("t3.small"),
                    new InstanceGroup.Size(2, 4),
                    Front.of(endpoint, "app"),
                    Output.of("scaling"),
                    List.of()),
                primary.scope().component());
            new Accelerator(
                "serverless-accelerator",
                new Accelerator.Args(
                    primary.scope(),
                    List.of(Accelerator.Endpoint.of(primary.scope(), endpoint)),
                    true,
                    10),
                primary.scope().component());
          });

  @Test
  void putsInstancesBehindTheTargetGroupOfTheirRole() {
    var targets = captured.resource("aws:lb/targetGroup:TargetGroup", EDGE + "-app");
    var group = captured.resource("aws:autoscaling/group:Group", APP);
    assertThat(input(group, "/targetGroupArns/0").asText()).isEqualTo(targets.id());
    assertThat(group.dependencies())
        .contains(
            targets.urn(),
            captured.resource("aws:lb/listener:Listener", EDGE + "-https").urn(),
            captured.resource("aws:lb/listenerRule:ListenerRule", EDGE + "-api").urn());
  }

  @Test
  void countsRequestsByTheNamesOfBothInMetrics() {
    assertThat(
            input(
                    captured.resource("aws:autoscaling/policy:Policy", APP + "-requests"),
                    "/targetTrackingConfiguration/predefinedMetricSpecification/resourceLabel")
                .asText())
        .matches(
            "app/serverless-alb-use1-t1/[0-9a-f]{16}"
                + "/targetgroup/serverless-app-use1-t1/[0-9a-f]{16}");
  }

  @Test
  void acceleratesTheLoadBalancerOnceItListens() {
    var group =
        captured.resource(
            "aws:globalaccelerator/endpointGroup:EndpointGroup", "serverless-accelerator-use1");
    var balancer = captured.resource("aws:lb/loadBalancer:LoadBalancer", EDGE + "-alb");
    assertThat(input(group, "/endpointConfigurations/0/endpointId").asText())
        .isEqualTo(balancer.id());
    assertThat(input(group, "/endpointConfigurations/0/clientIpPreservationEnabled").asBoolean())
        .isTrue();
    assertThat(group.dependencies())
        .contains(
            balancer.urn(), captured.resource("aws:lb/listener:Listener", EDGE + "-https").urn());
  }

  private static PublicEndpoint endpoint(Site site) {
    var route =
        new Route(
            "internet",
            RouteArgs.builder().routeTableId("rtb-1").build(),
            CustomResourceOptions.builder().provider(site.scope().provider()).build());
    return new PublicEndpoint(
        EDGE,
        new PublicEndpoint.Args(
            site,
            new PublicPlacement(place(), route),
            Output.of("certificate"),
            new Traffic(10, new RateLimit(1000, 60)),
            Routes.to(Target.instances("app", InstanceGroup.PORT, Output.of("vpc-1")))
                .with("/api/*", Target.functions("api"))),
        site.scope().component());
  }

  private static Placement place() {
    return new Placement(Output.of(List.of("subnet-1", "subnet-2")), Output.of("sg-1"));
  }
}
