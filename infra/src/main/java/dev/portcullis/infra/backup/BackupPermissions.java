package dev.portcullis.infra.backup;

import com.pulumi.core.Output;
import dev.portcullis.infra.backup.CrossRegionBackup.Args;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import java.util.List;

/**
 * What AWS Backup may do to back up and copy. AWS has managed policies for that, which reach every
 * resource of the account; this is the part of them that clusters and buckets need, on the ones at
 * hand.
 *
 * <p>Snapshots, recovery points and event rules get their names from AWS Backup: their ARNs end in
 * the narrowest pattern that AWS accepts.
 */
final class BackupPermissions {
  private static final String SNAPSHOTS = "cluster-snapshot:awsbackup:*";

  private final Args args;
  private final PolicyDocument document = PolicyDocument.create();

  private BackupPermissions(Args args) {
    this.args = args;
  }

  /**
   * The document.
   *
   * @param vaultArns both vaults, composed from their names: they wait for this policy
   */
  static PolicyDocument of(Args args, List<Output<String>> vaultArns) {
    var permissions = new BackupPermissions(args);
    permissions.vaults(vaultArns);
    permissions.keys();
    var clusters = permissions.arns(Protected.AuroraCluster.class);
    if (!clusters.isEmpty()) {
      permissions.clusters(clusters);
    }
    var buckets = permissions.arns(Protected.Bucket.class);
    if (!buckets.isEmpty()) {
      permissions.buckets(buckets);
      permissions.changesOfObjects();
    }
    return permissions.document;
  }

  private List<Output<String>> arns(Class<? extends Protected> kind) {
    return args.resources().stream().filter(kind::isInstance).map(Protected::arn).toList();
  }

  private void vaults(List<Output<String>> vaultArns) {
    document
        .add(
            on(
                vaultArns,
                Statement.allow("UseVaults")
                    .action("backup:CopyIntoBackupVault", "backup:DescribeBackupVault")))
        .add(
            inBothRegions(
                "backup",
                "recovery-point:*",
                Statement.allow("UseRecoveryPoints")
                    .action("backup:CopyFromBackupVault", "backup:TagResource")))
        .add(Statement.allow("UnscopableFindResources").action("tag:GetResources").on("*"));
  }

  /** Snapshots and their copies are encrypted by the database service: it needs a grant. */
  private void keys() {
    var keys = List.of(args.primary().keyArn(), args.secondary().keyArn());
    document
        .add(on(keys, Statement.allow("DescribeKeys").action("kms:DescribeKey")))
        .add(
            on(
                keys,
                Statement.allow("LendKeysToServices")
                    .action("kms:CreateGrant")
                    .when("Bool", "kms:GrantIsForAWSResource", "true")));
  }

  private void clusters(List<Output<String>> arns) {
    document
        .add(on(arns, Statement.allow("ReadClusters").action("rds:DescribeDBClusters")))
        .add(
            inBothRegions(
                "rds",
                SNAPSHOTS,
                on(
                    arns,
                    Statement.allow("SnapshotClusters")
                        .action(
                            "rds:AddTagsToResource",
                            "rds:CopyDBClusterSnapshot",
                            "rds:CreateDBClusterSnapshot",
                            "rds:DescribeDBClusterSnapshots",
                            "rds:ListTagsForResource"))))
        .add(
            inBothRegions(
                "rds",
                SNAPSHOTS,
                Statement.allow("CopyAndExpireSnapshots")
                    .action("backup:CopyFromBackupVault", "rds:DeleteDBClusterSnapshot")));
  }

  private void buckets(List<Output<String>> arns) {
    var objects = arns.stream().map(arn -> arn.applyValue(a -> a + "/*")).toList();
    document
        .add(
            on(
                arns,
                Statement.allow("ReadBuckets")
                    .action(
                        "s3:GetBucketAcl",
                        "s3:GetBucketLocation",
                        "s3:GetBucketNotification",
                        "s3:GetBucketTagging",
                        "s3:GetBucketVersioning",
                        "s3:GetInventoryConfiguration",
                        "s3:ListBucket",
                        "s3:ListBucketVersions",
                        "s3:PutBucketNotification",
                        "s3:PutInventoryConfiguration")))
        .add(
            on(
                objects,
                Statement.allow("ReadObjects")
                    .action(
                        "s3:GetObject",
                        "s3:GetObjectAcl",
                        "s3:GetObjectTagging",
                        "s3:GetObjectVersion",
                        "s3:GetObjectVersionAcl",
                        "s3:GetObjectVersionTagging")))
        .add(
            Statement.allow("DecryptObjects")
                .action("kms:Decrypt")
                .on(args.primary().keyArn())
                .when(
                    "StringEquals",
                    "kms:ViaService",
                    "s3." + args.primary().scope().region().id() + ".amazonaws.com"));
  }

  /** AWS Backup learns from EventBridge which objects changed since the last backup. */
  private void changesOfObjects() {
    document
        .add(
            Statement.allow("FollowChanges")
                .action(
                    "events:DeleteRule",
                    "events:DescribeRule",
                    "events:DisableRule",
                    "events:EnableRule",
                    "events:ListTargetsByRule",
                    "events:PutRule",
                    "events:PutTargets",
                    "events:RemoveTargets")
                .on(args.primary().scope().arn("events", "rule/AwsBackupManagedRule*")))
        .add(
            Statement.allow("UnscopableSurveyBuckets")
                .action("cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets")
                .on("*"));
  }

  private Statement inBothRegions(String service, String resource, Statement statement) {
    return statement
        .on(args.primary().scope().arn(service, resource))
        .on(args.secondary().scope().arn(service, resource));
  }

  private static Statement on(List<Output<String>> arns, Statement statement) {
    arns.forEach(statement::on);
    return statement;
  }
}
