package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.PaymentsParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.data.Capacity;
import dev.portcullis.infra.data.GlobalDatabase;
import dev.portcullis.infra.data.ReplicatedTable;
import dev.portcullis.infra.security.DatabaseSecret;
import dev.portcullis.infra.security.RandomSecret;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.Grants;
import dev.portcullis.infra.storage.CrossRegionReplication;
import dev.portcullis.infra.storage.PrivateBucket;
import java.util.ArrayList;
import java.util.List;

/** The data of system {@code payments}: in both regions, and written in either. */
final class PaymentsData {
  final GlobalTier tier;
  final DatabaseSecret secret;
  final GlobalDatabase database;
  final ReplicatedTable table;
  final RandomSecret fingerprintKey;

  private final PaymentsRegion primary;
  private final PaymentsRegion secondary;

  PaymentsData(SystemConfig config, Names names, PaymentsRegion primary, PaymentsRegion secondary) {
    this.primary = primary;
    this.secondary = secondary;
    tier =
        GlobalTier.create(
            primary.scope,
            config,
            "payments",
            config.flag(PaymentsParameters.EXTENDED_SUPPORT),
            home(primary, config.integer(PaymentsParameters.PRIMARY_DB_INSTANCES)),
            home(secondary, config.integer(PaymentsParameters.SECONDARY_DB_INSTANCES)));
    secret = tier.secret();
    database = tier.database();
    // One table in both regions, each side under its region's key for data; both sides are written.
    table =
        new ReplicatedTable(
            names.logical("transactions"),
            new ReplicatedTable.Args(
                primary.keys.data, secondary.keys.data, "paymentId", Capacity.onDemand()),
            primary.scope.component());
    fingerprintKey =
        new RandomSecret(
            names.logical("fingerprint-key"),
            new RandomSecret.Args(
                primary.keys.secrets,
                secondary.keys.secrets,
                "Key of the fingerprints of cards and accounts"),
            primary.scope.component());
    replicate();
  }

  private static GlobalTier.Home home(PaymentsRegion region, int instances) {
    return new GlobalTier.Home(region.keys, region.database(), instances);
  }

  /**
   * Both ways: whichever region serves, the other one has it. Nothing goes round in circles, since
   * S3 does not replicate what is a replica itself.
   */
  private void replicate() {
    for (var from : List.of(primary, secondary)) {
      var to = from == primary ? secondary : primary;
      new CrossRegionReplication(
          from.scope.logical("audit-replication"),
          new CrossRegionReplication.Args(from.audit, to.audit),
          from.scope.component());
      new CrossRegionReplication(
          from.scope.logical("receipts-replication"),
          new CrossRegionReplication.Args(from.receipts, to.receipts),
          from.scope.component());
    }
  }

  /**
   * Tells a function where the data is, and lets it work on that of its own region and nothing
   * else. The ledger is the table; the limits of merchants are in the database, of which the
   * region's own readers are asked. What is in the other region it reads as the recovery role.
   */
  FunctionSpec.Builder connect(PaymentsRegion region, FunctionSpec.Builder function) {
    var data = region.keys.data;
    var secretArn = here(region, secret.arn, secret.replicaArn);
    var keyArn = here(region, fingerprintKey.arn, fingerprintKey.replicaArn);
    var other = region == primary ? secondary : primary;
    var grants = new ArrayList<Statement>();
    // What was accepted stays accepted: items and objects are added, and nothing is taken away;
    // only
    // what is counted and remembered of cards for some minutes changes.
    grants.addAll(Grants.newItems(tableArn(region), data));
    grants.add(Grants.itemsBeginning(tableArn(region), "velocity#", "recent#"));
    grants.addAll(Grants.newObjects(List.of(region.audit.arn, region.receipts.arn), data));
    grants.add(Grants.readObjects(region.receipts.arn));
    grants.addAll(Grants.secrets(List.of(secretArn, keyArn), region.keys.secrets));
    return function
        .variable("TABLE", table.tableName)
        .variable("FINGERPRINT_SECRET_ARN", keyArn)
        .variable("OTHER_REGION", Output.of(other.scope.region().id()))
        .variable("OTHER_RECEIPTS_BUCKET", other.receipts.bucket)
        .variable("RECEIPTS_BUCKET", region.receipts.bucket)
        .variable("AUDIT_BUCKET", region.audit.bucket)
        .variable(
            "DB_HOST",
            here(region, database.primaryReaderEndpoint, database.secondaryReaderEndpoint))
        .variable("DB_NAME", Output.of(database.databaseName))
        .variable("DB_PORT", Output.of(String.valueOf(database.port)))
        .variable("DB_SECRET_ARN", secretArn)
        .grant(List.copyOf(grants));
  }

  /**
   * What may be done with the data of either region while one of them is in trouble: look whether a
   * payment and its receipt are there. Nothing is written across regions, which replication does.
   */
  PolicyDocument recovery() {
    var document =
        PolicyDocument.create()
            .add(
                Statement.allow("SeeItems")
                    .action("dynamodb:GetItem")
                    .on(table.arn)
                    .on(table.replicaArn))
            .add(
                Statement.allow("ReadReceipts")
                    .action("s3:GetObject")
                    .on(objects(primary.receipts))
                    .on(objects(secondary.receipts)));
    var useKeys =
        Statement.allow("DecryptData")
            .action("kms:Decrypt")
            .on(primary.keys.data.keyArn())
            .on(secondary.keys.data.keyArn());
    for (var region : List.of(primary, secondary)) {
      for (var service : List.of("dynamodb", "s3")) {
        useKeys.when(
            "StringEquals",
            "kms:ViaService",
            service + "." + region.scope.region().id() + ".amazonaws.com");
      }
    }
    return document.add(useKeys);
  }

  /** The table, or its replica. */
  Output<String> tableArn(PaymentsRegion region) {
    return here(region, table.arn, table.replicaArn);
  }

  private static Output<String> objects(PrivateBucket bucket) {
    return bucket.arn.applyValue(arn -> arn + "/*");
  }

  private Output<String> here(
      PaymentsRegion region, Output<String> inPrimary, Output<String> inSecondary) {
    return region == primary ? inPrimary : inSecondary;
  }
}
