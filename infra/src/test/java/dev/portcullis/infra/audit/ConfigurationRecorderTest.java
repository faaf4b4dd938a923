package dev.portcullis.infra.audit;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.infra.Captured;
import dev.portcullis.infra.security.EncryptionKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationRecorderTest {
  private static final String NAME = "serverless-config-usw2";
  private static final String PHYSICAL = NAME + "-t1";
  private static final String BUCKET = "serverless-config-usw2-000000000000-t1";
  private static final String RECORDER = "aws:cfg/recorder:Recorder";
  private static final String CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
  private static final String STATUS = "aws:cfg/recorderStatus:RecorderStatus";
  private static final String RULE = "aws:cfg/rule:Rule";
  private static final String ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

  private final Captured captured = recorder(true, false);

  @Test
  void recordsTheRegionAndJudgesIt() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .hasSize(7 + 3 + 3 + ManagedRule.baseline().size())
        .allSatisfy(child -> assertThat(child).endsWith(" us-west-2"));
    assertInputs(
        captured.resource(RECORDER, NAME),
        """
        {"name":"%s","roleArn":"arn:aws:iam::000000000000:role/%s",
         "recordingGroup":{"allSupported":true,"includeGlobalResourceTypes":false}}"""
            .formatted(PHYSICAL, PHYSICAL));
    assertInputs(
        captured.resource(CHANNEL, NAME),
        "{\"name\":\"%s\",\"s3BucketName\":\"%s\",\"s3KmsKeyArn\":\"%s\"}"
            .formatted(PHYSICAL, BUCKET, Captured.REPLICA_KEY));
    assertInputs(
        captured.resource(STATUS, NAME), "{\"name\":\"" + PHYSICAL + "\",\"isEnabled\":true}");
  }

  @Test
  void startsInTheOrderAwsAccepts() {
    var recorder = captured.resource(RECORDER, NAME);
    var channel = captured.resource(CHANNEL, NAME);
    var status = captured.resource(STATUS, NAME);
    var permissions = captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy");
    assertWaitsFor(recorder, permissions);
    assertWaitsFor(recorder, captured.resource(ATTACHMENT, NAME + "-reading"));
    assertWaitsFor(channel, recorder);
    assertWaitsFor(channel, permissions);
    assertWaitsFor(
        channel, captured.resource("aws:s3/bucketPolicy:BucketPolicy", NAME + "-policy"));
    assertWaitsFor(status, channel);
    for (var rule : ManagedRule.baseline()) {
      var judged = captured.resource(RULE, NAME + "-" + rule.role());
      assertWaitsFor(judged, recorder);
      assertWaitsFor(judged, status);
    }
  }

  @Test
  void readsByTheManagedPolicyAndWritesToItsBucketOnly() {
    assertInputs(
        captured.resource(ATTACHMENT, NAME + "-reading"),
        """
        {"role":"%s","policyArn":"arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"}"""
            .formatted(PHYSICAL));
    assertThat(
            document(
                captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy"), "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[
                 {"Sid":"CheckAcl","Effect":"Allow","Action":["s3:GetBucketAcl"],"Resource":["arn:aws:s3:::BUCKET"]},
                 {"Sid":"Deliver","Effect":"Allow","Action":["s3:PutObject"],
                  "Resource":["arn:aws:s3:::BUCKET/AWSLogs/000000000000/Config/*"],
                  "Condition":{"StringEquals":{"s3:x-amz-acl":["bucket-owner-full-control"]}}},
                 {"Sid":"Encrypt","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":["%s"]}]}"""
                    .replace("BUCKET", BUCKET)
                    .formatted(Captured.REPLICA_KEY)));
    assertThat(
            document(captured.resource("aws:iam/role:Role", NAME + "-role"), "/assumeRolePolicy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"Assume","Effect":"Allow",
                 "Principal":{"Service":["config.amazonaws.com"]},"Action":["sts:AssumeRole"],
                 "Condition":{"StringEquals":{"aws:SourceAccount":["000000000000"]}}}]}"""));
  }

  @Test
  void admitsConfigToTheBucketForThisAccountAlone() {
    var statements =
        document(captured.resource("aws:s3/bucketPolicy:BucketPolicy", NAME + "-policy"), "/policy")
            .get("Statement");
    assertThat(statements).hasSize(3);
    assertThat(statements.get(1))
        .isEqualTo(
            json(
                """
                {"Sid":"CheckBucket","Effect":"Allow","Principal":{"Service":["config.amazonaws.com"]},
                 "Action":["s3:GetBucketAcl","s3:ListBucket"],"Resource":["arn:aws:s3:::%s"],
                 "Condition":{"StringEquals":{"aws:SourceAccount":["000000000000"]}}}"""
                    .formatted(BUCKET)));
    assertThat(statements.get(2))
        .isEqualTo(
            json(
                """
                {"Sid":"DeliverConfiguration","Effect":"Allow","Principal":{"Service":["config.amazonaws.com"]},
                 "Action":["s3:PutObject"],"Resource":["arn:aws:s3:::%s/AWSLogs/000000000000/Config/*"],
                 "Condition":{"StringEquals":{"aws:SourceAccount":["000000000000"],
                   "s3:x-amz-acl":["bucket-owner-full-control"]}}}"""
                    .formatted(BUCKET)));
  }

  @Test
  void judgesByRulesOfAws() {
    assertInputs(
        captured.resource(RULE, NAME + "-ports"),
        """
        {"name":"serverless-config-usw2-ports-t1",
         "description":"The internet reaches no port of shells, desktops and databases",
         "source":{"owner":"AWS","sourceIdentifier":"RESTRICTED_INCOMING_TRAFFIC"},
         "inputParameters":"{\\"blockedPort1\\":\\"22\\",\\"blockedPort2\\":\\"3389\\",\\"blockedPort3\\":\\"5432\\"}",
         "tags":{"Name":"serverless-config-usw2-ports-t1","Project":"PulumiOptimization"}}""");
    assertThat(captured.resource(RULE, NAME + "-volumes").inputs().has("inputParameters"))
        .isFalse();
    assertThat(ManagedRule.baseline())
        .extracting(ManagedRule::identifier)
        .containsExactly(
            "ENCRYPTED_VOLUMES",
            "RDS_STORAGE_ENCRYPTED",
            "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
            "RESTRICTED_INCOMING_TRAFFIC",
            "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
            "SECRETSMANAGER_ROTATION_ENABLED_CHECK",
            "CMK_BACKING_KEY_ROTATION_ENABLED");
  }

  @Test
  void makesOnlyTheRulesWhereTheAccountRecordsAlready() {
    assertThat(recorder(false, false).children())
        .hasSize(ManagedRule.baseline().size())
        .allSatisfy(child -> assertThat(child).startsWith(RULE));
  }

  @Test
  void recordsGlobalTypesWhereItIsTold() {
    assertThat(
            input(
                    recorder(true, true).resource(RECORDER, NAME),
                    "/recordingGroup/includeGlobalResourceTypes")
                .asBoolean())
        .isTrue();
  }

  @Test
  void letsConfigUseTheKeyForThisAccount() {
    var keys =
        Captured.program(
            (primary, secondary) ->
                new EncryptionKeys(
                    "keys",
                    new EncryptionKeys.Args(
                        primary.scope(),
                        List.of(primary.scope().region()),
                        List.of(),
                        List.of(ConfigurationRecorder.keyUse(primary.scope()))),
                    primary.scope().component()));
    assertThat(document(keys.resource("aws:kms/key:Key", "keys-logs"), "/policy").get("Statement"))
        .contains(
            json(
                """
                {"Sid":"Configuration","Effect":"Allow","Principal":{"Service":["config.amazonaws.com"]},
                 "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":["*"],
                 "Condition":{"StringEquals":{"aws:SourceAccount":["000000000000"]}}}"""));
  }

  @Test
  void rejectsNoRulesAndTwiceTheSame() {
    Captured.program(
        (primary, secondary) -> {
          assertThatThrownBy(() -> new ConfigurationRecorder.Args(primary, true, true, List.of()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("rules: is empty");
          var rule = ManagedRule.baseline().get(0);
          assertThatThrownBy(
                  () -> new ConfigurationRecorder.Args(primary, true, true, List.of(rule, rule)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("a role occurs twice, got [volumes, volumes]");
        });
  }

  private static Captured recorder(boolean record, boolean globalTypes) {
    return Captured.program(
        (primary, secondary) ->
            new ConfigurationRecorder(
                NAME,
                new ConfigurationRecorder.Args(
                    secondary, record, globalTypes, ManagedRule.baseline()),
                secondary.scope().component()));
  }
}
