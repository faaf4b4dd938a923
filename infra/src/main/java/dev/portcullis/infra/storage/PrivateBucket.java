package dev.portcullis.infra.storage;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A bucket nobody outside the account can reach: the bucket and the six resources without which it
 * would be one of the other kind. Takes the site (region and key); gives the bucket's name and ARN,
 * and the resources others must wait for: {@link #versioning} for replication, {@link #policy} for
 * whoever delivers into it.
 */
public final class PrivateBucket extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:storage:PrivateBucket";

  /** Where the bucket and its key are. */
  public final Site site;

  /** Name of the bucket; known to AWS when the bucket exists. */
  public final Output<String> bucket;

  /** ARN of the bucket. */
  public final Output<String> arn;

  /** Versioning, without which AWS refuses a replication configuration on either side. */
  public final Resource versioning;

  /** The bucket policy, without which AWS refuses a trail. */
  public final Resource policy;

  /**
   * What a bucket needs.
   *
   * @param site region, and the key for every object
   * @param noncurrentDays days until an overwritten or deleted version is really gone; at least 1
   * @param transitions when current objects move to cheaper classes; never, if empty
   * @param access further statements of the bucket policy, from the ARN of the bucket
   */
  public record Args(
      Site site,
      int noncurrentDays,
      List<Transition> transitions,
      Function<Output<String>, List<Statement>> access) {
    public Args {
      transitions = List.copyOf(transitions);
      Violations.in(PrivateBucket.class)
          .unless(
              noncurrentDays >= 1,
              "noncurrentDays: must be positive, got " + noncurrentDays + "; 30 is usual")
          .unless(
              Transition.inOrder(transitions),
              "transitions: not in an order S3 accepts, got "
                  + transitions
                  + "; each to a cheaper class, and 30 days or more after the one before")
          .throwIfAny();
    }

    /** A bucket whose current objects stay where they are. */
    public Args(Site site, int noncurrentDays, Function<Output<String>, List<Statement>> access) {
      this(site, noncurrentDays, List.of(), access);
    }

    /** A bucket to which only IAM policies give access; old versions stay 30 days. */
    public static Args of(Site site) {
      return new Args(site, 30, arn -> List.of());
    }

    /** The same bucket, with objects that move to cheaper classes as they get older. */
    public Args moving(Transition... steps) {
      return new Args(site, noncurrentDays, List.of(steps), access);
    }
  }

  /**
   * Creates the bucket.
   *
   * @param name logical name; the physical one adds account and suffix
   */
  public PrivateBucket(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    site = args.site();
    var scope = site.scope();
    var physical = scope.bucketOf(name);
    var main =
        new BucketV2(
            name,
            BucketV2Args.builder()
                .bucket(physical)
                .forceDestroy(true)
                .tags(scope.tags().named(scope.physicalOf(name)))
                .build(),
            scope.child(this).build());
    bucket = main.bucket();
    arn = main.arn();
    policy = closeToThePublic(name, args);
    versioning = version(name, args);
    encrypt(name);
    registerOutputs(Map.of("bucket", bucket, "arn", arn));
  }

  /** One after the other: concurrent writes to one bucket's access settings abort each other. */
  private BucketPolicy closeToThePublic(String name, Args args) {
    var scope = site.scope();
    var publicAccess =
        new BucketPublicAccessBlock(
            name + "-public-access",
            BucketPublicAccessBlockArgs.builder()
                .bucket(bucket)
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build(),
            scope.child(this).build());
    var ownership =
        new BucketOwnershipControls(
            name + "-ownership",
            BucketOwnershipControlsArgs.builder()
                .bucket(bucket)
                .rule(
                    BucketOwnershipControlsRuleArgs.builder()
                        .objectOwnership("BucketOwnerEnforced")
                        .build())
                .build(),
            scope.child(this).dependsOn(publicAccess).build());
    var document =
        PolicyDocument.create()
            .add(
                Statement.deny("TlsOnly")
                    .everyone()
                    .action("s3:*")
                    .on(arn)
                    .on(arn.applyValue(a -> a + "/*"))
                    .when("Bool", "aws:SecureTransport", "false"));
    args.access().apply(arn).forEach(document::add);
    return new BucketPolicy(
        name + "-policy",
        BucketPolicyArgs.builder().bucket(bucket).policy(document.json()).build(),
        scope.child(this).dependsOn(publicAccess, ownership).build());
  }

  private BucketVersioningV2 version(String name, Args args) {
    var scope = site.scope();
    var enabled =
        new BucketVersioningV2(
            name + "-versioning",
            BucketVersioningV2Args.builder()
                .bucket(bucket)
                .versioningConfiguration(
                    BucketVersioningV2VersioningConfigurationArgs.builder()
                        .status("Enabled")
                        .build())
                .build(),
            scope.child(this).build());
    // Lifecycle is never replicated: each side forgets its old versions by itself, and a rule for
    // noncurrent versions means something only once there are versions.
    new BucketLifecycleConfigurationV2(
        name + "-lifecycle",
        BucketLifecycleConfigurationV2Args.builder()
            .bucket(bucket)
            .rules(Lifecycle.rules(args.noncurrentDays(), args.transitions()))
            .build(),
        scope.child(this).dependsOn(enabled).build());
    return enabled;
  }

  private void encrypt(String name) {
    new BucketServerSideEncryptionConfigurationV2(
        name + "-encryption",
        BucketServerSideEncryptionConfigurationV2Args.builder()
            .bucket(bucket)
            .rules(
                BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                    .applyServerSideEncryptionByDefault(
                        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                            .builder()
                            .sseAlgorithm("aws:kms")
                            .kmsMasterKeyId(site.keyArn())
                            .build())
                    .bucketKeyEnabled(true)
                    .build())
            .build(),
        site.scope().child(this).build());
  }
}
