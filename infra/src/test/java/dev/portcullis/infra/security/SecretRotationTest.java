package dev.portcullis.infra.security;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.Functions;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretRotationTest {
  private static final String NAME = "serverless-rotation-use1";
  private static final String ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
  private static final String CLUSTER = "arn:aws:rds:us-east-1:000000000000:cluster:db";

  @TempDir private Path directory;
  private Captured captured;

  @BeforeEach
  void capture() {
    captured =
        Captured.program(
            (primary, secondary) ->
                new SecretRotation(
                    NAME,
                    SecretRotation.Args.ofMaster(
                        secret(primary, secondary),
                        Functions.in(directory, primary)
                            .with(
                                new References(Map.of("DB_HOST", Output.of("db"))),
                                List.of(
                                    Statement.allow("ChangeMasterPassword")
                                        .action("rds:ModifyDBCluster")
                                        .on(CLUSTER))),
                        30),
                    primary.scope().component()));
  }

  private static DatabaseSecret secret(Site primary, Site secondary) {
    return new DatabaseSecret(
        "serverless-credentials",
        new DatabaseSecret.Args(primary, secondary, "orders_admin", 5432),
        primary.scope().component());
  }

  @Test
  void standsInTheRegionOfTheSecret() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .filteredOn(child -> child.contains(NAME))
        .containsExactly(
            "aws:cloudwatch/logGroup:LogGroup serverless-rotation-use1-logs us-east-1",
            "aws:iam/role:Role serverless-rotation-use1-role us-east-1",
            "aws:iam/rolePolicy:RolePolicy serverless-rotation-use1-policy us-east-1",
            "aws:lambda/function:Function serverless-rotation-use1 us-east-1",
            "aws:lambda/permission:Permission serverless-rotation-use1-permission us-east-1",
            ROTATION + " serverless-rotation-use1 us-east-1");
  }

  @Test
  void rotatesEveryThirtyDaysAndNotAtOnce() {
    var rotation = captured.resource(ROTATION, NAME);
    assertInputs(
        rotation,
        """
        {"secretId":"%s","rotationLambdaArn":"arn:aws:lambda:us-east-1:000000000000:function:serverless-rotation-use1-t1",
         "rotationRules":{"automaticallyAfterDays":30},"rotateImmediately":false}"""
            .formatted(secretArn()));
  }

  @Test
  void waitsForPermissionAndFirstVersion() {
    var rotation = captured.resource(ROTATION, NAME);
    var permission = captured.resource("aws:lambda/permission:Permission", NAME + "-permission");
    assertInputs(
        permission,
        """
        {"statementId":"SecretsManager","action":"lambda:InvokeFunction","principal":"secretsmanager.amazonaws.com",
         "function":"serverless-rotation-use1-t1","sourceArn":"%s"}"""
            .formatted(secretArn()));
    assertWaitsFor(rotation, permission);
    assertWaitsFor(
        rotation,
        captured.resource(
            "aws:secretsmanager/secretVersion:SecretVersion", "serverless-credentials-version"));
  }

  @Test
  void worksOnThisSecretAndOnWhatItsSpecificationSays() {
    var function = captured.resource("aws:lambda/function:Function", NAME);
    assertThat(input(function, "/environment/variables"))
        .isEqualTo(json("{\"DB_HOST\":\"db\",\"SECRET_ARN\":\"%s\"}".formatted(secretArn())));
    var policy = captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy");
    assertThat(document(policy, "/policy").at("/Statement"))
        .contains(
            json(
                """
                {"Sid":"ChangeMasterPassword","Effect":"Allow","Action":["rds:ModifyDBCluster"],"Resource":["%s"]}"""
                    .formatted(CLUSTER)),
            json(
                """
                {"Sid":"RotateSecret","Effect":"Allow",
                 "Action":["secretsmanager:DescribeSecret","secretsmanager:GetSecretValue",
                           "secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"],
                 "Resource":["%s"]}"""
                    .formatted(secretArn())),
            json(
                """
                {"Sid":"SecretKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":["%s"],
                 "Condition":{"StringEquals":{"kms:ViaService":["secretsmanager.us-east-1.amazonaws.com"]}}}"""
                    .formatted(Captured.KEY)));
  }

  @Test
  void letsTwoUsersOfAnApplicationTakeTurnsFromTheBeginning() {
    var program =
        Captured.program(
            (primary, secondary) ->
                new SecretRotation(
                    NAME,
                    SecretRotation.Args.ofApplication(
                        new DatabaseSecret(
                            "serverless-app-credentials",
                            new DatabaseSecret.Args(primary, secondary, "orders_app", 5432),
                            primary.scope().component()),
                        secret(primary, secondary),
                        Functions.in(directory, primary),
                        30),
                    primary.scope().component()));
    var rotation = program.resource(ROTATION, NAME);
    assertThat(input(rotation, "/rotateImmediately").asBoolean()).isTrue();
    for (var version : List.of("serverless-app-credentials", "serverless-credentials")) {
      assertWaitsFor(
          rotation,
          program.resource("aws:secretsmanager/secretVersion:SecretVersion", version + "-version"));
    }
    var own = input(rotation, "/secretId").asText();
    var environment =
        input(program.resource("aws:lambda/function:Function", NAME), "/environment/variables");
    var master = environment.path("MASTER_SECRET_ARN").asText();
    assertThat(master).contains("serverless-credentials").isNotEqualTo(own);
    assertThat(environment.path("SECRET_ARN").asText()).isEqualTo(own);
    assertThat(environment.path("APP_USER").asText()).isEqualTo("orders_app");
    var policy = program.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy");
    assertThat(document(policy, "/policy").at("/Statement"))
        .contains(
            json(
                """
                {"Sid":"RotateSecret","Effect":"Allow",
                 "Action":["secretsmanager:DescribeSecret","secretsmanager:GetSecretValue",
                           "secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"],
                 "Resource":["%s"]}"""
                    .formatted(own)),
            json(
                """
                {"Sid":"ReadMasterSecret","Effect":"Allow","Action":["secretsmanager:GetSecretValue"],
                 "Resource":["%s"]}"""
                    .formatted(master)))
        .extracting(statement -> statement.path("Sid").asText())
        .doesNotHaveDuplicates();
  }

  @Test
  void rejectsMasterThatWouldLockItselfOut() {
    Captured.program(
        (primary, secondary) -> {
          var secret = secret(primary, secondary);
          assertThatThrownBy(
                  () ->
                      SecretRotation.Args.ofApplication(
                          secret, secret, Functions.in(directory, primary), 30))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(
                  "master: is the user whose password is changed, got \"orders_admin\"");
        });
  }

  private String secretArn() {
    return input(captured.resource(ROTATION, NAME), "/secretId").asText();
  }

  @Test
  void rejectsAnotherRegionAndImpossiblePeriods() {
    Captured.program(
        (primary, secondary) -> {
          var secret = secret(primary, secondary);
          assertThatThrownBy(
                  () ->
                      SecretRotation.Args.ofMaster(
                          secret, Functions.in(directory, secondary), 1001))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContainingAll(
                  "days: out of range, got 1001; 1 to 1000",
                  "function: is not in the region of the secret, got us-west-2; only in us-east-1");
        });
  }
}
