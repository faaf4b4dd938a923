package dev.portcullis.infra.api;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.infra.Captured;
import org.junit.jupiter.api.Test;

class ApiLoggingTest {
  private static final String NAME = "serverless-api-logging-usw2";
  private static final String ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new ApiLogging(
                  NAME, new ApiLogging.Args(secondary.scope()), secondary.scope().component()));

  @Test
  void setsTheRoleOnceItMayWrite() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .containsExactly(
            "aws:apigateway/account:Account " + NAME + " us-west-2",
            "aws:iam/role:Role " + NAME + "-role us-west-2",
            ATTACHMENT + " " + NAME + "-writing us-west-2");
    var account = captured.resource("aws:apigateway/account:Account", NAME);
    var writing = captured.resource(ATTACHMENT, NAME + "-writing");
    assertInputs(
        account, "{\"cloudwatchRoleArn\":\"arn:aws:iam::000000000000:role/" + NAME + "-t1\"}");
    assertInputs(
        writing,
        """
        {"role":"%s-t1",
         "policyArn":"arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"}"""
            .formatted(NAME));
    assertWaitsFor(account, writing);
  }

  @Test
  void isAssumedByApiGatewayAlone() {
    assertThat(
            document(captured.resource("aws:iam/role:Role", NAME + "-role"), "/assumeRolePolicy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"Assume","Effect":"Allow",
                 "Principal":{"Service":["apigateway.amazonaws.com"]},"Action":["sts:AssumeRole"]}]}"""));
  }
}
