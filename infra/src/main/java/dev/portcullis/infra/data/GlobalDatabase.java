package dev.portcullis.infra.data;

import com.pulumi.aws.rds.GlobalCluster;
import com.pulumi.aws.rds.GlobalClusterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.security.DatabaseSecret;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An Aurora PostgreSQL global database: a cluster that is written to, and one in another region
 * that follows it, usually within a second. Takes the two sides, the engine, the credentials and
 * the sizing; gives the endpoints to connect to, and identifiers and ARNs of all three clusters.
 *
 * <p>Whoever writes uses {@link #writerEndpoint}: AWS moves it to the other cluster after a
 * failover. Replication runs on AWS's own network: no peering, route or security group takes part
 * in it. Promotion in a disaster is the {@link Promoter}'s, or a person's; no property of a cluster
 * asks for it. Upgrades change the version of the global cluster, which hands it on.
 */
public final class GlobalDatabase extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:database:GlobalDatabase";

  private static final Pattern VERSION = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})");
  private static final Pattern CLASS = Pattern.compile("db\\.(r[5-9]|x[1-9])[a-z0-9]*\\.[a-z0-9]+");
  private static final int MOST_INSTANCES = 15;

  /** Identifier of the global cluster. */
  public final Output<String> globalClusterId;

  /** ARN of the global cluster; it names no region. */
  public final Output<String> globalClusterArn;

  /** Host that always leads to the writer, in whichever region that is. */
  public final Output<String> writerEndpoint;

  /** Identifier of the cluster in the primary region, the dimension of its metrics. */
  public final Output<String> primaryClusterId;

  /** ARN of the cluster in the primary region. */
  public final Output<String> primaryClusterArn;

  /** Host of the writer while that is in the primary region. */
  public final Output<String> primaryEndpoint;

  /** Endpoint of the primary cluster's readers: it answers whether or not the writer is there. */
  public final Output<String> primaryReaderEndpoint;

  /** Identifier of the cluster in the secondary region, the dimension of its metrics. */
  public final Output<String> secondaryClusterId;

  /** ARN of the cluster in the secondary region. */
  public final Output<String> secondaryClusterArn;

  /** Host of the readers in the secondary region. */
  public final Output<String> secondaryReaderEndpoint;

  /** Instances of the primary cluster: until they are there, nobody can connect. */
  public final List<Resource> primaryInstances;

  /** Instances of the secondary cluster. */
  public final List<Resource> secondaryInstances;

  /** Port of both clusters. */
  public final int port;

  /** Name of the first database. */
  public final String databaseName;

  /** Region and key of the primary cluster. */
  public final Site primary;

  /** Region and key of the secondary cluster. */
  public final Site secondary;

  /**
   * One side.
   *
   * @param data region, and the key for storage, backups and Performance Insights
   * @param placement private subnets, and the security group that only clients may reach
   * @param instances writer and readers; in the secondary region readers only
   */
  public record Side(Site data, Placement placement, int instances) {}

  /**
   * What runs.
   *
   * @param version Aurora PostgreSQL version, e.g. {@code 14.6}
   * @param databaseName name of the first database
   * @param extendedSupport whether AWS may go on, at a price, with a major version that is past its
   *     standard support; without, it upgrades such clusters and creates no new ones
   */
  public record Engine(String version, String databaseName, boolean extendedSupport) {
    public Engine {
      Violations.in(Engine.class)
          .unless(
              supported(version),
              "version: not one that a global database can have, got \""
                  + version
                  + "\"; 11.9, 12.4, 13.x or later, e.g. 14.6")
          .unless(
              databaseName.matches("[a-z][a-z0-9_]{0,62}"),
              "databaseName: not a PostgreSQL name, got \""
                  + databaseName
                  + "\"; lower-case letters, digits and underscores, a letter first")
          .throwIfAny();
    }

    private static boolean supported(String version) {
      var parts = VERSION.matcher(version);
      if (!parts.matches()) {
        return false;
      }
      int major = Integer.parseInt(parts.group(1));
      int minor = Integer.parseInt(parts.group(2));
      return major >= 13 || (major == 12 && minor >= 4) || (major == 11 && minor >= 9);
    }

    String major() {
      return version.substring(0, version.indexOf('.'));
    }
  }

  /**
   * Who may do everything, in both clusters: the secondary one takes its users from the primary.
   *
   * @param username master user
   * @param password master password, a secret value
   * @param port port of both clusters
   */
  public record Credentials(String username, Output<String> password, int port) {
    /** What the secret has. */
    public static Credentials of(DatabaseSecret secret) {
      return new Credentials(secret.username, secret.password, secret.port);
    }
  }

  /**
   * How large.
   *
   * @param instanceClass memory optimised, e.g. {@code db.r6g.large}
   * @param backupRetentionDays 1 to 35, in both clusters: a promoted one must have backups at once;
   *     any instant of that time can be restored
   */
  public record Sizing(String instanceClass, int backupRetentionDays) {
    public Sizing {
      Violations.in(Sizing.class)
          .unless(
              CLASS.matcher(instanceClass).matches(),
              "instanceClass: not one that a global database can have, got \""
                  + instanceClass
                  + "\"; memory optimised from r5 on, e.g. db.r6g.large")
          .unless(
              backupRetentionDays >= 1 && backupRetentionDays <= 35,
              "backupRetentionDays: out of range, got " + backupRetentionDays + "; 1 to 35")
          .throwIfAny();
    }
  }

  /**
   * What the database is and where it stands.
   *
   * @param primary side that is written to; two instances or more, so that losing one is no
   *     disaster
   * @param secondary side that follows, in another region
   * @param engine what runs
   * @param credentials who may do everything
   * @param sizing how large
   */
  public record Args(
      Side primary, Side secondary, Engine engine, Credentials credentials, Sizing sizing) {
    public Args {
      var region = secondary.data().scope().region();
      Violations.in(GlobalDatabase.class)
          .unless(
              !primary.data().scope().region().equals(region),
              "secondary: is in the region of the primary, got "
                  + region.id()
                  + "; give the other region")
          .unless(
              primary.instances() >= 2 && primary.instances() <= MOST_INSTANCES,
              "primary: instances out of range, got " + primary.instances() + "; 2 to 15")
          .unless(
              secondary.instances() >= 1 && secondary.instances() <= MOST_INSTANCES,
              "secondary: instances out of range, got " + secondary.instances() + "; 1 to 15")
          .throwIfAny();
    }
  }

  /** Creates the global cluster, then the primary one with its instances, then the secondary. */
  public GlobalDatabase(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var global = globalCluster(name, args);
    var writer = AuroraCluster.writer(this, name, args, global);
    var reader = AuroraCluster.reader(this, name, args, global, writer);
    primary = args.primary().data();
    secondary = args.secondary().data();
    port = args.credentials().port();
    databaseName = args.engine().databaseName();
    globalClusterId = global.globalClusterIdentifier();
    globalClusterArn = global.arn();
    writerEndpoint = global.endpoint();
    primaryClusterId = writer.cluster().clusterIdentifier();
    primaryClusterArn = writer.cluster().arn();
    primaryEndpoint = writer.cluster().endpoint();
    primaryReaderEndpoint = writer.cluster().readerEndpoint();
    primaryInstances = writer.instances();
    secondaryClusterId = reader.cluster().clusterIdentifier();
    secondaryClusterArn = reader.cluster().arn();
    secondaryReaderEndpoint = reader.cluster().readerEndpoint();
    secondaryInstances = reader.instances();
    registerOutputs(Map.of("globalClusterId", globalClusterId, "writerEndpoint", writerEndpoint));
  }

  private GlobalCluster globalCluster(String name, Args args) {
    var scope = args.primary().data().scope();
    var physical = scope.physicalOf(name);
    return new GlobalCluster(
        name,
        GlobalClusterArgs.builder()
            .globalClusterIdentifier(physical)
            .engine("aurora-postgresql")
            .engineVersion(args.engine().version())
            .engineLifecycleSupport(
                args.engine().extendedSupport()
                    ? "open-source-rds-extended-support"
                    : "open-source-rds-extended-support-disabled")
            .databaseName(args.engine().databaseName())
            .storageEncrypted(true)
            // The mission forbids whatever stands in the way of a destroy (X-04, K-08).
            .deletionProtection(false)
            .forceDestroy(true)
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).customTimeouts(AuroraCluster.PATIENCE).build());
  }
}
