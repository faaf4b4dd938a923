package dev.portcullis.infra.edge;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.Accelerator.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceleratorTest {
  private static final String NAME = "serverless-accelerator";
  private static final String GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";
  private static final String ALB =
      "arn:aws:elasticloadbalancing:us-west-2:000000000000:loadbalancer/app/usw2/1";

  private final List<String> seen = new ArrayList<>();
  private final Captured captured =
      Captured.program(
          (primary, secondary) -> {
            var listener =
                new Listener(
                    "listener",
                    ListenerArgs.builder().loadBalancerArn(ALB).defaultActions().build(),
                    CustomResourceOptions.builder().provider(secondary.scope().provider()).build());
            var accelerator =
                new Accelerator(
                    NAME,
                    new Accelerator.Args(
                        primary.scope(),
                        List.of(
                            new Endpoint(primary.scope(), Output.of("alb-east"), List.of()),
                            new Endpoint(secondary.scope(), Output.of(ALB), List.of(listener))),
                        false,
                        10),
                    primary.scope().component());
            note(accelerator.metricId);
            note(accelerator.ips.applyValue(ips -> String.join(" ", ips)));
          });

  @Test
  void isGlobalAndSwitchedOn() {
    assertThat(captured.children().stream().filter(child -> child.contains("globalaccelerator")))
        .containsExactly(
            "aws:globalaccelerator/accelerator:Accelerator " + NAME + " us-east-1",
            GROUP + " " + NAME + "-use1 us-east-1",
            GROUP + " " + NAME + "-usw2 us-east-1",
            "aws:globalaccelerator/listener:Listener " + NAME + "-listener us-east-1");
    var accelerator = accelerator();
    assertInputs(
        accelerator,
        """
        {"name":"serverless-accelerator-t1","ipAddressType":"IPV4","enabled":true,
         "tags":{"Name":"serverless-accelerator-t1","Project":"PulumiOptimization"}}""");
    assertThat(accelerator.options().customTimeouts()).containsEntry("delete", 1800.0);
  }

  @Test
  void takesHttpsAndWhatIsRedirectedThere() {
    assertInputs(
        captured.resource("aws:globalaccelerator/listener:Listener", NAME + "-listener"),
        """
        {"acceleratorArn":"%s","protocol":"TCP","clientAffinity":"NONE",
         "portRanges":[{"fromPort":80,"toPort":80},{"fromPort":443,"toPort":443}]}"""
            .formatted(accelerator().id()));
  }

  @Test
  void leadsToTheLoadBalancerOfEachRegionOnceItListens() {
    var group = captured.resource(GROUP, NAME + "-usw2");
    assertInputs(
        group,
        """
        {"listenerArn":"%s","endpointGroupRegion":"us-west-2","trafficDialPercentage":100,
         "healthCheckIntervalSeconds":10,"healthCheckPort":443,"healthCheckProtocol":"TCP",
         "endpointConfigurations":[{"endpointId":"%s","clientIpPreservationEnabled":false,
           "weight":128}]}"""
            .formatted(
                captured
                    .resource("aws:globalaccelerator/listener:Listener", NAME + "-listener")
                    .id(),
                ALB));
    assertWaitsFor(group, captured.resource("aws:lb/listener:Listener", "listener"));
    assertThat(
            captured
                .resource(GROUP, NAME + "-use1")
                .inputs()
                .at("/endpointConfigurations/0/endpointId")
                .asText())
        .isEqualTo("alb-east");
  }

  @Test
  void namesItselfAsItsMetricsDo() {
    assertThat(seen).hasSize(2);
    assertThat(accelerator().id()).endsWith(":accelerator/" + seen.get(0));
    assertThat(seen.get(1)).matches("\\d+\\.\\d+\\.\\d+\\.\\d+ \\d+\\.\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void rejectsOneRegionTwiceAndIntervalsThatAwsDoesNotTake() {
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(
                    () ->
                        new Accelerator.Args(
                            primary.scope(),
                            List.of(endpoint(primary.scope()), endpoint(primary.scope())),
                            false,
                            20))
                .hasMessageContainingAll(
                    "endpoints: not one per region, got [us-east-1, us-east-1]",
                    "healthIntervalSeconds: not an interval AWS knows, got 20"));
  }

  private dev.portcullis.graph.Resource accelerator() {
    return captured.resource("aws:globalaccelerator/accelerator:Accelerator", NAME);
  }

  private static Endpoint endpoint(Scope scope) {
    return new Endpoint(scope, Output.of(ALB), List.of());
  }

  private void note(Output<String> output) {
    var unused =
        output.applyValue(
            value -> {
              seen.add(value);
              return value;
            });
  }
}
