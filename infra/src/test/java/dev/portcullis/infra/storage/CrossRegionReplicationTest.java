package dev.portcullis.infra.storage;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.storage.CrossRegionReplication.Pace;
import org.junit.jupiter.api.Test;

class CrossRegionReplicationTest {
  private static final String NAME = "serverless-replication-use1";
  private static final String SOURCE = "arn:aws:s3:::serverless-app-use1-000000000000-t1";
  private static final String DESTINATION = "arn:aws:s3:::serverless-app-usw2-000000000000-t1";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new CrossRegionReplication(
                  NAME,
                  new CrossRegionReplication.Args(bucket(primary), bucket(secondary)),
                  primary.scope().component()));

  private static PrivateBucket bucket(Site site) {
    return new PrivateBucket(
        site.scope().logical("app"), PrivateBucket.Args.of(site), site.scope().component());
  }

  @Test
  void replicatesEncryptedObjectsIntoTheOtherRegionsKey() {
    var config = captured.resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", NAME);
    captured.assertWellFormed();
    assertThat(config.region()).isEqualTo("us-east-1");
    assertInputs(
        config,
        """
        {"bucket":"serverless-app-use1-000000000000-t1",
         "role":"arn:aws:iam::000000000000:role/serverless-replication-use1-t1",
         "rules":[{"id":"everything","status":"Enabled","priority":0,"filter":{"prefix":""},
           "deleteMarkerReplication":{"status":"Enabled"},
           "sourceSelectionCriteria":{"sseKmsEncryptedObjects":{"status":"Enabled"}},
           "destination":{"bucket":"%s","encryptionConfiguration":{"replicaKmsKeyId":"%s"}}}]}"""
            .formatted(DESTINATION, Captured.REPLICA_KEY));
  }

  @Test
  void waitsForVersioningOnBothSidesAndForItsPermissions() {
    var config = captured.resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", NAME);
    for (var region : new String[] {"use1", "usw2"}) {
      assertWaitsFor(
          config,
          captured.resource(
              "aws:s3/bucketVersioningV2:BucketVersioningV2",
              "serverless-app-" + region + "-versioning"));
    }
    assertWaitsFor(config, captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy"));
  }

  @Test
  void grantsWhatReplicationNeedsAndNoMore() {
    var policy = captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy");
    assertThat(document(policy, "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[
                  {"Sid":"ReadConfiguration","Effect":"Allow","Action":["s3:GetReplicationConfiguration","s3:ListBucket"],
                   "Resource":["SOURCE"]},
                  {"Sid":"ReadVersions","Effect":"Allow",
                   "Action":["s3:GetObjectVersionForReplication","s3:GetObjectVersionAcl","s3:GetObjectVersionTagging"],
                   "Resource":["SOURCE/*"]},
                  {"Sid":"WriteReplicas","Effect":"Allow","Action":["s3:ReplicateObject","s3:ReplicateDelete","s3:ReplicateTags"],
                   "Resource":["DESTINATION/*"]},
                  {"Sid":"DecryptSource","Effect":"Allow","Action":["kms:Decrypt"],
                   "Resource":["arn:aws:kms:us-east-1:000000000000:key/primary"],
                   "Condition":{"StringEquals":{"kms:ViaService":["s3.us-east-1.amazonaws.com"]}}},
                  {"Sid":"EncryptReplica","Effect":"Allow","Action":["kms:Encrypt","kms:GenerateDataKey"],
                   "Resource":["arn:aws:kms:us-west-2:000000000000:key/secondary"],
                   "Condition":{"StringEquals":{"kms:ViaService":["s3.us-west-2.amazonaws.com"]}}}]}"""
                    .replace("SOURCE", SOURCE)
                    .replace("DESTINATION", DESTINATION)));
    assertThat(
            document(captured.resource("aws:iam/role:Role", NAME + "-role"), "/assumeRolePolicy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"Assume","Effect":"Allow",
                 "Principal":{"Service":["s3.amazonaws.com"]},"Action":["sts:AssumeRole"]}]}"""));
  }

  @Test
  void rejectsDestinationInTheSameRegion() {
    Captured.program(
        (primary, secondary) -> {
          var bucket = bucket(primary);
          assertThatThrownBy(() -> new CrossRegionReplication.Args(bucket, bucket))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("destination: is in the region of the source, got us-east-1");
        });
  }

  @Test
  void replicatesWithinFifteenMinutesWhereWanted() {
    var bounded =
        Captured.program(
            (primary, secondary) ->
                new CrossRegionReplication(
                    NAME,
                    new CrossRegionReplication.Args(
                        bucket(primary), bucket(secondary), Pace.BOUNDED),
                    primary.scope().component()));
    assertThat(
            input(
                bounded.resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", NAME),
                "/rules/0/destination"))
        .isEqualTo(
            json(
                """
                {"bucket":"%s","encryptionConfiguration":{"replicaKmsKeyId":"%s"},
                 "replicationTime":{"status":"Enabled","time":{"minutes":15}},
                 "metrics":{"status":"Enabled","eventThreshold":{"minutes":15}}}"""
                    .formatted(DESTINATION, Captured.REPLICA_KEY)));
  }

  @Test
  void replicatesBothWaysWithOneComponentForEachDirection() {
    var back = "serverless-replication-usw2";
    var both =
        Captured.program(
            (primary, secondary) -> {
              var east = bucket(primary);
              var west = bucket(secondary);
              new CrossRegionReplication(
                  NAME, new CrossRegionReplication.Args(east, west), primary.scope().component());
              new CrossRegionReplication(
                  back, new CrossRegionReplication.Args(west, east), secondary.scope().component());
            });
    both.assertWellFormed();
    var config = both.resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", back);
    assertThat(config.region()).isEqualTo("us-west-2");
    assertThat(input(config, "/bucket").asText()).isEqualTo("serverless-app-usw2-000000000000-t1");
    assertThat(input(config, "/rules/0/destination"))
        .isEqualTo(
            json(
                """
                {"bucket":"%s","encryptionConfiguration":{"replicaKmsKeyId":"%s"}}"""
                    .formatted(SOURCE, Captured.KEY)));
  }
}
