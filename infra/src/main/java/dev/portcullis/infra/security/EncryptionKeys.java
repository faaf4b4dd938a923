package dev.portcullis.infra.security;

import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import java.util.List;
import java.util.Map;

/**
 * The customer-managed keys of one region: one for data, one for logs and notifications, one for
 * secrets. Takes the names of what logs with them (key policies name log groups and trails before
 * these exist); gives a {@link Site} per key, so that a key cannot leave its region by mistake.
 *
 * <p>The policy is an input of the key and not a resource of its own: whoever has the key's ARN has
 * its final policy too, and nobody creates a log group a moment too early.
 */
public final class EncryptionKeys extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:security:EncryptionKeys";

  /** The shortest AWS allows: nothing outlives a destroyed stack longer than it must. */
  private static final int DELETION_WINDOW_DAYS = 7;

  /**
   * Administration without use. The account keeps PutKeyPolicy: without it AWS refuses the policy
   * for locking everybody out.
   */
  private static final String[] ADMINISTER = {
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription"
  };

  private static final String[] USE = {
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo"
  };

  /** For databases, tables, buckets. */
  public final Site data;

  /** For log groups, trails, topics. */
  public final Site logs;

  /** For secrets and the environment of functions. */
  public final Site secrets;

  private final Scope scope;

  /**
   * What the keys are for.
   *
   * @param scope region of the keys
   * @param regions all regions of the system: replication uses a key from the other one
   * @param logGroupNames every log group of this region
   * @param trailArns trails whose bucket is in this region
   */
  public record Args(
      Scope scope,
      List<Region> regions,
      List<String> logGroupNames,
      List<Output<String>> trailArns) {
    public Args {
      regions = List.copyOf(regions);
      logGroupNames = List.copyOf(logGroupNames);
      trailArns = List.copyOf(trailArns);
    }
  }

  /** Creates the three keys and their aliases. */
  public EncryptionKeys(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.scope();
    data = key(name, "data", policy(args.regions(), "rds", "dynamodb", "s3"));
    var forLogs = policy(args.regions(), "s3");
    if (!args.logGroupNames().isEmpty()) {
      forLogs.add(logGroups(args.logGroupNames()));
    }
    if (!args.trailArns().isEmpty()) {
      forLogs.add(trails(args.trailArns()));
    }
    logs = key(name, "logs", forLogs.add(alarms()));
    secrets = key(name, "secrets", policy(args.regions(), "secretsmanager", "lambda"));
    registerOutputs(
        Map.of(
            "dataKeyArn", data.keyArn(),
            "logsKeyArn", logs.keyArn(),
            "secretsKeyArn", secrets.keyArn()));
  }

  private Site key(String name, String purpose, PolicyDocument policy) {
    var physical = scope.physical(purpose);
    var key =
        new Key(
            name + "-" + purpose,
            KeyArgs.builder()
                .description("Encrypts " + purpose + " of " + scope.names().system())
                .enableKeyRotation(true)
                .deletionWindowInDays(DELETION_WINDOW_DAYS)
                .policy(policy.json())
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(this).build());
    new Alias(
        name + "-" + purpose,
        AliasArgs.builder().name("alias/" + physical).targetKeyId(key.keyId()).build(),
        scope.child(this).build());
    return new Site(scope, key.arn());
  }

  /**
   * The account administers the key, and lets IAM policies grant its use, but only through the
   * services that keep something under it: nobody decrypts with it directly.
   */
  private PolicyDocument policy(List<Region> regions, String... services) {
    var root = scope.accountId().applyValue(account -> "arn:aws:iam::" + account + ":root");
    var use = Statement.allow("UseThroughServices").aws(root).action(USE).on("*");
    for (var service : services) {
      regions.forEach(
          region ->
              use.when(
                  "StringEquals",
                  "kms:ViaService",
                  service + "." + region.id() + ".amazonaws.com"));
    }
    // In a key policy the resource "*" means this key.
    return PolicyDocument.create()
        .add(Statement.allow("Administer").aws(root).action(ADMINISTER).on("*"))
        .add(use);
  }

  /** CloudWatch Logs encrypts as itself, and says for which group. */
  private Statement logGroups(List<String> names) {
    var statement =
        Statement.allow("LogGroups")
            .service("logs." + scope.region().id() + ".amazonaws.com")
            .action(
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo")
            .on("*");
    names.forEach(
        name ->
            statement.when(
                "ArnEquals",
                "kms:EncryptionContext:aws:logs:arn",
                scope.arn("logs", "log-group:" + name)));
    return statement;
  }

  /** The trail itself is named; DescribeKey carries no encryption context to ask for. */
  private Statement trails(List<Output<String>> arns) {
    var statement =
        Statement.allow("Trails")
            .service("cloudtrail.amazonaws.com")
            .action("kms:DescribeKey", "kms:GenerateDataKey")
            .on("*");
    arns.forEach(arn -> statement.when("StringEquals", "aws:SourceArn", arn));
    return statement;
  }

  /** Without this, alarms turn red and CloudWatch cannot publish to the encrypted topic. */
  private Statement alarms() {
    return Statement.allow("Alarms")
        .service("cloudwatch.amazonaws.com")
        .action("kms:Decrypt", "kms:GenerateDataKey")
        .on("*")
        .when("StringEquals", "aws:SourceAccount", scope.accountId());
  }
}
