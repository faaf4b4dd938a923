package dev.portcullis.infra.security;

import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The customer-managed keys of one region: one for data, one for logs and notifications, one for
 * secrets, and one for disks where there are instances. Takes the names of what logs with them (key
 * policies name log groups before these exist) and what else components do with them; gives a
 * {@link Site} per key, so that a key cannot leave its region by mistake.
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

  /** For databases, tables, buckets, events. */
  public final Site data;

  /** For log groups, trails, topics. */
  public final Site logs;

  /** For secrets, parameters and the environment of functions. */
  public final Site secrets;

  private final Scope scope;
  private final Map<Purpose, List<KeyUse>> uses;
  private final Optional<Site> disks;

  /** What a key is for. */
  public enum Purpose {
    DATA("data"),
    LOGS("logs"),
    SECRETS("secrets"),
    /** Disks of instances; only made where a use asks for it. */
    DISKS("disks");

    private final String kind;

    Purpose(String kind) {
      this.kind = kind;
    }

    /** Services through which IAM policies may grant the use of such a key. */
    private List<String> services() {
      return switch (this) {
        case DATA -> List.of("rds", "dynamodb", "s3");
        case LOGS -> List.of("s3");
        case SECRETS -> List.of("secretsmanager", "lambda");
        case DISKS -> List.of("ec2");
      };
    }
  }

  /**
   * What the keys are for.
   *
   * @param scope region of the keys
   * @param regions all regions of the system: replication uses a key from the other one
   * @param logGroupNames every log group of this region
   * @param uses what else the system's components do with the keys
   */
  public record Args(
      Scope scope, List<Region> regions, List<String> logGroupNames, List<KeyUse> uses) {
    public Args {
      regions = List.copyOf(regions);
      logGroupNames = List.copyOf(logGroupNames);
      uses = List.copyOf(uses);
    }
  }

  /** Creates the keys and their aliases. */
  public EncryptionKeys(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.scope();
    uses = args.uses().stream().collect(Collectors.groupingBy(KeyUse::purpose));
    data = key(name, Purpose.DATA, policy(Purpose.DATA, args.regions()));
    var forLogs = policy(Purpose.LOGS, args.regions());
    if (!args.logGroupNames().isEmpty()) {
      forLogs.add(logGroups(args.logGroupNames()));
    }
    logs = key(name, Purpose.LOGS, forLogs.add(alarms()));
    secrets = key(name, Purpose.SECRETS, policy(Purpose.SECRETS, args.regions()));
    disks =
        uses.containsKey(Purpose.DISKS)
            ? Optional.of(key(name, Purpose.DISKS, policy(Purpose.DISKS, args.regions())))
            : Optional.empty();
    registerOutputs(
        Map.of(
            "dataKeyArn", data.keyArn(),
            "logsKeyArn", logs.keyArn(),
            "secretsKeyArn", secrets.keyArn()));
  }

  /**
   * For disks of instances.
   *
   * @throws IllegalStateException if no use asked for it
   */
  public Site disks() {
    return disks.orElseThrow(
        () -> new IllegalStateException("disks: no such key; add a KeyUse for Purpose.DISKS"));
  }

  private Site key(String name, Purpose purpose, PolicyDocument policy) {
    var physical = scope.physical(purpose.kind);
    var key =
        new Key(
            name + "-" + purpose.kind,
            KeyArgs.builder()
                .description("Encrypts " + purpose.kind + " of " + scope.names().system())
                .enableKeyRotation(true)
                .deletionWindowInDays(DELETION_WINDOW_DAYS)
                .policy(policy.json())
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(this).build());
    new Alias(
        name + "-" + purpose.kind,
        AliasArgs.builder().name("alias/" + physical).targetKeyId(key.keyId()).build(),
        scope.child(this).build());
    return new Site(scope, key.arn());
  }

  /**
   * The account administers the key, and lets IAM policies grant its use, but only through the
   * services that keep something under it: nobody decrypts with it directly.
   */
  private PolicyDocument policy(Purpose purpose, List<Region> regions) {
    var asked = uses.getOrDefault(purpose, List.of());
    var root = scope.accountId().applyValue(account -> "arn:aws:iam::" + account + ":root");
    var through = Statement.allow("UseThroughServices").aws(root).action(USE).on("*");
    Stream.concat(
            purpose.services().stream(), asked.stream().flatMap(use -> use.services().stream()))
        .distinct()
        .forEach(
            service ->
                regions.forEach(
                    region ->
                        through.when(
                            "StringEquals",
                            "kms:ViaService",
                            service + "." + region.id() + ".amazonaws.com")));
    // In a key policy the resource "*" means this key.
    var policy =
        PolicyDocument.create()
            .add(Statement.allow("Administer").aws(root).action(ADMINISTER).on("*"))
            .add(through);
    asked.forEach(use -> use.statements().forEach(policy::add));
    return policy;
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

  /** Without this, alarms turn red and CloudWatch cannot publish to the encrypted topic. */
  private Statement alarms() {
    return Statement.allow("Alarms")
        .service("cloudwatch.amazonaws.com")
        .action("kms:Decrypt", "kms:GenerateDataKey")
        .on("*")
        .when("StringEquals", "aws:SourceAccount", scope.accountId());
  }
}
