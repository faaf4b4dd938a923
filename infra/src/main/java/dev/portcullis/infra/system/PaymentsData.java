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
   * else; the database is written where its writer is. The ledger is the table; the database is at
   * hand for whatever a validation must look up, with the credentials in the secret and not here.
   */
  FunctionSpec.Builder connect(PaymentsRegion region, FunctionSpec.Builder function) {
    var data = region.keys.data;
    var secretArn = here(region, secret.arn, secret.replicaArn);
    var grants = new ArrayList<Statement>();
    // What was accepted stays accepted: items and objects are added, and nothing is taken away.
    grants.addAll(Grants.newItems(here(region, table.arn, table.replicaArn), data));
    grants.addAll(Grants.newObjects(List.of(region.audit.arn, region.receipts.arn), data));
    grants.addAll(Grants.secret(secretArn, region.keys.secrets));
    return function
        .variable("TABLE", table.tableName)
        .variable("RECEIPTS_BUCKET", region.receipts.bucket)
        .variable("AUDIT_BUCKET", region.audit.bucket)
        // Moves with the writer: after a failover nothing has to be told anew.
        .variable("DB_HOST", database.writerEndpoint)
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
                    .action("dynamodb:GetItem", "dynamodb:Query")
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

  private static Output<String> objects(PrivateBucket bucket) {
    return bucket.arn.applyValue(arn -> arn + "/*");
  }

  private Output<String> here(
      PaymentsRegion region, Output<String> inPrimary, Output<String> inSecondary) {
    return region == primary ? inPrimary : inSecondary;
  }
}
