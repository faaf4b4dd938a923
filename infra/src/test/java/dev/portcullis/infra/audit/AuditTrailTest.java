package dev.portcullis.infra.audit;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.infra.Captured;
import dev.portcullis.infra.audit.AuditTrail.Coverage;
import dev.portcullis.infra.security.EncryptionKeys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTrailTest {
  private static final String NAME = "serverless-trail-usw2";

  private final Captured captured = trail(Coverage.OWN_REGION);

  @Test
  void recordsTheRegionInBucketAndLogs() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .hasSize(11)
        .allSatisfy(child -> assertThat(child).endsWith(" us-west-2"));
    assertInputs(
        captured.resource("aws:cloudtrail/trail:Trail", NAME),
        """
        {"name":"NAME","s3BucketName":"serverless-trail-usw2-000000000000-t1","kmsKeyId":"%s",
         "cloudWatchLogsGroupArn":"arn:aws:logs:us-west-2:000000000000:log-group:/aws/cloudtrail/NAME:*",
         "cloudWatchLogsRoleArn":"arn:aws:iam::000000000000:role/NAME",
         "enableLogging":true,"enableLogFileValidation":true,"isMultiRegionTrail":false,"includeGlobalServiceEvents":false,
         "tags":{"Name":"NAME","Project":"PulumiOptimization"}}"""
            .formatted(Captured.REPLICA_KEY)
            .replace("NAME", "serverless-trail-usw2-t1"));
  }

  @Test
  void waitsForTheBucketPolicyAndThePermissionToLog() {
    var trail = captured.resource("aws:cloudtrail/trail:Trail", NAME);
    assertWaitsFor(trail, captured.resource("aws:s3/bucketPolicy:BucketPolicy", NAME + "-policy"));
    assertWaitsFor(trail, captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy"));
  }

  @Test
  void admitsThisTrailAloneToTheBucket() {
    var policy = captured.resource("aws:s3/bucketPolicy:BucketPolicy", NAME + "-policy");
    var statements = document(policy, "/policy").get("Statement");
    assertThat(statements).hasSize(3);
    assertThat(statements.get(1))
        .isEqualTo(
            json(
                """
                {"Sid":"CheckAcl","Effect":"Allow","Principal":{"Service":["cloudtrail.amazonaws.com"]},
                 "Action":["s3:GetBucketAcl"],"Resource":["arn:aws:s3:::serverless-trail-usw2-000000000000-t1"],
                 "Condition":{"StringEquals":{"aws:SourceArn":
                   ["arn:aws:cloudtrail:us-west-2:000000000000:trail/serverless-trail-usw2-t1"]}}}"""));
    assertThat(statements.get(2))
        .isEqualTo(
            json(
                """
                {"Sid":"DeliverRecords","Effect":"Allow","Principal":{"Service":["cloudtrail.amazonaws.com"]},
                 "Action":["s3:PutObject"],
                 "Resource":["arn:aws:s3:::serverless-trail-usw2-000000000000-t1/AWSLogs/000000000000/*"],
                 "Condition":{"StringEquals":{
                   "aws:SourceArn":["arn:aws:cloudtrail:us-west-2:000000000000:trail/serverless-trail-usw2-t1"],
                   "s3:x-amz-acl":["bucket-owner-full-control"]}}}"""));
  }

  @Test
  void writesOnlyToItsOwnLogGroup() {
    assertThat(
            document(
                captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy"), "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"WriteLogs","Effect":"Allow",
                 "Action":["logs:CreateLogStream","logs:PutLogEvents"],
                 "Resource":["arn:aws:logs:us-west-2:000000000000:log-group:/aws/cloudtrail/serverless-trail-usw2-t1:*"]}]}"""));
    assertInputs(
        captured.resource("aws:cloudwatch/logGroup:LogGroup", NAME + "-logs"),
        """
        {"name":"/aws/cloudtrail/serverless-trail-usw2-t1","kmsKeyId":"%s","retentionInDays":90,"skipDestroy":false,
         "tags":{"Name":"serverless-trail-usw2-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.REPLICA_KEY));
  }

  @ParameterizedTest
  @CsvSource({
    "OWN_REGION, false, false",
    "OWN_REGION_AND_GLOBAL, false, true",
    "EVERY_REGION, true, true"
  })
  void coversWhatItIsAskedTo(Coverage coverage, boolean everyRegion, boolean global) {
    var trail = trail(coverage).resource("aws:cloudtrail/trail:Trail", NAME);
    assertThat(input(trail, "/isMultiRegionTrail").asBoolean()).isEqualTo(everyRegion);
    assertThat(input(trail, "/includeGlobalServiceEvents").asBoolean()).isEqualTo(global);
  }

  @Test
  void namesItselfInTheKeyForLogs() {
    var captured =
        Captured.program(
            (primary, secondary) ->
                new EncryptionKeys(
                    "serverless-keys-usw2",
                    new EncryptionKeys.Args(
                        secondary.scope(),
                        List.of(),
                        List.of(),
                        List.of(AuditTrail.keyUse(secondary.scope(), NAME))),
                    secondary.scope().component()));
    assertThat(
            document(captured.resource("aws:kms/key:Key", "serverless-keys-usw2-logs"), "/policy")
                .at("/Statement/2"))
        .isEqualTo(
            json(
                """
                {"Sid":"Trails","Effect":"Allow","Principal":{"Service":["cloudtrail.amazonaws.com"]},
                 "Action":["kms:DescribeKey","kms:GenerateDataKey"],"Resource":["*"],
                 "Condition":{"StringEquals":{"aws:SourceArn":[
                   "arn:aws:cloudtrail:us-west-2:000000000000:trail/serverless-trail-usw2-t1"]}}}"""));
  }

  private static Captured trail(Coverage coverage) {
    return Captured.program(
        (primary, secondary) ->
            new AuditTrail(
                NAME, new AuditTrail.Args(secondary, coverage), secondary.scope().component()));
  }
}
