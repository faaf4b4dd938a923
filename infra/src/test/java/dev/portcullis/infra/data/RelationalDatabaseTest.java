package dev.portcullis.infra.data;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.data.RelationalDatabase.Origin;
import dev.portcullis.infra.data.RelationalDatabase.Sizing;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelationalDatabaseTest {
  private static final String INSTANCE = "aws:rds/instance:Instance";
  private static final Sizing SIZING = new Sizing("16.11", "db.m5.large", true, 7);

  private final Captured captured =
      Captured.program(
          (primary, secondary) -> {
            var source =
                database(
                    primary,
                    Origin.empty("orders", 100, "orders_admin", Output.ofSecret("not-a-secret")));
            database(secondary, Origin.replicaOf(source.arn));
          });

  private static RelationalDatabase database(Site site, Origin origin) {
    return new RelationalDatabase(
        site.scope().logical("database"),
        new RelationalDatabase.Args(
            site,
            new Placement(Output.of(List.of("subnet-a", "subnet-b")), Output.of("sg-db")),
            SIZING,
            origin),
        site.scope().component());
  }

  @Test
  void registersInstanceWithItsOwnGroupsInEachRegion() {
    assertThat(captured.children())
        .containsExactly(
            "aws:rds/instance:Instance serverless-database-use1 us-east-1",
            "aws:rds/instance:Instance serverless-database-usw2 us-west-2",
            "aws:rds/parameterGroup:ParameterGroup serverless-database-use1-parameters us-east-1",
            "aws:rds/parameterGroup:ParameterGroup serverless-database-usw2-parameters us-west-2",
            "aws:rds/subnetGroup:SubnetGroup serverless-database-use1-subnets us-east-1",
            "aws:rds/subnetGroup:SubnetGroup serverless-database-usw2-subnets us-west-2");
    captured.assertWellFormed();
  }

  @Test
  void createsPrimaryThatIsEncryptedPrivateAndDestroyable() {
    var primary = captured.resource(INSTANCE, "serverless-database-use1");
    assertThat(input(primary, "/password/$secret").asBoolean()).isTrue();
    var rest = primary.inputs().deepCopy();
    rest.remove("password");
    assertThat(Captured.json(rest.toString()))
        .isEqualTo(
            Captured.json(
                """
                {"identifier":"serverless-database-use1-t1","instanceClass":"db.m5.large","multiAz":true,
                 "engine":"postgres","engineVersion":"16.11","dbName":"orders","username":"orders_admin",
                 "allocatedStorage":100,"storageType":"gp3","backupRetentionPeriod":7,
                 "dbSubnetGroupName":"serverless-database-use1-t1","parameterGroupName":"serverless-database-use1-t1",
                 "vpcSecurityGroupIds":["sg-db"],"publiclyAccessible":false,
                 "storageEncrypted":true,"kmsKeyId":"KEY",
                 "performanceInsightsEnabled":true,"performanceInsightsKmsKeyId":"KEY","performanceInsightsRetentionPeriod":7,
                 "copyTagsToSnapshot":true,"autoMinorVersionUpgrade":false,"applyImmediately":true,
                 "deletionProtection":false,"skipFinalSnapshot":true,"deleteAutomatedBackups":true,
                 "tags":{"Name":"serverless-database-use1-t1","Project":"PulumiOptimization"}}"""
                    .replace("KEY", Captured.KEY)));
    assertThat(primary.options().ignoreChanges()).containsExactly("password");
    assertThat(primary.options().customTimeouts())
        .containsEntry("create", 5400.0)
        .containsEntry("delete", 5400.0);
  }

  @Test
  void createsReplicaWithoutWhatBelongsToItsSource() {
    var replica = captured.resource(INSTANCE, "serverless-database-usw2");
    assertInputs(
        replica,
        """
        {"identifier":"serverless-database-usw2-t1","instanceClass":"db.m5.large","multiAz":true,
         "replicateSourceDb":"arn:aws:rds:us-east-1:000000000000:db:serverless-database-use1-t1",
         "backupRetentionPeriod":7,
         "dbSubnetGroupName":"serverless-database-usw2-t1","parameterGroupName":"serverless-database-usw2-t1",
         "vpcSecurityGroupIds":["sg-db"],"publiclyAccessible":false,
         "storageEncrypted":true,"kmsKeyId":"KEY",
         "performanceInsightsEnabled":true,"performanceInsightsKmsKeyId":"KEY","performanceInsightsRetentionPeriod":7,
         "copyTagsToSnapshot":true,"autoMinorVersionUpgrade":false,"applyImmediately":true,
         "deletionProtection":false,"skipFinalSnapshot":true,"deleteAutomatedBackups":true,
         "tags":{"Name":"serverless-database-usw2-t1","Project":"PulumiOptimization"}}"""
            .replace("KEY", Captured.REPLICA_KEY));
    assertWaitsFor(replica, captured.resource(INSTANCE, "serverless-database-use1"));
  }

  @Test
  void refusesPlainTextConnections() {
    assertInputs(
        captured.resource(
            "aws:rds/parameterGroup:ParameterGroup", "serverless-database-usw2-parameters"),
        """
        {"name":"serverless-database-usw2-t1","description":"Refuses connections without TLS","family":"postgres16",
         "parameters":[{"name":"rds.force_ssl","value":"1","applyMethod":"immediate"}],
         "tags":{"Name":"serverless-database-usw2-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void rejectsEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(() -> new Sizing("16", "m5.large", true, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "engineVersion: not major.minor, got \"16\"",
            "instanceClass: not a database class, got \"m5.large\"",
            "backupRetentionDays: out of range, got 0");
    assertThatThrownBy(() -> Origin.empty("Orders", 5, "admin", Output.of("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("storageGb: too small for gp3, got 5", "got \"Orders\"");
  }
}
