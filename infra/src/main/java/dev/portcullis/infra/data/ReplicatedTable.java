package dev.portcullis.infra.data;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.TableReplica;
import com.pulumi.aws.dynamodb.TableReplicaArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.dynamodb.inputs.TablePointInTimeRecoveryArgs;
import com.pulumi.aws.dynamodb.inputs.TableServerSideEncryptionArgs;
import com.pulumi.aws.dynamodb.inputs.TableTtlArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.data.Capacity.Autoscaled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A DynamoDB table with a replica in another region (global tables, version 2019.11.21). Takes the
 * two sites, each with its own key; gives the name (the same in both regions) and both ARNs. Both
 * sides accept writes and the last one wins: whoever writes in two regions at once must be
 * idempotent.
 */
public final class ReplicatedTable extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:database:ReplicatedTable";

  /**
   * Attribute of items that do not stay: a number, the second after which DynamoDB removes them in
   * both regions, sooner or later. Items without it stay.
   */
  public static final String EXPIRES = "expiresAt";

  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder()
          .create(Duration.ofMinutes(60))
          .update(Duration.ofMinutes(60))
          .delete(Duration.ofMinutes(60))
          .build();

  /** Name of the table, in both regions. */
  public final Output<String> tableName;

  /** ARN in the primary region. */
  public final Output<String> arn;

  /** ARN in the secondary region. */
  public final Output<String> replicaArn;

  /**
   * What a table needs.
   *
   * @param primary region and key of the table
   * @param secondary region and key of the replica; customer-managed on both sides or on neither
   * @param partitionKey name of the partition key, a string
   * @param sortKey name of the sort key, a string; without one a partition holds a single item
   * @param capacity how it is billed
   */
  public record Args(
      Site primary,
      Site secondary,
      String partitionKey,
      Optional<String> sortKey,
      Capacity capacity) {
    public Args {
      Violations.in(ReplicatedTable.class)
          .unless(
              !primary.scope().region().equals(secondary.scope().region()),
              "secondary: is in the region of the table, got "
                  + secondary.scope().region().id()
                  + "; give the site of the other region")
          .unless(
              !partitionKey.isBlank(),
              "partitionKey: is empty, got \"\"; give the name of the attribute")
          .unless(
              sortKey.filter(key -> key.isBlank() || key.equals(partitionKey)).isEmpty(),
              "sortKey: is empty or the partition key, got \""
                  + sortKey.orElse("")
                  + "\"; give the name of another attribute, or leave it out")
          .throwIfAny();
    }

    /** A table without a sort key. */
    public Args(Site primary, Site secondary, String partitionKey, Capacity capacity) {
      this(primary, secondary, partitionKey, Optional.empty(), capacity);
    }

    /** The keys; other attributes are the items' own business. */
    private List<TableAttributeArgs> attributes() {
      return Stream.concat(Stream.of(partitionKey), sortKey.stream())
          .map(key -> TableAttributeArgs.builder().name(key).type("S").build())
          .toList();
    }
  }

  /** Creates the table, its scaling if it is provisioned, and its replica. */
  public ReplicatedTable(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.primary().scope();
    var physical = scope.physicalOf(name);
    var inputs =
        TableArgs.builder()
            .name(physical)
            .hashKey(args.partitionKey())
            .attributes(args.attributes())
            // Without this stream AWS cannot create a replica.
            .streamEnabled(true)
            .streamViewType("NEW_AND_OLD_IMAGES")
            .pointInTimeRecovery(TablePointInTimeRecoveryArgs.builder().enabled(true).build())
            .ttl(TableTtlArgs.builder().enabled(true).attributeName(EXPIRES).build())
            .serverSideEncryption(
                TableServerSideEncryptionArgs.builder()
                    .enabled(true)
                    .kmsKeyArn(args.primary().keyArn())
                    .build())
            .deletionProtectionEnabled(false)
            .tags(scope.tags().named(physical));
    args.sortKey().ifPresent(inputs::rangeKey);
    final Table table;
    final TableReplica replica;
    if (args.capacity() instanceof Autoscaled autoscaled) {
      table = provisioned(name, inputs, args, autoscaled);
      replica = scaledReplica(name, args, table, autoscaled);
    } else {
      table = onDemand(name, inputs, args);
      replica = replica(name, args, table);
    }
    tableName = table.name();
    arn = table.arn();
    replicaArn = replica.arn();
    registerOutputs(Map.of("tableName", tableName, "arn", arn, "replicaArn", replicaArn));
  }

  private Table onDemand(String name, TableArgs.Builder inputs, Args args) {
    return new Table(
        name,
        inputs.billingMode("PAY_PER_REQUEST").build(),
        args.primary()
            .scope()
            .child(this)
            // The table must not undo what the TableReplica did.
            .ignoreChanges("replicas")
            .customTimeouts(PATIENCE)
            .build());
  }

  private Table provisioned(
      String name, TableArgs.Builder inputs, Args args, Autoscaled autoscaled) {
    return new Table(
        name,
        inputs
            .billingMode("PROVISIONED")
            .readCapacity(autoscaled.min())
            .writeCapacity(autoscaled.min())
            .build(),
        args.primary()
            .scope()
            .child(this)
            // Capacity is the scaler's, replicas are the TableReplica's: the table must not undo
            // what the two did.
            .ignoreChanges("readCapacity", "writeCapacity", "replicas")
            .customTimeouts(PATIENCE)
            .build());
  }

  /** AWS gives a replica only to a table whose writes already scale: hence this order. */
  private TableReplica scaledReplica(String name, Args args, Table table, Autoscaled autoscaled) {
    var scaling = new TableScaling(this, table.name(), autoscaled);
    var write = scaling.writes(args.primary().scope(), name, table);
    var read = scaling.reads(args.primary().scope(), name, write);
    var replica = replica(name, args, table, write, read);
    if (autoscaled.manageReplicaScaling()) {
      var scope = args.secondary().scope();
      var replicaWrite = scaling.writes(scope, name + "-replica", replica);
      scaling.reads(scope, name + "-replica", replicaWrite);
    }
    return replica;
  }

  /** A resource of its own, for tags of its own: the table could only hand on those it has. */
  private TableReplica replica(String name, Args args, Table table, Resource... after) {
    var scope = args.secondary().scope();
    return new TableReplica(
        name + "-replica",
        TableReplicaArgs.builder()
            .globalTableArn(table.arn())
            .kmsKeyArn(args.secondary().keyArn())
            .pointInTimeRecovery(true)
            .deletionProtectionEnabled(false)
            .tags(scope.tags().named(scope.physicalOf(name)))
            .build(),
        scope.child(this).dependsOn(after).customTimeouts(PATIENCE).build());
  }
}
