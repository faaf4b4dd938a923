package dev.portcullis.infra.monitoring;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.util.Set;

/** Log groups: encrypted, with an end, and gone with the stack. */
public final class EncryptedLogs {
  private static final Set<Integer> PERIODS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private EncryptedLogs() {}

  /**
   * Creates a log group {@code <name>-logs}.
   *
   * @param site region and key; the key's policy must name the group, or AWS refuses it
   * @param owner component it belongs to
   * @param name logical name of the owner
   * @param groupName physical name; services look for theirs under a fixed one
   * @param retentionDays one of the periods CloudWatch knows
   */
  public static LogGroup create(
      Site site, Resource owner, String name, String groupName, int retentionDays) {
    return create(site, owner, name, Output.of(groupName), retentionDays);
  }

  /** The same, where the service puts an id into the name that AWS gives out first. */
  public static LogGroup create(
      Site site, Resource owner, String name, Output<String> groupName, int retentionDays) {
    Violations.in(EncryptedLogs.class)
        .unless(
            PERIODS.contains(retentionDays),
            "logRetentionDays: not a period CloudWatch knows, got "
                + retentionDays
                + "; e.g. 7, 14, 30, 90, 365")
        .throwIfAny();
    var scope = site.scope();
    return new LogGroup(
        name + "-logs",
        LogGroupArgs.builder()
            .name(groupName)
            .kmsKeyId(site.keyArn())
            .retentionInDays(retentionDays)
            .skipDestroy(false)
            .tags(scope.tags().named(scope.physicalOf(name)))
            .build(),
        scope.child(owner).build());
  }
}
