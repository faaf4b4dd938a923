package dev.portcullis.infra.data;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.data.Capacity.Autoscaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicatedTableTest {
  private static final String NAME = "serverless-orders";
  private static final String POLICY = "aws:appautoscaling/policy:Policy";
  private static final String REPLICA = "aws:dynamodb/tableReplica:TableReplica";
  private static final String TABLE = "aws:dynamodb/table:Table";
  private static final String TARGET = "aws:appautoscaling/target:Target";

  private static Captured table(Capacity capacity) {
    return Captured.program(
        (primary, secondary) ->
            new ReplicatedTable(
                NAME,
                new ReplicatedTable.Args(primary, secondary, "orderId", capacity),
                primary.scope().component()));
  }

  @Test
  void createsProvisionedTableWithoutInlineReplica() {
    var captured = table(Capacity.autoscaled(5, 100));
    var table = captured.resource(TABLE, NAME);
    captured.assertWellFormed();
    assertInputs(
        table,
        """
        {"name":"serverless-orders-t1","billingMode":"PROVISIONED","readCapacity":5,"writeCapacity":5,
         "hashKey":"orderId","attributes":[{"name":"orderId","type":"S"}],
         "streamEnabled":true,"streamViewType":"NEW_AND_OLD_IMAGES","pointInTimeRecovery":{"enabled":true},
         "ttl":{"enabled":true,"attributeName":"expiresAt"},
         "serverSideEncryption":{"enabled":true,"kmsKeyArn":"%s"},"deletionProtectionEnabled":false,
         "tags":{"Name":"serverless-orders-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.KEY));
    assertThat(table.options().ignoreChanges())
        .containsExactly("readCapacity", "writeCapacity", "replicas");
  }

  @Test
  void sortsItemsOfOnePartitionWhenThereIsAnotherKey() {
    var captured =
        Captured.program(
            (primary, secondary) ->
                new ReplicatedTable(
                    NAME,
                    new ReplicatedTable.Args(
                        primary, secondary, "orderId", Optional.of("entry"), Capacity.onDemand()),
                    primary.scope().component()));
    var inputs = captured.resource(TABLE, NAME).inputs();
    captured.assertWellFormed();
    assertThat(inputs.path("hashKey").asText()).isEqualTo("orderId");
    assertThat(inputs.path("rangeKey").asText()).isEqualTo("entry");
    assertThat(inputs.path("attributes"))
        .isEqualTo(
            Captured.json(
                "[{\"name\":\"orderId\",\"type\":\"S\"},{\"name\":\"entry\",\"type\":\"S\"}]"));
  }

  @Test
  void createsReplicaOnlyAfterWritesScale() {
    var captured = table(Capacity.autoscaled(5, 100));
    var replica = captured.resource(REPLICA, NAME + "-replica");
    assertThat(replica.region()).isEqualTo("us-west-2");
    assertInputs(
        replica,
        """
        {"globalTableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/serverless-orders-t1","kmsKeyArn":"%s",
         "pointInTimeRecovery":true,"deletionProtectionEnabled":false,
         "tags":{"Name":"serverless-orders-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.REPLICA_KEY));
    assertWaitsFor(replica, captured.resource(POLICY, NAME + "-write-scaling"));
    assertWaitsFor(replica, captured.resource(POLICY, NAME + "-read-scaling"));
    assertWaitsFor(captured.resource(TARGET, NAME + "-replica-write-target"), replica);
  }

  @Test
  void scalesBothSidesUnderTheSamePolicyNames() {
    var captured = table(Capacity.autoscaled(5, 100));
    for (var side : new String[] {NAME, NAME + "-replica"}) {
      assertInputs(
          captured.resource(TARGET, side + "-write-target"),
          """
          {"serviceNamespace":"dynamodb","scalableDimension":"dynamodb:table:WriteCapacityUnits",
           "resourceId":"table/serverless-orders-t1","minCapacity":5,"maxCapacity":100,
           "tags":{"Name":"%s-write-t1","Project":"PulumiOptimization"}}"""
              .formatted(side));
      assertInputs(
          captured.resource(POLICY, side + "-read-scaling"),
          """
          {"name":"DynamoDBReadCapacityUtilization:table/serverless-orders-t1","policyType":"TargetTrackingScaling",
           "serviceNamespace":"dynamodb","scalableDimension":"dynamodb:table:ReadCapacityUnits",
           "resourceId":"table/serverless-orders-t1",
           "targetTrackingScalingPolicyConfiguration":{"targetValue":70,
             "predefinedMetricSpecification":{"predefinedMetricType":"DynamoDBReadCapacityUtilization"}}}""");
    }
    assertThat(captured.resource(POLICY, NAME + "-replica-write-scaling").region())
        .isEqualTo("us-west-2");
  }

  @Test
  void leavesReplicaScalingToAwsWhenToldSo() {
    var captured = table(new Autoscaled(5, 100, false));
    assertThat(captured.children())
        .hasSize(6)
        .noneMatch(child -> child.startsWith(TARGET) && child.endsWith("us-west-2"));
  }

  @Test
  void needsNoScalingWhenPaidPerRequest() {
    var captured = table(Capacity.onDemand());
    assertThat(captured.children())
        .containsExactly(
            TABLE + " " + NAME + " us-east-1", REPLICA + " " + NAME + "-replica us-west-2");
    var table = captured.resource(TABLE, NAME);
    captured.assertWellFormed();
    assertInputs(
        table,
        """
        {"name":"serverless-orders-t1","billingMode":"PAY_PER_REQUEST",
         "hashKey":"orderId","attributes":[{"name":"orderId","type":"S"}],
         "streamEnabled":true,"streamViewType":"NEW_AND_OLD_IMAGES","pointInTimeRecovery":{"enabled":true},
         "ttl":{"enabled":true,"attributeName":"expiresAt"},
         "serverSideEncryption":{"enabled":true,"kmsKeyArn":"%s"},"deletionProtectionEnabled":false,
         "tags":{"Name":"serverless-orders-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.KEY));
    assertThat(table.options().customTimeouts()).containsEntry("delete", 3600.0);
    assertThat(table.options().ignoreChanges()).containsExactly("replicas");
    assertInputs(
        captured.resource(REPLICA, NAME + "-replica"),
        """
        {"globalTableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/serverless-orders-t1","kmsKeyArn":"%s",
         "pointInTimeRecovery":true,"deletionProtectionEnabled":false,
         "tags":{"Name":"serverless-orders-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.REPLICA_KEY));
  }

  @Test
  void namesBothSidesOfTheTableWhicheverWayTheReplicaCameToBe() {
    for (var capacity : List.of(Capacity.onDemand(), Capacity.autoscaled(5, 100))) {
      var arns = new ArrayList<String>();
      Captured.program(
          (primary, secondary) -> {
            var table =
                new ReplicatedTable(
                    NAME,
                    new ReplicatedTable.Args(primary, secondary, "orderId", capacity),
                    primary.scope().component());
            Output.all(table.arn, table.replicaArn).applyValue(arns::addAll);
          });
      assertThat(arns)
          .as("%s", capacity)
          .containsExactly(
              "arn:aws:dynamodb:us-east-1:000000000000:table/serverless-orders-t1",
              "arn:aws:dynamodb:us-west-2:000000000000:table/serverless-orders-t1");
    }
  }

  @Test
  void rejectsImpossibleBoundsAndRegions() {
    assertThatThrownBy(() -> Capacity.autoscaled(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("min: must be positive, got 0", "max: below min, got -1");
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(
                    () -> new ReplicatedTable.Args(primary, primary, " ", Capacity.onDemand()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                    "secondary: is in the region of the table", "partitionKey: is empty"));
    for (var sortKey : List.of(" ", "orderId")) {
      Captured.program(
          (primary, secondary) ->
              assertThatThrownBy(
                      () ->
                          new ReplicatedTable.Args(
                              primary,
                              secondary,
                              "orderId",
                              Optional.of(sortKey),
                              Capacity.onDemand()))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageContaining("sortKey: is empty or the partition key"));
    }
  }
}
