package dev.portcullis.infra.data;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.data.GlobalDatabase.Engine;
import dev.portcullis.infra.data.GlobalDatabase.Sizing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalDatabaseTest {
  private static final String GLOBAL = "aws:rds/globalCluster:GlobalCluster";
  private static final String CLUSTER = "aws:rds/cluster:Cluster";
  private static final String INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
  private static final String GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";

  private static final String SHARED =
      """
      "globalClusterIdentifier":"serverless-db-t1","engine":"aurora-postgresql","engineVersion":"14.6","port":5432,
      "vpcSecurityGroupIds":["sg-db"],"storageEncrypted":true,"backupRetentionPeriod":7,
      "preferredBackupWindow":"03:00-04:00","preferredMaintenanceWindow":"sun:05:00-sun:06:00",
      "copyTagsToSnapshot":true,"applyImmediately":true,
      "deletionProtection":false,"skipFinalSnapshot":true,"deleteAutomatedBackups":true,""";

  private final Captured captured =
      Captured.program((primary, secondary) -> Databases.create(primary, secondary, "14.6"));

  @Test
  void registersClusterGroupsAndInstancesInEachRegion() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .containsExactly(
            CLUSTER + " serverless-db-use1 us-east-1",
            CLUSTER + " serverless-db-usw2 us-west-2",
            INSTANCE + " serverless-db-use1-1 us-east-1",
            INSTANCE + " serverless-db-use1-2 us-east-1",
            INSTANCE + " serverless-db-usw2-1 us-west-2",
            GROUP + " serverless-db-use1-parameters us-east-1",
            GROUP + " serverless-db-usw2-parameters us-west-2",
            GLOBAL + " serverless-db us-east-1",
            "aws:rds/subnetGroup:SubnetGroup serverless-db-use1-subnets us-east-1",
            "aws:rds/subnetGroup:SubnetGroup serverless-db-usw2-subnets us-west-2");
  }

  @Test
  void linksBothClustersByOneThatIsEncryptedAndDestroyable() {
    var global = captured.resource(GLOBAL, "serverless-db");
    assertInputs(
        global,
        """
        {"globalClusterIdentifier":"serverless-db-t1","engine":"aurora-postgresql","engineVersion":"14.6",
         "engineLifecycleSupport":"open-source-rds-extended-support-disabled","databaseName":"orders",
         "storageEncrypted":true,"deletionProtection":false,"forceDestroy":true,
         "tags":{"Name":"serverless-db-t1","Project":"PulumiOptimization"}}""");
    for (var region : new String[] {"use1", "usw2"}) {
      var cluster = captured.resource(CLUSTER, "serverless-db-" + region);
      assertThat(cluster.propertyDependencies().get("globalClusterIdentifier"))
          .contains(global.urn());
      assertThat(cluster.propertyDependencies().get("engineVersion")).contains(global.urn());
    }
  }

  @Test
  void createsPrimaryWithDatabaseAndMaster() {
    var cluster = captured.resource(CLUSTER, "serverless-db-use1");
    assertThat(input(cluster, "/masterPassword/$secret").asBoolean()).isTrue();
    var rest = cluster.inputs().deepCopy();
    rest.remove("masterPassword");
    assertThat(json(rest.toString()))
        .isEqualTo(
            json(
                """
                {"clusterIdentifier":"serverless-db-use1-t1",%s
                 "dbSubnetGroupName":"serverless-db-use1-t1","dbClusterParameterGroupName":"serverless-db-use1-pg14-t1",
                 "kmsKeyId":"%s","databaseName":"orders","masterUsername":"orders_admin",
                 "tags":{"Name":"serverless-db-use1-t1","Project":"PulumiOptimization"}}"""
                    .formatted(SHARED, Captured.KEY)));
    assertThat(cluster.options().ignoreChanges())
        .containsExactlyInAnyOrder(
            "engineVersion",
            "globalClusterIdentifier",
            "replicationSourceIdentifier",
            "masterPassword");
  }

  @Test
  void createsSecondaryWithoutWhatBelongsToThePrimary() {
    var cluster = captured.resource(CLUSTER, "serverless-db-usw2");
    assertInputs(
        cluster,
        """
        {"clusterIdentifier":"serverless-db-usw2-t1",%s
         "dbSubnetGroupName":"serverless-db-usw2-t1","dbClusterParameterGroupName":"serverless-db-usw2-pg14-t1",
         "kmsKeyId":"%s","sourceRegion":"us-east-1",
         "tags":{"Name":"serverless-db-usw2-t1","Project":"PulumiOptimization"}}"""
            .formatted(SHARED, Captured.REPLICA_KEY));
    assertThat(cluster.options().ignoreChanges())
        .containsExactlyInAnyOrder(
            "engineVersion",
            "globalClusterIdentifier",
            "replicationSourceIdentifier",
            "masterUsername");
  }

  @Test
  void startsSecondaryWhenEveryInstanceOfThePrimaryIsThere() {
    var cluster = captured.resource(CLUSTER, "serverless-db-usw2");
    assertWaitsFor(cluster, captured.resource(INSTANCE, "serverless-db-use1-1"));
    assertWaitsFor(cluster, captured.resource(INSTANCE, "serverless-db-use1-2"));
  }

  @Test
  void createsInstancesThatTakeOverInOrder() {
    var instance = captured.resource(INSTANCE, "serverless-db-use1-2");
    assertInputs(instance, instance("use1-2", "use1", 1, Captured.KEY));
    assertThat(instance.options().ignoreChanges()).containsExactly("engineVersion");
    assertInputs(
        captured.resource(INSTANCE, "serverless-db-usw2-1"),
        instance("usw2-1", "usw2", 0, Captured.REPLICA_KEY));
  }

  private static String instance(String name, String region, int tier, String key) {
    return """
        {"identifier":"serverless-db-NAME-t1","clusterIdentifier":"serverless-db-REGION-t1",
         "engine":"aurora-postgresql","engineVersion":"14.6","instanceClass":"db.r6g.large",
         "dbSubnetGroupName":"serverless-db-REGION-t1","promotionTier":TIER,"publiclyAccessible":false,
         "performanceInsightsEnabled":true,"performanceInsightsKmsKeyId":"KEY","performanceInsightsRetentionPeriod":7,
         "autoMinorVersionUpgrade":false,"applyImmediately":true,
         "tags":{"Name":"serverless-db-NAME-t1","Project":"PulumiOptimization"}}"""
        .replace("NAME", name)
        .replace("REGION", region)
        .replace("TIER", String.valueOf(tier))
        .replace("KEY", key);
  }

  @Test
  void waitsLongEnoughForAws() {
    for (var resource :
        new Resource[] {
          captured.resource(GLOBAL, "serverless-db"),
          captured.resource(CLUSTER, "serverless-db-use1"),
          captured.resource(CLUSTER, "serverless-db-usw2"),
          captured.resource(INSTANCE, "serverless-db-usw2-1")
        }) {
      assertThat(resource.options().customTimeouts())
          .as(resource.name())
          .containsEntry("create", 5400.0)
          .containsEntry("delete", 5400.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"14.6, 14", "13.7, 13", "16.8, 16"})
  void refusesPlainTextConnectionsInTheFamilyOfItsVersion(String version, String major) {
    var other =
        Captured.program((primary, secondary) -> Databases.create(primary, secondary, version));
    assertInputs(
        other.resource(GROUP, "serverless-db-usw2-parameters"),
        """
        {"name":"serverless-db-usw2-pgMAJOR-t1","description":"Refuses connections without TLS",
         "family":"aurora-postgresqlMAJOR",
         "parameters":[{"name":"rds.force_ssl","value":"1","applyMethod":"pending-reboot"}],
         "tags":{"Name":"serverless-db-usw2-pgMAJOR-t1","Project":"PulumiOptimization"}}"""
            .replace("MAJOR", major));
    assertThat(input(other.resource(CLUSTER, "serverless-db-usw2"), "/engineVersion").asText())
        .isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"14", "11.8", "12.3", "10.14", "14.6.1", "x.6"})
  void rejectsVersionsThatCannotBeGlobal(String version) {
    assertThatThrownBy(() -> new Engine(version, "Orders", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "version: not one that a global database can have, got \"" + version + "\"",
            "databaseName: not a PostgreSQL name, got \"Orders\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"db.t4g.medium", "db.m5.large", "db.r4.large", "r6g.large"})
  void rejectsClassesThatCannotBeGlobal(String instanceClass) {
    assertThatThrownBy(() -> new Sizing(instanceClass, 36))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "instanceClass: not one that a global database can have, got \"" + instanceClass + "\"",
            "backupRetentionDays: out of range, got 36; 1 to 35");
  }

  @Test
  void rejectsOneRegionAndTooFewInstances() {
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(
                    () ->
                        Databases.args(
                            Databases.side(primary, 1), Databases.side(primary, 0), "14.6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                    "secondary: is in the region of the primary, got us-east-1",
                    "primary: instances out of range, got 1; 2 to 15",
                    "secondary: instances out of range, got 0; 1 to 15"));
  }
}
