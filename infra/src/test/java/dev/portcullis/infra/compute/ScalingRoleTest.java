package dev.portcullis.infra.compute;

import static dev.portcullis.infra.Captured.assertInputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.infra.Captured;
import org.junit.jupiter.api.Test;

class ScalingRoleTest {

  @Test
  void belongsToTheStackAlone() {
    var captured = role("serverless-scaling");
    captured.assertWellFormed();
    assertThat(captured.children()).hasSize(1);
    assertInputs(
        captured.resource("aws:iam/serviceLinkedRole:ServiceLinkedRole", "serverless-scaling-role"),
        """
        {"awsServiceName":"autoscaling.amazonaws.com","customSuffix":"serverless-scaling-t1",
         "description":"Launches instances of serverless",
         "tags":{"Name":"serverless-scaling-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void rejectsNamesThatIamWouldCutOff() {
    assertThatThrownBy(() -> role("serverless-" + "a".repeat(22)))
        .hasMessageContaining("name: too long, got \"serverless-" + "a".repeat(22) + "-t1\"")
        .hasMessageContaining("up to 35 characters");
  }

  private static Captured role(String name) {
    return Captured.program(
        (primary, secondary) ->
            new ScalingRole(
                name, new ScalingRole.Args(primary.scope()), primary.scope().component()));
  }
}
