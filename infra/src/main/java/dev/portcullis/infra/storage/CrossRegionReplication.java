package dev.portcullis.infra.storage;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.s3.BucketReplicationConfig;
import com.pulumi.aws.s3.BucketReplicationConfigArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDeleteMarkerReplicationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleSourceSelectionCriteriaArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Violations;
import java.util.Map;

/**
 * Replicates every object of one bucket to a bucket in another region. Takes the two buckets; gives
 * nothing: what it connects is already there. A bucket has one replication configuration, a second
 * component for the same source would overwrite the first.
 */
public final class CrossRegionReplication extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:storage:CrossRegionReplication";

  /**
   * From where to where.
   *
   * @param source the bucket that is written to
   * @param destination the bucket that receives, in another region
   */
  public record Args(PrivateBucket source, PrivateBucket destination) {
    public Args {
      var from = source.site.scope().region();
      Violations.in(CrossRegionReplication.class)
          .unless(
              !from.equals(destination.site.scope().region()),
              "destination: is in the region of the source, got "
                  + from.id()
                  + "; give a bucket of the other region")
          .throwIfAny();
    }
  }

  /** Creates role and configuration, in the region of the source. */
  public CrossRegionReplication(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var source = args.source();
    var scope = source.site.scope();
    var physical = scope.physicalOf(name);
    var role =
        new Role(
            name,
            RoleArgs.builder()
                .name(physical)
                .description("Lets S3 copy objects to the bucket in the other region")
                // S3 names no source when it assumes a replication role: a condition would stop it.
                .assumeRolePolicy(PolicyDocument.trust("s3.amazonaws.com"))
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(this).build());
    var permissions =
        new RolePolicy(
            name + "-policy",
            RolePolicyArgs.builder()
                .name(physical)
                .role(role.name())
                .policy(permissions(args))
                .build(),
            scope.child(this).build());
    new BucketReplicationConfig(
        name,
        BucketReplicationConfigArgs.builder()
            .bucket(source.bucket)
            .role(role.arn())
            .rules(everything(args.destination()))
            .build(),
        // Nothing in the inputs refers to the two versionings, and AWS checks both.
        scope
            .child(this)
            .dependsOn(source.versioning, args.destination().versioning, permissions)
            .build());
    registerOutputs(Map.of());
  }

  private static Output<String> permissions(Args args) {
    var source = args.source();
    var destination = args.destination();
    return PolicyDocument.create()
        .add(
            Statement.allow("ReadConfiguration")
                .action("s3:GetReplicationConfiguration", "s3:ListBucket")
                .on(source.arn))
        .add(
            Statement.allow("ReadVersions")
                .action(
                    "s3:GetObjectVersionForReplication",
                    "s3:GetObjectVersionAcl",
                    "s3:GetObjectVersionTagging")
                .on(objects(source)))
        .add(
            Statement.allow("WriteReplicas")
                .action("s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags")
                .on(objects(destination)))
        // With bucket keys the encryption context is the bucket, not the object: a condition on
        // object ARNs would stop replication without a word. The service condition is enough.
        .add(useKey("DecryptSource", source, "kms:Decrypt"))
        .add(useKey("EncryptReplica", destination, "kms:Encrypt", "kms:GenerateDataKey"))
        .json();
  }

  private static Statement useKey(String sid, PrivateBucket bucket, String... actions) {
    return Statement.allow(sid)
        .action(actions)
        .on(bucket.site.keyArn())
        .when(
            "StringEquals",
            "kms:ViaService",
            "s3." + bucket.site.scope().region().id() + ".amazonaws.com");
  }

  private static Output<String> objects(PrivateBucket bucket) {
    return bucket.arn.applyValue(arn -> arn + "/*");
  }

  /**
   * One rule for all objects. KMS objects are skipped silently unless both key fields are there:
   * selected at the source, and re-encrypted with a key of the destination's region.
   */
  private static BucketReplicationConfigRuleArgs everything(PrivateBucket destination) {
    return BucketReplicationConfigRuleArgs.builder()
        .id("everything")
        .status("Enabled")
        .priority(0)
        .filter(BucketReplicationConfigRuleFilterArgs.builder().prefix("").build())
        .deleteMarkerReplication(
            BucketReplicationConfigRuleDeleteMarkerReplicationArgs.builder()
                .status("Enabled")
                .build())
        .sourceSelectionCriteria(
            BucketReplicationConfigRuleSourceSelectionCriteriaArgs.builder()
                .sseKmsEncryptedObjects(
                    BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs
                        .builder()
                        .status("Enabled")
                        .build())
                .build())
        .destination(
            BucketReplicationConfigRuleDestinationArgs.builder()
                .bucket(destination.arn)
                .encryptionConfiguration(
                    BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs.builder()
                        .replicaKmsKeyId(destination.site.keyArn())
                        .build())
                .build())
        .build();
  }
}
