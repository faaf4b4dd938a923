package dev.portcullis.infra.storage;

import com.pulumi.aws.s3.BucketReplicationConfig;
import com.pulumi.aws.s3.BucketReplicationConfigArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDeleteMarkerReplicationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationMetricsArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationMetricsEventThresholdArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationReplicationTimeArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationReplicationTimeTimeArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleSourceSelectionCriteriaArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.security.ServiceRole;
import java.util.Map;

/**
 * Replicates every object of one bucket to a bucket in another region. Takes the two buckets; gives
 * nothing: what it connects is already there. A bucket has one replication configuration, a second
 * component for the same source would overwrite the first.
 *
 * <p>Two components, one for each direction, keep both buckets equal whichever is written: S3 does
 * not replicate what is a replica itself, so nothing goes round in circles.
 */
public final class CrossRegionReplication extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:storage:CrossRegionReplication";

  /** Id of the one rule, a dimension of the metrics of replication. */
  public static final String RULE_ID = "everything";

  /** The only bound S3 knows. */
  private static final int BOUND_MINUTES = 15;

  /** How long an object may be on its way. */
  public enum Pace {
    /** Minutes as a rule, without a bound and without metrics. */
    USUAL,
    /** 15 minutes, which AWS commits to and measures: replication time control. */
    BOUNDED
  }

  /**
   * From where to where.
   *
   * @param source the bucket that is written to
   * @param destination the bucket that receives, in another region
   * @param pace how long it may take
   */
  public record Args(PrivateBucket source, PrivateBucket destination, Pace pace) {
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

    /** Without a bound. */
    public Args(PrivateBucket source, PrivateBucket destination) {
      this(source, destination, Pace.USUAL);
    }
  }

  /** Creates role and configuration, in the region of the source. */
  public CrossRegionReplication(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var source = args.source();
    var scope = source.site.scope();
    var role =
        ServiceRole.create(
            scope,
            this,
            name,
            new ServiceRole.Purpose(
                "Lets S3 copy objects to the bucket in the other region",
                // S3 names no source when it assumes a replication role: a condition would stop it.
                PolicyDocument.trust("s3.amazonaws.com"),
                permissions(args)));
    new BucketReplicationConfig(
        name,
        BucketReplicationConfigArgs.builder()
            .bucket(source.bucket)
            .role(role.arn())
            .rules(everything(args))
            .build(),
        // Nothing in the inputs refers to the two versionings, and AWS checks both.
        scope
            .child(this)
            .dependsOn(source.versioning, args.destination().versioning, role.policy())
            .build());
    registerOutputs(Map.of());
  }

  private static PolicyDocument permissions(Args args) {
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
        .add(useKey("EncryptReplica", destination, "kms:Encrypt", "kms:GenerateDataKey"));
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
  private static BucketReplicationConfigRuleArgs everything(Args args) {
    return BucketReplicationConfigRuleArgs.builder()
        .id(RULE_ID)
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
        .destination(destination(args))
        .build();
  }

  private static BucketReplicationConfigRuleDestinationArgs destination(Args args) {
    var destination =
        BucketReplicationConfigRuleDestinationArgs.builder()
            .bucket(args.destination().arn)
            .encryptionConfiguration(
                BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs.builder()
                    .replicaKmsKeyId(args.destination().site.keyArn())
                    .build());
    if (args.pace() == Pace.BOUNDED) {
      // The bound needs the metrics, and the two their own block each; S3 takes no other number.
      destination
          .replicationTime(
              BucketReplicationConfigRuleDestinationReplicationTimeArgs.builder()
                  .status("Enabled")
                  .time(
                      BucketReplicationConfigRuleDestinationReplicationTimeTimeArgs.builder()
                          .minutes(BOUND_MINUTES)
                          .build())
                  .build())
          .metrics(
              BucketReplicationConfigRuleDestinationMetricsArgs.builder()
                  .status("Enabled")
                  .eventThreshold(
                      BucketReplicationConfigRuleDestinationMetricsEventThresholdArgs.builder()
                          .minutes(BOUND_MINUTES)
                          .build())
                  .build());
    }
    return destination.build();
  }
}
