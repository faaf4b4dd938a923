package dev.portcullis.infra.security;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.security.RecoveryRole.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryRoleTest {
  private static final String NAME = "serverless-recovery";
  private static final String ARN = "arn:aws:iam::000000000000:role/serverless-recovery-t1";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new RecoveryRole(
                  NAME,
                  new RecoveryRole.Args(
                      primary.scope(),
                      List.of(
                          caller(primary, "serverless-api-use1"),
                          caller(secondary, "serverless-api-usw2")),
                      permissions()),
                  primary.scope().component()));

  @Test
  void isAssumedByTheFunctionsOfBothRegionsAndNobodyElse() {
    var role = captured.resource("aws:iam/role:Role", NAME + "-role");
    assertThat(input(role, "/name").asText()).isEqualTo("serverless-recovery-t1");
    assertThat(document(role, "/assumeRolePolicy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[
                 {"Sid":"AssumeFromFunctions","Effect":"Allow",
                  "Principal":{"AWS":["arn:aws:iam::000000000000:role/serverless-api-use1-t1",
                    "arn:aws:iam::000000000000:role/serverless-api-usw2-t1"]},
                  "Action":["sts:AssumeRole"]}]}"""));
    assertWaitsFor(role, execution("serverless-api-use1"));
    assertWaitsFor(role, execution("serverless-api-usw2"));
  }

  @Test
  void letsEachFunctionAssumeThisRoleAndNoOther() {
    for (var region : List.of("use1", "usw2")) {
      var policy = captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-assume-" + region);
      assertInputs(
          policy,
"""
          {"name":"serverless-recovery-assume-REGION-t1","role":"serverless-api-REGION-t1",
           "policy":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Sid\\":\\"AssumeRecoveryRole\\",\
\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"sts:AssumeRole\\"],\\"Resource\\":[\\"ARN\\"]}]}"}"""
              .replace("REGION", region)
              .replace("ARN", ARN));
      assertWaitsFor(policy, captured.resource("aws:iam/role:Role", NAME + "-role"));
    }
    assertThat(captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-assume-usw2").region())
        .isEqualTo("us-west-2");
  }

  @Test
  void hasTheArnThatFunctionsAreToldBefore() {
    assertThat(input(execution("serverless-api-usw2"), "/description").asText()).isEqualTo(ARN);
  }

  @Test
  void rejectsNoCallersAndTwoOfOneRegion() {
    Captured.program(
        (primary, secondary) -> {
          assertThatThrownBy(() -> new RecoveryRole.Args(primary.scope(), List.of(), permissions()))
              .hasMessageContaining("callers: is empty, got []; name who assumes the role");
          var twice = new Caller(primary.scope(), Output.of("a"), Output.of("b"));
          assertThatThrownBy(
                  () ->
                      new RecoveryRole.Args(primary.scope(), List.of(twice, twice), permissions()))
              .hasMessageContaining("callers: two of one region, got [us-east-1, us-east-1]");
        });
  }

  private Resource execution(String name) {
    return captured.resource("aws:iam/role:Role", name + "-role");
  }

  /** An execution role, told of the recovery role before that exists. */
  private static Caller caller(Site site, String name) {
    var role =
        new Role(
            name + "-role",
            RoleArgs.builder()
                .name(site.scope().physicalOf(name))
                .description(RecoveryRole.arn(site.scope(), NAME))
                .assumeRolePolicy(PolicyDocument.trust("lambda.amazonaws.com"))
                .build(),
            CustomResourceOptions.builder().provider(site.scope().provider()).build());
    return new Caller(site.scope(), role.name(), role.arn());
  }

  private static PolicyDocument permissions() {
    return PolicyDocument.create()
        .add(Statement.allow("Read").action("s3:GetObject").on("arn:aws:s3:::bucket/*"));
  }
}
