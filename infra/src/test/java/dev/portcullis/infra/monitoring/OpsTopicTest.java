package dev.portcullis.infra.monitoring;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.infra.Captured;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpsTopicTest {
  private static final String NAME = "serverless-ops-use1";
  private static final String ARN = "arn:aws:sns:us-east-1:000000000000:serverless-ops-use1-t1";

  private static Captured topic(Optional<String> email) {
    return Captured.program(
        (primary, secondary) ->
            new OpsTopic(NAME, new OpsTopic.Args(primary, email), primary.scope().component()));
  }

  @Test
  void admitsTheAlarmsOfThisAccountToAnEncryptedTopic() {
    var captured = topic(Optional.empty());
    captured.assertWellFormed();
    assertThat(captured.children()).hasSize(2);
    assertInputs(
        captured.resource("aws:sns/topic:Topic", NAME),
        """
        {"name":"serverless-ops-use1-t1","kmsMasterKeyId":"%s",
         "tags":{"Name":"serverless-ops-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.KEY));
    var policy = captured.resource("aws:sns/topicPolicy:TopicPolicy", NAME + "-policy");
    assertThat(policy.inputs().get("arn").asText()).isEqualTo(ARN);
    assertThat(document(policy, "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"AlarmsOfThisAccount","Effect":"Allow",
                 "Principal":{"Service":["cloudwatch.amazonaws.com"]},"Action":["sns:Publish"],"Resource":["%s"],
                 "Condition":{"StringEquals":{"aws:SourceAccount":["000000000000"]}}}]}"""
                    .formatted(ARN)));
  }

  @Test
  void subscribesAnAddress() {
    assertInputs(
        topic(Optional.of("ops@example.com"))
            .resource("aws:sns/topicSubscription:TopicSubscription", NAME + "-email"),
        "{\"topic\":\"" + ARN + "\",\"protocol\":\"email\",\"endpoint\":\"ops@example.com\"}");
  }

  @Test
  void rejectsWhatIsNoAddress() {
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(() -> new OpsTopic.Args(primary, Optional.of("ops")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OpsTopic: email: not an address, got \"ops\"; leave it out for none"));
  }
}
