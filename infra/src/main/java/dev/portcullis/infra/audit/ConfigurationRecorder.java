package dev.portcullis.infra.audit;

import com.google.gson.Gson;
import com.pulumi.aws.cfg.DeliveryChannel;
import com.pulumi.aws.cfg.DeliveryChannelArgs;
import com.pulumi.aws.cfg.Recorder;
import com.pulumi.aws.cfg.RecorderArgs;
import com.pulumi.aws.cfg.RecorderStatus;
import com.pulumi.aws.cfg.RecorderStatusArgs;
import com.pulumi.aws.cfg.Rule;
import com.pulumi.aws.cfg.RuleArgs;
import com.pulumi.aws.cfg.inputs.RecorderRecordingGroupArgs;
import com.pulumi.aws.cfg.inputs.RuleSourceArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.security.ServiceRole;
import dev.portcullis.infra.storage.PrivateBucket;
import java.util.List;
import java.util.Map;

/**
 * How the resources of one region are configured, over time, and whether that is right. Takes the
 * site and the rules; gives nothing: Config shows its findings itself.
 *
 * <p>A region of an account has one recorder, whatever its name. Where the account records already
 * (a second stack, Control Tower), the component makes the rules only, and these need that other
 * recorder.
 */
public final class ConfigurationRecorder extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:audit:ConfigurationRecorder";

  private static final String CONFIG = "config.amazonaws.com";

  /** What reading the configuration of everything takes; AWS extends it with every new type. */
  private static final String READ_EVERYTHING =
      "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole";

  private static final Gson JSON = new Gson();

  /**
   * What to record and to judge.
   *
   * @param site region, and the key of the bucket
   * @param record whether to make the recorder; false where the account records already
   * @param globalTypes whether to record IAM too: in one region only, or everything is there twice
   * @param rules at least one; roles are unique
   */
  public record Args(Site site, boolean record, boolean globalTypes, List<ManagedRule> rules) {
    public Args {
      rules = List.copyOf(rules);
      var roles = rules.stream().map(ManagedRule::role).toList();
      Violations.in(ConfigurationRecorder.class)
          .unless(!rules.isEmpty(), "rules: is empty, got []; take ManagedRule.baseline()")
          .unless(
              roles.stream().distinct().count() == roles.size(),
              "rules: a role occurs twice, got " + roles + "; give each its own role")
          .throwIfAny();
    }
  }

  /** What a recorder does with the key for logs, where Config delivers as itself. */
  public static KeyUse keyUse(Scope scope) {
    return KeyUse.by(
        Purpose.LOGS,
        Statement.allow("Configuration")
            .service(CONFIG)
            .action("kms:Decrypt", "kms:GenerateDataKey")
            .on("*")
            .when("StringEquals", "aws:SourceAccount", scope.accountId()));
  }

  /** Creates the rules and, if wanted, everything that has to be there before a rule. */
  public ConfigurationRecorder(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var before = args.record() ? record(name, args) : List.<Resource>of();
    args.rules().forEach(rule -> judge(name, args.site(), rule, before));
    registerOutputs(Map.of());
  }

  /**
   * Recorder, channel, start: AWS accepts no other order, and none but the reverse to destroy them,
   * since a channel cannot go while its recorder runs.
   */
  private List<Resource> record(String name, Args args) {
    var scope = args.site().scope();
    var physical = scope.physicalOf(name);
    var bucket =
        new PrivateBucket(
            name,
            new PrivateBucket.Args(args.site(), 30, arn -> delivery(arn, args.site())),
            scope.component(this));
    var role = role(name, args.site(), bucket);
    var reading =
        new RolePolicyAttachment(
            name + "-reading",
            RolePolicyAttachmentArgs.builder()
                .role(role.role().name())
                .policyArn(READ_EVERYTHING)
                .build(),
            scope.child(this).build());
    var recorder =
        new Recorder(
            name,
            RecorderArgs.builder()
                .name(physical)
                .roleArn(role.arn())
                .recordingGroup(
                    RecorderRecordingGroupArgs.builder()
                        .allSupported(true)
                        .includeGlobalResourceTypes(args.globalTypes())
                        .build())
                .build(),
            scope.child(this).dependsOn(role.policy(), reading).build());
    var channel =
        new DeliveryChannel(
            name,
            DeliveryChannelArgs.builder()
                .name(physical)
                .s3BucketName(bucket.bucket)
                .s3KmsKeyArn(args.site().keyArn())
                .build(),
            // AWS writes a file to the bucket when the channel is created.
            scope.child(this).dependsOn(recorder, bucket.policy, role.policy()).build());
    var started =
        new RecorderStatus(
            name,
            RecorderStatusArgs.builder().name(recorder.name()).isEnabled(true).build(),
            scope.child(this).dependsOn(channel).build());
    return List.of(recorder, started);
  }

  private ServiceRole role(String name, Site site, PrivateBucket bucket) {
    var scope = site.scope();
    return ServiceRole.create(
        scope,
        this,
        name,
        new ServiceRole.Purpose(
            "Lets Config read the configuration of resources and deliver it to its bucket",
            PolicyDocument.trust(CONFIG, scope.accountId()),
            PolicyDocument.create()
                .add(Statement.allow("CheckAcl").action("s3:GetBucketAcl").on(bucket.arn))
                .add(
                    Statement.allow("Deliver")
                        .action("s3:PutObject")
                        .on(records(bucket.arn, site))
                        .when("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"))
                .add(
                    Statement.allow("Encrypt")
                        .action("kms:Decrypt", "kms:GenerateDataKey")
                        .on(site.keyArn()))));
  }

  /** Config checks and delivers as itself where its role does not, but only for this account. */
  private static List<Statement> delivery(Output<String> bucketArn, Site site) {
    var account = site.scope().accountId();
    return List.of(
        Statement.allow("CheckBucket")
            .service(CONFIG)
            .action("s3:GetBucketAcl", "s3:ListBucket")
            .on(bucketArn)
            .when("StringEquals", "aws:SourceAccount", account),
        Statement.allow("DeliverConfiguration")
            .service(CONFIG)
            .action("s3:PutObject")
            .on(records(bucketArn, site))
            .when("StringEquals", "aws:SourceAccount", account)
            .when("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"));
  }

  private static Output<String> records(Output<String> bucketArn, Site site) {
    return Output.tuple(bucketArn, site.scope().accountId())
        .applyValue(t -> t.t1 + "/AWSLogs/" + t.t2 + "/Config/*");
  }

  private void judge(String name, Site site, ManagedRule rule, List<Resource> before) {
    var scope = site.scope();
    var logical = name + "-" + rule.role();
    var physical = scope.physicalOf(logical);
    var inputs =
        RuleArgs.builder()
            .name(physical)
            .description(rule.description())
            .source(
                RuleSourceArgs.builder().owner("AWS").sourceIdentifier(rule.identifier()).build())
            .tags(scope.tags().named(physical));
    if (!rule.parameters().isEmpty()) {
      inputs.inputParameters(JSON.toJson(rule.parameters()));
    }
    new Rule(
        logical,
        inputs.build(),
        scope.child(this).dependsOn(before.toArray(Resource[]::new)).build());
  }
}
