package dev.portcullis.infra.serverless;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFunctionTest {
  private static final String NAME = "serverless-api-usw2";
  private static final String PHYSICAL = "serverless-api-usw2-t1";
  private static final String TARGETS =
      "arn:aws:elasticloadbalancing:us-west-2:000000000000:targetgroup/api/1";
  private static final String LOG_KEY = "arn:aws:kms:us-west-2:000000000000:key/logs";

  @TempDir private Path directory;
  private Captured captured;

  @BeforeEach
  void capture() throws IOException {
    var zip = Files.writeString(directory.resolve("code.zip"), "code");
    captured =
        Captured.program(
            (primary, secondary) ->
                new HttpFunction(
                    NAME,
                    new HttpFunction.Args(
                        FunctionSpec.in(
                                secondary,
                                new Placement(
                                    Output.of(List.of("subnet-a", "subnet-b")), Output.of("sg-fn")))
                            .code(new FunctionCode(zip, "a.B::c", "java21", 512, 10))
                            .variable("ORDERS_TABLE", Output.of("orders"))
                            .grant(
                                Grants.table(
                                    Output.of(
                                        "arn:aws:dynamodb:us-west-2:000000000000:table/orders"),
                                    secondary))
                            .grant(Grants.objects(Output.of("arn:aws:s3:::bucket"), secondary))
                            .grant(
                                Grants.secret(
                                    Output.of(
                                        "arn:aws:secretsmanager:us-west-2:000000000000:secret:db-1"),
                                    secondary))
                            .logs(new Site(secondary.scope(), Output.of(LOG_KEY)))
                            .build(),
                        Output.of(TARGETS)),
                    secondary.scope().component()));
  }

  @Test
  void runsInPrivateSubnetsWithEncryptedEnvironment() {
    var function = captured.resource("aws:lambda/function:Function", NAME);
    captured.assertWellFormed();
    assertThat(captured.children())
        .hasSize(6)
        .allSatisfy(child -> assertThat(child).endsWith(" us-west-2"));
    assertThat(input(function, "/code/$archive/sha256").isMissingNode()).isFalse();
    var rest = function.inputs().deepCopy();
    rest.remove("code");
    assertThat(json(rest.toString()))
        .isEqualTo(
            json(
                """
                {"name":"NAME","role":"arn:aws:iam::000000000000:role/NAME","handler":"a.B::c","runtime":"java21",
                 "memorySize":512,"timeout":10,"environment":{"variables":{"ORDERS_TABLE":"orders"}},"kmsKeyArn":"KEY",
                 "loggingConfig":{"logFormat":"JSON","logGroup":"/aws/lambda/NAME"},
                 "vpcConfig":{"subnetIds":["subnet-a","subnet-b"],"securityGroupIds":["sg-fn"]},
                 "replaceSecurityGroupsOnDestroy":true,"skipDestroy":false,
                 "tags":{"Name":"NAME","Project":"PulumiOptimization"}}"""
                    .replace("NAME", PHYSICAL)
                    .replace("KEY", Captured.REPLICA_KEY)));
    assertThat(function.options().customTimeouts()).containsEntry("delete", 3600.0);
  }

  @Test
  void startsAfterItsPermissionsAndItsEncryptedLogGroup() {
    var function = captured.resource("aws:lambda/function:Function", NAME);
    var logs = captured.resource("aws:cloudwatch/logGroup:LogGroup", NAME + "-logs");
    assertWaitsFor(function, captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy"));
    assertWaitsFor(function, logs);
    assertInputs(
        logs,
        """
        {"name":"/aws/lambda/NAME","kmsKeyId":"%s","retentionInDays":30,"skipDestroy":false,
         "tags":{"Name":"NAME","Project":"PulumiOptimization"}}"""
            .formatted(LOG_KEY)
            .replace("NAME", PHYSICAL));
  }

  @Test
  void isCalledByItsTargetGroupAlone() {
    var permission = captured.resource("aws:lambda/permission:Permission", NAME + "-permission");
    assertInputs(
        permission,
        """
        {"statementId":"LoadBalancer","action":"lambda:InvokeFunction",
         "principal":"elasticloadbalancing.amazonaws.com","function":"%s","sourceArn":"%s"}"""
            .formatted(PHYSICAL, TARGETS));
    var attachment =
        captured.resource(
            "aws:lb/targetGroupAttachment:TargetGroupAttachment", NAME + "-attachment");
    assertInputs(
        attachment,
        """
        {"targetGroupArn":"%s","targetId":"arn:aws:lambda:us-west-2:000000000000:function:%s"}"""
            .formatted(TARGETS, PHYSICAL));
    assertWaitsFor(attachment, permission);
  }

  @Test
  void grantsExactlyWhatIsNeeded() {
    var policy = captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy");
    assertThat(document(policy, "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[
                 {"Sid":"WriteOwnLogs","Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],
                  "Resource":["arn:aws:logs:us-west-2:000000000000:log-group:/aws/lambda/NAME:*"]},
                 {"Sid":"DecryptEnvironment","Effect":"Allow","Action":["kms:Decrypt"],"Resource":["KEY"]},
                 {"Sid":"NetworkInterfaces","Effect":"Allow","Action":["ec2:CreateNetworkInterface",
                   "ec2:DeleteNetworkInterface","ec2:AssignPrivateIpAddresses","ec2:UnassignPrivateIpAddresses"],
                  "Resource":["arn:aws:ec2:us-west-2:000000000000:*/*"]},
                 {"Sid":"UnscopableDescribe","Effect":"Allow",
                  "Action":["ec2:DescribeNetworkInterfaces","ec2:DescribeSubnets"],"Resource":["*"]},
                 {"Sid":"NoInterfacesFromCode","Effect":"Deny","Action":["ec2:CreateNetworkInterface",
                   "ec2:DeleteNetworkInterface","ec2:AssignPrivateIpAddresses","ec2:UnassignPrivateIpAddresses"],
                  "Resource":["arn:aws:ec2:us-west-2:000000000000:*/*"],
                  "Condition":{"ArnEquals":{"lambda:SourceFunctionArn":["FUNCTION"]}}},
                 {"Sid":"UnscopableNoDescribeFromCode","Effect":"Deny",
                  "Action":["ec2:DescribeNetworkInterfaces","ec2:DescribeSubnets"],"Resource":["*"],
                  "Condition":{"ArnEquals":{"lambda:SourceFunctionArn":["FUNCTION"]}}},
                 {"Sid":"TableItems","Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:Query","dynamodb:PutItem",
                   "dynamodb:UpdateItem","dynamodb:DeleteItem"],
                  "Resource":["arn:aws:dynamodb:us-west-2:000000000000:table/orders"]},
                 {"Sid":"TableKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":["KEY"],
                  "Condition":{"StringEquals":{"kms:ViaService":["dynamodb.us-west-2.amazonaws.com"]}}},
                 {"Sid":"BucketObjects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],
                  "Resource":["arn:aws:s3:::bucket/*"]},
                 {"Sid":"BucketKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":["KEY"],
                  "Condition":{"StringEquals":{"kms:ViaService":["s3.us-west-2.amazonaws.com"]}}},
                 {"Sid":"ReadSecret","Effect":"Allow",
                  "Action":["secretsmanager:GetSecretValue"],
                  "Resource":["arn:aws:secretsmanager:us-west-2:000000000000:secret:db-1"]},
                 {"Sid":"SecretKey","Effect":"Allow","Action":["kms:Decrypt"],"Resource":["KEY"],
                  "Condition":{"StringEquals":{"kms:ViaService":["secretsmanager.us-west-2.amazonaws.com"]}}}]}"""
                    .replace("FUNCTION", "arn:aws:lambda:us-west-2:000000000000:function:NAME")
                    .replace("NAME", PHYSICAL)
                    .replace("KEY", Captured.REPLICA_KEY)));
  }

  @Test
  void rejectsEverythingThatIsMissingAtOnce() {
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(
                    () ->
                        FunctionSpec.in(primary, new Placement(Output.of(List.of()), Output.of("")))
                            .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("code: is missing", "logs: is missing"));
  }

  @Test
  void rejectsCodeThatIsNotBuiltAndImpossibleLimits() {
    assertThatThrownBy(
            () -> new FunctionCode(directory.resolve("no.zip"), "a.B::c", "java21", 64, 901))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "archive: no such file, got no.zip",
            "build it with mvn -pl lambda process-classes",
            "memoryMb: out of range, got 64",
            "timeoutSeconds: out of range, got 901");
  }
}
