package dev.portcullis.infra.backup;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.backup.CrossRegionBackup.Args;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.security.EncryptionKeys;
import dev.portcullis.infra.storage.PrivateBucket;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossRegionBackupTest {
  private static final String NAME = "serverless-backup";
  private static final String VAULT = "aws:backup/vault:Vault";
  private static final String PLAN = "aws:backup/plan:Plan";
  private static final String SELECTION = "aws:backup/selection:Selection";
  private static final String CLUSTER = "arn:aws:rds:us-east-1:000000000000:cluster:records";
  private static final String BUCKET = "arn:aws:s3:::serverless-records-use1-000000000000-t1";
  private static final String SNAPSHOTS =
      """
      "arn:aws:rds:us-east-1:000000000000:cluster-snapshot:awsbackup:*",
      "arn:aws:rds:us-west-2:000000000000:cluster-snapshot:awsbackup:*"
      """;

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new CrossRegionBackup(
                  NAME,
                  Args.nightly(
                      primary,
                      secondary,
                      List.of(
                          new Protected.AuroraCluster(Output.of(CLUSTER), primary),
                          new Protected.Bucket(bucket(primary)))),
                  primary.scope().component()));

  @Test
  void copiesEveryBackupToTheOtherRegion() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .filteredOn(child -> !child.startsWith("aws:s3/"))
        .containsExactly(
            PLAN + " " + NAME + " us-east-1",
            SELECTION + " " + NAME + " us-east-1",
            VAULT + " " + NAME + "-use1 us-east-1",
            VAULT + " " + NAME + "-usw2 us-west-2",
            "aws:iam/role:Role " + NAME + "-role us-east-1",
            "aws:iam/rolePolicy:RolePolicy " + NAME + "-policy us-east-1");
    assertInputs(
        captured.resource(PLAN, NAME),
        """
        {"name":"serverless-backup-t1","rules":[{"ruleName":"serverless-backup-t1",
          "targetVaultName":"serverless-backup-use1-t1","schedule":"cron(0 5 * * ? *)",
          "startWindow":60,"completionWindow":480,"lifecycle":{"deleteAfter":35},
          "recoveryPointTags":{"Name":"serverless-backup-t1","Project":"PulumiOptimization"},
          "copyActions":[{"destinationVaultArn":"arn:aws:backup:us-west-2:000000000000:backup-vault:serverless-backup-usw2-t1",
            "lifecycle":{"deleteAfter":35}}]}],
         "tags":{"Name":"serverless-backup-t1","Project":"PulumiOptimization"}}""");
    assertVault("use1", Captured.KEY);
    assertVault("usw2", Captured.REPLICA_KEY);
  }

  private void assertVault(String code, String key) {
    assertInputs(
        captured.resource(VAULT, NAME + "-" + code),
        """
        {"name":"serverless-backup-%s-t1","kmsKeyArn":"%s","forceDestroy":true,
         "tags":{"Name":"serverless-backup-%s-t1","Project":"PulumiOptimization"}}"""
            .formatted(code, key, code));
  }

  @Test
  void backsUpWhatIsNamed() {
    var selection = captured.resource(SELECTION, NAME);
    assertThat(Captured.input(selection, "/resources"))
        .isEqualTo(json("[\"" + CLUSTER + "\",\"" + BUCKET + "\"]"));
    assertWaitsFor(selection, captured.resource(PLAN, NAME));
    assertWaitsFor(
        selection,
        captured.resource(
            "aws:s3/bucketVersioningV2:BucketVersioningV2", "serverless-records-use1-versioning"));
  }

  @Test
  void destroysTheVaultsBeforeTheRoleThatEmptiesThem() {
    var permissions = captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy");
    assertWaitsFor(captured.resource(VAULT, NAME + "-use1"), permissions);
    assertWaitsFor(captured.resource(VAULT, NAME + "-usw2"), permissions);
    assertWaitsFor(captured.resource(SELECTION, NAME), permissions);
  }

  @Test
  void mayUseBothVaultsAndKeys() {
    assertStatement(
        0,
        """
        {"Sid":"UseVaults","Effect":"Allow","Action":["backup:CopyIntoBackupVault","backup:DescribeBackupVault"],
         "Resource":["arn:aws:backup:us-east-1:000000000000:backup-vault:serverless-backup-use1-t1",
           "arn:aws:backup:us-west-2:000000000000:backup-vault:serverless-backup-usw2-t1"]}""");
    assertStatement(
        1,
        """
        {"Sid":"UseRecoveryPoints","Effect":"Allow","Action":["backup:CopyFromBackupVault","backup:TagResource"],
         "Resource":["arn:aws:backup:us-east-1:000000000000:recovery-point:*",
           "arn:aws:backup:us-west-2:000000000000:recovery-point:*"]}""");
    assertStatement(
        2,
        """
        {"Sid":"UnscopableFindResources","Effect":"Allow","Action":["tag:GetResources"],"Resource":["*"]}""");
    assertStatement(
        3,
        """
        {"Sid":"DescribeKeys","Effect":"Allow","Action":["kms:DescribeKey"],"Resource":["%s","%s"]}"""
            .formatted(Captured.KEY, Captured.REPLICA_KEY));
    assertStatement(
        4,
        """
        {"Sid":"LendKeysToServices","Effect":"Allow","Action":["kms:CreateGrant"],"Resource":["%s","%s"],
         "Condition":{"Bool":{"kms:GrantIsForAWSResource":["true"]}}}"""
            .formatted(Captured.KEY, Captured.REPLICA_KEY));
  }

  @Test
  void mayMakeAndCopySnapshotsOfTheCluster() {
    assertStatement(
        5,
        """
        {"Sid":"ReadClusters","Effect":"Allow","Action":["rds:DescribeDBClusters"],"Resource":["%s"]}"""
            .formatted(CLUSTER));
    assertStatement(
        6,
        """
        {"Sid":"SnapshotClusters","Effect":"Allow","Action":["rds:AddTagsToResource","rds:CopyDBClusterSnapshot",
          "rds:CreateDBClusterSnapshot","rds:DescribeDBClusterSnapshots","rds:ListTagsForResource"],
         "Resource":["%s",%s]}"""
            .formatted(CLUSTER, SNAPSHOTS));
    assertStatement(
        7,
        """
        {"Sid":"CopyAndExpireSnapshots","Effect":"Allow","Action":["backup:CopyFromBackupVault",
          "rds:DeleteDBClusterSnapshot"],"Resource":[%s]}"""
            .formatted(SNAPSHOTS));
  }

  @Test
  void mayReadTheBucketAndFollowItsChanges() {
    assertStatement(
        8,
        """
        {"Sid":"ReadBuckets","Effect":"Allow","Action":["s3:GetBucketAcl","s3:GetBucketLocation",
          "s3:GetBucketNotification","s3:GetBucketTagging","s3:GetBucketVersioning","s3:GetInventoryConfiguration",
          "s3:ListBucket","s3:ListBucketVersions","s3:PutBucketNotification","s3:PutInventoryConfiguration"],
         "Resource":["%s"]}"""
            .formatted(BUCKET));
    assertStatement(
        9,
        """
        {"Sid":"ReadObjects","Effect":"Allow","Action":["s3:GetObject","s3:GetObjectAcl","s3:GetObjectTagging",
          "s3:GetObjectVersion","s3:GetObjectVersionAcl","s3:GetObjectVersionTagging"],"Resource":["%s/*"]}"""
            .formatted(BUCKET));
    assertStatement(
        10,
        """
        {"Sid":"DecryptObjects","Effect":"Allow","Action":["kms:Decrypt"],"Resource":["%s"],
         "Condition":{"StringEquals":{"kms:ViaService":["s3.us-east-1.amazonaws.com"]}}}"""
            .formatted(Captured.KEY));
    assertStatement(
        11,
        """
        {"Sid":"FollowChanges","Effect":"Allow","Action":["events:DeleteRule","events:DescribeRule",
          "events:DisableRule","events:EnableRule","events:ListTargetsByRule","events:PutRule","events:PutTargets",
          "events:RemoveTargets"],"Resource":["arn:aws:events:us-east-1:000000000000:rule/AwsBackupManagedRule*"]}""");
    assertStatement(
        12,
        """
        {"Sid":"UnscopableSurveyBuckets","Effect":"Allow","Action":["cloudwatch:GetMetricData","events:ListRules",
          "s3:ListAllMyBuckets"],"Resource":["*"]}""");
    assertThat(statements(captured)).hasSize(13);
  }

  @Test
  void mayNothingThatItsResourcesDoNotNeed() {
    var bucketOnly =
        Captured.program(
            (primary, secondary) ->
                new CrossRegionBackup(
                    NAME,
                    Args.nightly(
                        primary, secondary, List.of(new Protected.Bucket(bucket(primary)))),
                    primary.scope().component()));
    assertThat(statements(bucketOnly).findValuesAsText("Sid"))
        .doesNotContain("ReadClusters", "SnapshotClusters", "CopyAndExpireSnapshots")
        .contains("ReadBuckets");
  }

  @Test
  void lendsTheKeyToAwsBackup() {
    var keys =
        Captured.program(
            (primary, secondary) ->
                new EncryptionKeys(
                    "keys",
                    new EncryptionKeys.Args(
                        primary.scope(),
                        List.of(primary.scope().region()),
                        List.of(),
                        List.of(CrossRegionBackup.keyUse(primary.scope()))),
                    primary.scope().component()));
    var statements =
        document(keys.resource("aws:kms/key:Key", "keys-data"), "/policy").get("Statement");
    assertThat(statements.findValuesAsText("Sid"))
        .containsExactly("Administer", "UseThroughServices", "BackupVaults");
    assertThat(statements.get(1).at("/Condition/StringEquals/kms:ViaService"))
        .contains(json("\"backup.us-east-1.amazonaws.com\""));
    assertThat(statements.get(2))
        .isEqualTo(
            json(
                """
                {"Sid":"BackupVaults","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::000000000000:root"]},
                 "Action":["kms:RetireGrant"],"Resource":["*"],
                 "Condition":{"StringEquals":{"kms:ViaService":["backup.us-east-1.amazonaws.com"]}}}"""));
  }

  @Test
  void rejectsWhatAwsBackupWouldFindOutAtNight() {
    Captured.program(
        (primary, secondary) -> {
          assertThatThrownBy(() -> new Args(primary, primary, List.of(), "daily", 0))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("secondary: is in the region of the primary, got us-east-1")
              .hasMessageContaining("resources: is empty")
              .hasMessageContaining("schedule: not a cron expression, got \"daily\"")
              .hasMessageContaining("retentionDays: must be positive, got 0");
          var other =
              List.<Protected>of(new Protected.AuroraCluster(Output.of(CLUSTER), secondary));
          assertThatThrownBy(() -> Args.nightly(primary, secondary, other))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("of another region or under another key, got [us-west-2]");
        });
  }

  private static PrivateBucket bucket(Site site) {
    return new PrivateBucket(
        "serverless-records-use1", PrivateBucket.Args.of(site), site.scope().component());
  }

  private void assertStatement(int index, String expected) {
    assertThat(statements(captured).get(index)).isEqualTo(json(expected));
  }

  private static JsonNode statements(Captured program) {
    return document(program.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy"), "/policy")
        .get("Statement");
  }
}
