package dev.portcullis.infra.backup;

import com.pulumi.aws.backup.Plan;
import com.pulumi.aws.backup.PlanArgs;
import com.pulumi.aws.backup.Selection;
import com.pulumi.aws.backup.SelectionArgs;
import com.pulumi.aws.backup.Vault;
import com.pulumi.aws.backup.VaultArgs;
import com.pulumi.aws.backup.inputs.PlanRuleArgs;
import com.pulumi.aws.backup.inputs.PlanRuleCopyActionArgs;
import com.pulumi.aws.backup.inputs.PlanRuleCopyActionLifecycleArgs;
import com.pulumi.aws.backup.inputs.PlanRuleLifecycleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.security.ServiceRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Daily backups, and a copy of each in the other region: replication carries a mistake over within
 * a second, a backup does not. Takes both sites and what to protect; gives the ARNs of the vaults.
 *
 * <p>Vaults are not locked: a locked one outlives its stack.
 */
public final class CrossRegionBackup extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:backup:CrossRegionBackup";

  private static final int START_WITHIN_MINUTES = 60;
  private static final int FINISH_WITHIN_MINUTES = 480;

  /** Emptying a vault goes recovery point by recovery point. */
  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder().delete(Duration.ofMinutes(60)).build();

  /** ARN of the vault in the primary region. */
  public final Output<String> vaultArn;

  /** ARN of the vault with the copies, in the secondary region. */
  public final Output<String> copiesVaultArn;

  /**
   * What to back up, and for how long.
   *
   * @param primary region of the resources, and the key they and the vault are encrypted with
   * @param secondary region of the copies and the key they are encrypted with
   * @param resources at least one, all under the key of {@code primary}
   * @param schedule AWS cron expression, UTC
   * @param retentionDays days until a backup and its copy expire
   */
  public record Args(
      Site primary, Site secondary, List<Protected> resources, String schedule, int retentionDays) {
    public Args {
      resources = List.copyOf(resources);
      Violations.in(CrossRegionBackup.class)
          .unless(
              !primary.scope().region().equals(secondary.scope().region()),
              "secondary: is in the region of the primary, got "
                  + secondary.scope().region().id()
                  + "; give the other region")
          .unless(!resources.isEmpty(), "resources: is empty, got []; protect at least one")
          .unless(
              resources.stream().allMatch(resource -> resource.site().equals(primary)),
              "resources: one is of another region or under another key, got "
                  + resources.stream().map(r -> r.site().scope().region().id()).toList()
                  + "; back up what lies under the key of the primary site")
          .unless(
              schedule.matches("cron\\(.+\\)"),
              "schedule: not a cron expression, got \"" + schedule + "\"; e.g. cron(0 5 * * ? *)")
          .unless(
              retentionDays >= 1,
              "retentionDays: must be positive, got " + retentionDays + "; 35 is usual")
          .throwIfAny();
    }

    /** Every night, kept for 35 days. */
    public static Args nightly(Site primary, Site secondary, List<Protected> resources) {
      return new Args(primary, secondary, resources, "cron(0 5 * * ? *)", 35);
    }
  }

  /**
   * What backups do with the key for data. Who makes a vault lends its key to AWS Backup, and gives
   * the loan back when that is done.
   */
  public static KeyUse keyUse(Scope scope) {
    var root = scope.accountId().applyValue(account -> "arn:aws:iam::" + account + ":root");
    return new KeyUse(
        Purpose.DATA,
        List.of("backup"),
        List.of(
            Statement.allow("BackupVaults")
                .aws(root)
                .action("kms:RetireGrant")
                .on("*")
                .when(
                    "StringEquals",
                    "kms:ViaService",
                    "backup." + scope.region().id() + ".amazonaws.com")));
  }

  /**
   * Creates role, vaults, plan and selection.
   *
   * @param name logical name without a region; those of the vaults add theirs
   */
  public CrossRegionBackup(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var role = role(name, args);
    // AWS Backup deletes a recovery point with the role that made it: the vaults, which empty
    // themselves on destroy, must be gone before the role is.
    var vault = vault(name, args.primary(), role);
    var copies = vault(name, args.secondary(), role);
    vaultArn = vault.arn();
    copiesVaultArn = copies.arn();
    var plan = plan(name, args, vault);
    var awaited = args.resources().stream().flatMap(resource -> resource.awaited().stream());
    new Selection(
        name,
        SelectionArgs.builder()
            .name(args.primary().scope().physicalOf(name))
            .iamRoleArn(role.arn())
            .planId(plan.id())
            .resources(Output.all(args.resources().stream().map(Protected::arn).toList()))
            .build(),
        args.primary()
            .scope()
            .child(this)
            .dependsOn(Stream.concat(Stream.of(role.policy()), awaited).toArray(Resource[]::new))
            .build());
    registerOutputs(Map.of("vaultArn", vaultArn, "copiesVaultArn", copiesVaultArn));
  }

  private ServiceRole role(String name, Args args) {
    return ServiceRole.create(
        args.primary().scope(),
        this,
        name,
        new ServiceRole.Purpose(
            "Lets AWS Backup back up clusters and buckets and copy backups to the other region",
            // AWS Backup names no source when it assumes a role: a condition would stop it.
            PolicyDocument.trust("backup.amazonaws.com"),
            BackupPermissions.of(
                args,
                Stream.of(args.primary(), args.secondary())
                    .map(
                        site -> site.scope().arn("backup", "backup-vault:" + vaultName(name, site)))
                    .toList())));
  }

  private static String vaultName(String name, Site site) {
    return site.scope().physicalOf(logical(name, site));
  }

  private static String logical(String name, Site site) {
    return name + "-" + site.scope().region().code();
  }

  private Vault vault(String name, Site site, ServiceRole role) {
    var scope = site.scope();
    var physical = vaultName(name, site);
    return new Vault(
        logical(name, site),
        VaultArgs.builder()
            .name(physical)
            .kmsKeyArn(site.keyArn())
            .forceDestroy(true)
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).dependsOn(role.policy()).customTimeouts(PATIENCE).build());
  }

  private Plan plan(String name, Args args, Vault vault) {
    var scope = args.primary().scope();
    var physical = scope.physicalOf(name);
    return new Plan(
        name,
        PlanArgs.builder()
            .name(physical)
            .rules(
                PlanRuleArgs.builder()
                    .ruleName(physical)
                    .targetVaultName(vault.name())
                    .schedule(args.schedule())
                    .startWindow(START_WITHIN_MINUTES)
                    .completionWindow(FINISH_WITHIN_MINUTES)
                    .lifecycle(
                        PlanRuleLifecycleArgs.builder().deleteAfter(args.retentionDays()).build())
                    .recoveryPointTags(scope.tags().named(physical))
                    // A copy is encrypted with the key of the vault it goes to.
                    .copyActions(
                        PlanRuleCopyActionArgs.builder()
                            .destinationVaultArn(copiesVaultArn)
                            .lifecycle(
                                PlanRuleCopyActionLifecycleArgs.builder()
                                    .deleteAfter(args.retentionDays())
                                    .build())
                            .build())
                    .build())
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).build());
  }
}
