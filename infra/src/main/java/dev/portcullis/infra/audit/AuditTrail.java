package dev.portcullis.infra.audit;

import com.pulumi.aws.cloudtrail.Trail;
import com.pulumi.aws.cloudtrail.TrailArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.monitoring.EncryptedLogs;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.security.ServiceRole;
import dev.portcullis.infra.storage.PrivateBucket;
import java.util.List;
import java.util.Map;

/**
 * The trail of one region: who did what, in a bucket for the record and in CloudWatch Logs for
 * watching. Takes the site of the record and the key for the logs; gives the trail's ARN and the
 * name of the log group, for metric filters.
 *
 * <p>Key policies and the bucket policy name the trail before it exists, see {@link #trailArn}.
 */
public final class AuditTrail extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:audit:AuditTrail";

  private static final String CLOUDTRAIL = "cloudtrail.amazonaws.com";
  private static final int LOG_RETENTION_DAYS = 90;

  /** ARN of the trail. */
  public final Output<String> arn;

  /** Name of the log group the trail writes to. */
  public final Output<String> logGroupName;

  /**
   * What a trail needs.
   *
   * @param site region, and the key of bucket, trail and log group; its policy admits CloudTrail
   *     for {@link AuditTrail#trailArn} and CloudWatch Logs for {@link AuditTrail#logGroupName}
   * @param coverage which events arrive here
   */
  public record Args(Site site, Coverage coverage) {}

  /**
   * Which events arrive at a trail. Those of the global services (IAM, STS, Route 53) belong to
   * exactly one trail, or they arrive twice.
   */
  public enum Coverage {
    /** Events of the trail's own region. */
    OWN_REGION,
    /** Events of the trail's own region and of the global services. */
    OWN_REGION_AND_GLOBAL,
    /** Events of every region and of the global services: then it is the only trail. */
    EVERY_REGION
  }

  /**
   * The ARN the trail with that logical name will have: policies that the trail depends on cannot
   * take it from the trail.
   */
  public static Output<String> trailArn(Scope scope, String name) {
    return scope.arn("cloudtrail", "trail/" + scope.physicalOf(name));
  }

  /** Name of the log group of the trail with that logical name. */
  public static String logGroupName(Scope scope, String name) {
    return "/aws/cloudtrail/" + scope.physicalOf(name);
  }

  /**
   * What the trail with that logical name does with the key for logs. The trail itself is named;
   * DescribeKey carries no encryption context to ask for.
   */
  public static KeyUse keyUse(Scope scope, String name) {
    return KeyUse.by(
        Purpose.LOGS,
        Statement.allow("Trails")
            .service(CLOUDTRAIL)
            .action("kms:DescribeKey", "kms:GenerateDataKey")
            .on("*")
            .when("StringEquals", "aws:SourceArn", trailArn(scope, name)));
  }

  /** Creates bucket, log group, role and trail. */
  public AuditTrail(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.site().scope();
    var physical = scope.physicalOf(name);
    var trailArn = trailArn(scope, name);
    var bucket =
        new PrivateBucket(
            name,
            new PrivateBucket.Args(
                args.site(), 30, bucketArn -> delivery(bucketArn, scope, trailArn)),
            scope.component(this));
    var logs =
        EncryptedLogs.create(
            args.site(), this, name, logGroupName(scope, name), LOG_RETENTION_DAYS);
    logGroupName = logs.name();
    // CloudTrail and IAM name all streams of a group by this ending.
    var streams = logs.arn().applyValue(a -> a + ":*");
    var role =
        ServiceRole.create(
            scope,
            this,
            name,
            new ServiceRole.Purpose(
                "Lets CloudTrail write to its log group",
                // No condition on the trail: CloudTrail's guide says that the role for CloudWatch
                // Logs does not support aws:SourceArn and aws:SourceAccount.
                PolicyDocument.trust(CLOUDTRAIL),
                PolicyDocument.create()
                    .add(
                        Statement.allow("WriteLogs")
                            .action("logs:CreateLogStream", "logs:PutLogEvents")
                            .on(streams))));
    var trail =
        new Trail(
            name,
            TrailArgs.builder()
                .name(physical)
                .s3BucketName(bucket.bucket)
                .kmsKeyId(args.site().keyArn())
                .cloudWatchLogsGroupArn(streams)
                .cloudWatchLogsRoleArn(role.arn())
                .enableLogging(true)
                .enableLogFileValidation(true)
                .isMultiRegionTrail(args.coverage() == Coverage.EVERY_REGION)
                .includeGlobalServiceEvents(args.coverage() != Coverage.OWN_REGION)
                .tags(scope.tags().named(physical))
                .build(),
            // AWS tries to write to bucket and group when the trail is created.
            scope.child(this).dependsOn(bucket.policy, role.policy()).build());
    arn = trail.arn();
    registerOutputs(Map.of("arn", arn, "logGroupName", logGroupName));
  }

  /** This trail, and no other, may deliver into the bucket. */
  private static List<Statement> delivery(
      Output<String> bucketArn, Scope scope, Output<String> trailArn) {
    var records =
        Output.tuple(bucketArn, scope.accountId())
            .applyValue(t -> t.t1 + "/AWSLogs/" + t.t2 + "/*");
    return List.of(
        Statement.allow("CheckAcl")
            .service(CLOUDTRAIL)
            .action("s3:GetBucketAcl")
            .on(bucketArn)
            .when("StringEquals", "aws:SourceArn", trailArn),
        Statement.allow("DeliverRecords")
            .service(CLOUDTRAIL)
            .action("s3:PutObject")
            .on(records)
            .when("StringEquals", "aws:SourceArn", trailArn)
            .when("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"));
  }
}
