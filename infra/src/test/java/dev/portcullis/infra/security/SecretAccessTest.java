package dev.portcullis.infra.security;

import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretAccessTest {
  private static final String ROLE = "arn:aws:iam::000000000000:role/";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new SecretAccess(
                  "serverless-credentials-access",
                  new SecretAccess.Args(
                      secret(primary, secondary),
                      List.of(Output.of(ROLE + "api-use1"), Output.of(ROLE + "api-usw2")),
                      List.of(Output.of(ROLE + "auditor"))),
                  primary.scope().component()));

  private static DatabaseSecret secret(Site primary, Site secondary) {
    return new DatabaseSecret(
        "serverless-credentials",
        new DatabaseSecret.Args(primary, secondary, "orders_admin", 5432),
        primary.scope().component());
  }

  private Resource policy() {
    return captured.resource(
        "aws:secretsmanager/secretPolicy:SecretPolicy", "serverless-credentials-access");
  }

  @Test
  void deniesReadingToEverybodyElse() {
    captured.assertWellFormed();
    var document = document(policy(), "/policy");
    assertThat(document.at("/Statement")).hasSize(1);
    var statement = document.at("/Statement/0");
    assertThat(statement.at("/Effect").asText()).isEqualTo("Deny");
    assertThat(statement.at("/Principal").asText()).isEqualTo("*");
    // The replica has the same policy and another ARN.
    assertThat(statement.at("/Resource")).isEqualTo(json("[\"*\"]"));
    assertThat(statement.at("/Condition/ArnNotEquals/aws:PrincipalArn"))
        .isEqualTo(
            json(
                """
                ["arn:aws:iam::000000000000:root","%sapi-use1","%sapi-usw2","%sauditor"]"""
                    .formatted(ROLE, ROLE, ROLE)));
  }

  @Test
  void locksNobodyOut() {
    var statement = document(policy(), "/policy").at("/Statement/0");
    // Whoever administers the secret can take the policy away again.
    assertThat(statement.at("/Action")).isEqualTo(json("[\"secretsmanager:GetSecretValue\"]"));
    // Whoever deployed can refresh.
    assertThat(statement.at("/Condition/StringNotLike/aws:userid/0").asText())
        .matches("AIDA[A-Z0-9]{17}");
  }

  @Test
  void comesAfterTheFirstVersionIsStored() {
    assertWaitsFor(
        policy(),
        captured.resource(
            "aws:secretsmanager/secretVersion:SecretVersion", "serverless-credentials-version"));
    assertThat(input(policy(), "/blockPublicPolicy").asBoolean()).isTrue();
  }

  @Test
  void admitsEverySessionOfARole() {
    assertThat(SecretAccess.everySession("AROAEXAMPLE:ci-4711")).isEqualTo("AROAEXAMPLE:*");
    assertThat(SecretAccess.everySession("AIDAEXAMPLE")).isEqualTo("AIDAEXAMPLE");
  }

  @Test
  void rejectsASecretThatNobodyReads() {
    Captured.program(
        (primary, secondary) -> {
          var secret = secret(primary, secondary);
          assertThatThrownBy(() -> new SecretAccess.Args(secret, List.of(), List.of()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("readers: is empty, got []");
        });
  }
}
