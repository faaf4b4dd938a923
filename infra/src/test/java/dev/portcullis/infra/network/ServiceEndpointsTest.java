package dev.portcullis.infra.network;

import static dev.portcullis.infra.Captured.assertInputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Placement;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceEndpointsTest {
  @Test
  void answersUnderThePublicNameInsideTheVpc() {
    var captured = endpoints(List.of("secretsmanager"));
    captured.assertWellFormed();
    assertThat(captured.children()).hasSize(1);
    assertInputs(
        captured.resource("aws:ec2/vpcEndpoint:VpcEndpoint", "e-secretsmanager"),
        """
        {"vpcId":"vpc-1","vpcEndpointType":"Interface","privateDnsEnabled":true,
         "serviceName":"com.amazonaws.us-west-2.secretsmanager",
         "subnetIds":["subnet-1","subnet-2"],"securityGroupIds":["sg-1"],
         "tags":{"Name":"serverless-secretsmanager-usw2-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void rejectsNoService() {
    assertThatThrownBy(() -> endpoints(List.of())).hasMessageContaining("services: is empty");
  }

  private static Captured endpoints(List<String> services) {
    var placement = new Placement(Output.of(List.of("subnet-1", "subnet-2")), Output.of("sg-1"));
    return Captured.program(
        (primary, secondary) ->
            new ServiceEndpoints(
                "e",
                new ServiceEndpoints.Args(
                    secondary.scope(), Output.of("vpc-1"), placement, services),
                secondary.scope().component()));
  }
}
