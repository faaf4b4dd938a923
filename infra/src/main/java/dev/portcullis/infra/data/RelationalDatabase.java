package dev.portcullis.infra.data;

import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.ParameterGroup;
import com.pulumi.aws.rds.ParameterGroupArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.rds.inputs.ParameterGroupParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A PostgreSQL instance in private subnets: the one that is written to, or a read replica of it in
 * another region. Takes the site, the placement, the sizing and the {@link Origin} of its data;
 * gives the ARN (which a replica names as its source) and the address (which functions connect to).
 *
 * <p>Replication between the regions runs on AWS's own network: no peering, route or security group
 * takes part in it. Promoting the replica is a decision of a person, see the runbook.
 */
public final class RelationalDatabase extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:database:RelationalDatabase";

  /** Multi-AZ instances with encryption are slow to come and slow to go. */
  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder()
          .create(Duration.ofMinutes(90))
          .update(Duration.ofMinutes(90))
          .delete(Duration.ofMinutes(90))
          .build();

  private static final int INSIGHTS_RETENTION_DAYS = 7;
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.\\d+");

  /** Identifier, the dimension of its metrics. */
  public final Output<String> identifier;

  /** ARN of the instance. */
  public final Output<String> arn;

  /** Host name in the VPC. */
  public final Output<String> address;

  /**
   * What the instance is and where it stands.
   *
   * @param site region, and the key for storage, backups and Performance Insights
   * @param placement private subnets, and the security group that only functions may reach
   * @param sizing version, class and availability
   * @param origin where its data comes from
   */
  public record Args(Site site, Placement placement, Sizing sizing, Origin origin) {}

  /**
   * How large, and how available.
   *
   * @param engineVersion PostgreSQL version, e.g. {@code 16.11}; a replica takes over the one of
   *     its source and needs it for the family of its parameter group
   * @param instanceClass e.g. {@code db.m5.large}
   * @param multiAz a standby in another availability zone
   * @param backupRetentionDays 1 to 35; without backups a source cannot have a replica, and a
   *     promoted replica must have them at once
   */
  public record Sizing(
      String engineVersion, String instanceClass, boolean multiAz, int backupRetentionDays) {
    public Sizing {
      Violations.in(Sizing.class)
          .unless(
              VERSION.matcher(engineVersion).matches(),
              "engineVersion: not major.minor, got \"" + engineVersion + "\"; e.g. 16.11")
          .unless(
              instanceClass.startsWith("db."),
              "instanceClass: not a database class, got \""
                  + instanceClass
                  + "\"; e.g. db.m5.large")
          .unless(
              backupRetentionDays >= 1 && backupRetentionDays <= 35,
              "backupRetentionDays: out of range, got " + backupRetentionDays + "; 1 to 35")
          .throwIfAny();
    }

    private String family() {
      return "postgres" + engineVersion.substring(0, engineVersion.indexOf('.'));
    }
  }

  /** Where the data comes from. */
  public sealed interface Origin {
    /** An empty database that the system writes to. */
    static Origin empty(
        String databaseName, int storageGb, String username, Output<String> password) {
      return new Empty(databaseName, storageGb, username, password);
    }

    /** The instance with that ARN, in another region. */
    static Origin replicaOf(Output<String> sourceArn) {
      return new ReplicaOf(sourceArn);
    }
  }

  /**
   * An empty database.
   *
   * @param databaseName name of the first database
   * @param storageGb size in GiB; gp3 starts at 20
   * @param username master user
   * @param password master password, a secret value
   */
  public record Empty(String databaseName, int storageGb, String username, Output<String> password)
      implements Origin {
    public Empty {
      Violations.in(Empty.class)
          .unless(
              storageGb >= 20, "storageGb: too small for gp3, got " + storageGb + "; 20 or more")
          .unless(
              databaseName.matches("[a-z][a-z0-9_]{0,62}"),
              "databaseName: not a PostgreSQL name, got \""
                  + databaseName
                  + "\"; lower-case letters, digits and underscores, a letter first")
          .throwIfAny();
    }
  }

  /**
   * A cross-region read replica.
   *
   * @param sourceArn ARN of the source; its identifier would be looked up in the replica's region
   */
  public record ReplicaOf(Output<String> sourceArn) implements Origin {}

  /** Creates subnet group, parameter group and instance. */
  public RelationalDatabase(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.site().scope();
    var instance = scope.child(this).customTimeouts(PATIENCE);
    var inputs = shared(name, args);
    if (args.origin() instanceof Empty empty) {
      inputs
          .engine("postgres")
          .engineVersion(args.sizing().engineVersion())
          .dbName(empty.databaseName())
          .allocatedStorage(empty.storageGb())
          .storageType("gp3")
          .username(empty.username())
          .password(empty.password());
      // Once created, the secret's rotation owns the password.
      instance.ignoreChanges("password");
    } else if (args.origin() instanceof ReplicaOf replica) {
      // Engine, storage, users and databases are the source's; AWS refuses them here. This edge
      // also orders the destruction: the replica first.
      inputs.replicateSourceDb(replica.sourceArn());
    }
    var database = new Instance(name, inputs.build(), instance.build());
    identifier = database.identifier();
    arn = database.arn();
    address = database.address();
    registerOutputs(Map.of("identifier", identifier, "arn", arn, "address", address));
  }

  /** What source and replica have in common. */
  private InstanceArgs.Builder shared(String name, Args args) {
    var scope = args.site().scope();
    var physical = scope.physicalOf(name);
    return InstanceArgs.builder()
        .identifier(physical)
        .instanceClass(args.sizing().instanceClass())
        .multiAz(args.sizing().multiAz())
        .backupRetentionPeriod(args.sizing().backupRetentionDays())
        .dbSubnetGroupName(subnetGroup(name, args).name())
        .parameterGroupName(parameterGroup(name, args).name())
        .vpcSecurityGroupIds(args.placement().securityGroupId().applyValue(List::of))
        .publiclyAccessible(false)
        // For a cross-region replica only the key counts, and it must be one of its own region.
        .storageEncrypted(true)
        .kmsKeyId(args.site().keyArn())
        .performanceInsightsEnabled(true)
        .performanceInsightsKmsKeyId(args.site().keyArn())
        .performanceInsightsRetentionPeriod(INSIGHTS_RETENTION_DAYS)
        .copyTagsToSnapshot(true)
        .autoMinorVersionUpgrade(false)
        .applyImmediately(true)
        // The mission forbids whatever stands in the way of a destroy (X-04, K-08).
        .deletionProtection(false)
        .skipFinalSnapshot(true)
        .deleteAutomatedBackups(true)
        .tags(scope.tags().named(physical));
  }

  private SubnetGroup subnetGroup(String name, Args args) {
    var scope = args.site().scope();
    var physical = scope.physicalOf(name);
    return new SubnetGroup(
        name + "-subnets",
        SubnetGroupArgs.builder()
            .name(physical)
            .description("Private subnets of the database")
            .subnetIds(args.placement().subnetIds())
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).deleteBeforeReplace(true).build());
  }

  private ParameterGroup parameterGroup(String name, Args args) {
    var scope = args.site().scope();
    var physical = scope.physicalOf(name);
    return new ParameterGroup(
        name + "-parameters",
        ParameterGroupArgs.builder()
            .name(physical)
            .description("Refuses connections without TLS")
            .family(args.sizing().family())
            .parameters(
                ParameterGroupParameterArgs.builder()
                    .name("rds.force_ssl")
                    .value("1")
                    .applyMethod("immediate")
                    .build())
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).deleteBeforeReplace(true).build());
  }
}
