package dev.portcullis.infra.storage;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.storage.Transition.StorageClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateBucketTest {
  private static final String BUCKET = "serverless-app-use1-000000000000-t1";
  private static final String NAME = "serverless-app-use1";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new PrivateBucket(
                  NAME,
                  new PrivateBucket.Args(
                      primary,
                      30,
                      arn ->
                          List.of(
                              Statement.allow("Extra")
                                  .service("cloudtrail.amazonaws.com")
                                  .action("s3:GetBucketAcl")
                                  .on(arn))),
                  primary.scope().component()));

  @Test
  void registersTheSevenResourcesOfTheBundle() {
    assertThat(captured.children())
        .containsExactly(
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 "
                + NAME
                + "-lifecycle us-east-1",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls "
                + NAME
                + "-ownership us-east-1",
            "aws:s3/bucketPolicy:BucketPolicy " + NAME + "-policy us-east-1",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock "
                + NAME
                + "-public-access us-east-1",
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2 "
                + NAME
                + "-encryption us-east-1",
            "aws:s3/bucketV2:BucketV2 " + NAME + " us-east-1",
            "aws:s3/bucketVersioningV2:BucketVersioningV2 " + NAME + "-versioning us-east-1");
    captured.assertWellFormed();
    var bucket = captured.resource("aws:s3/bucketV2:BucketV2", NAME);
    assertThat(bucket.urn())
        .contains("portcullis:storage:PrivateBucket$aws:s3/bucketV2:BucketV2::" + NAME);
    assertInputs(
        bucket,
        "{\"bucket\":\""
            + BUCKET
            + "\",\"forceDestroy\":true,\"tags\":{\"Name\":\"serverless-app-use1-t1\",\"Project\":\"PulumiOptimization\"}}");
  }

  @Test
  void closesTheBucketInOrder() {
    var publicAccess =
        captured.resource(
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", NAME + "-public-access");
    assertInputs(
        publicAccess,
        "{\"bucket\":\""
            + BUCKET
            + "\",\"blockPublicAcls\":true,\"blockPublicPolicy\":true,\"ignorePublicAcls\":true,\"restrictPublicBuckets\":true}");
    var ownership =
        captured.resource(
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls", NAME + "-ownership");
    assertInputs(
        ownership,
        "{\"bucket\":\"" + BUCKET + "\",\"rule\":{\"objectOwnership\":\"BucketOwnerEnforced\"}}");
    var policy = captured.resource("aws:s3/bucketPolicy:BucketPolicy", NAME + "-policy");
    assertWaitsFor(ownership, publicAccess);
    assertWaitsFor(policy, publicAccess);
    assertWaitsFor(policy, ownership);
  }

  @Test
  void deniesPlainTextTransportAndAddsStatements() {
    var policy = captured.resource("aws:s3/bucketPolicy:BucketPolicy", NAME + "-policy");
    assertThat(document(policy, "/policy"))
        .isEqualTo(
            json(
                """
                {"Version":"2012-10-17","Statement":[
                  {"Sid":"TlsOnly","Effect":"Deny","Principal":"*","Action":["s3:*"],
                   "Resource":["arn:aws:s3:::BUCKET","arn:aws:s3:::BUCKET/*"],
                   "Condition":{"Bool":{"aws:SecureTransport":["false"]}}},
                  {"Sid":"Extra","Effect":"Allow","Principal":{"Service":["cloudtrail.amazonaws.com"]},
                   "Action":["s3:GetBucketAcl"],"Resource":["arn:aws:s3:::BUCKET"]}]}"""
                    .replace("BUCKET", BUCKET)));
  }

  @Test
  void encryptsWithTheKeyOfTheRegion() {
    assertInputs(
        captured.resource(
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
            NAME + "-encryption"),
        "{\"bucket\":\""
            + BUCKET
            + "\",\"rules\":[{\"applyServerSideEncryptionByDefault\":{\"sseAlgorithm\":\"aws:kms\",\"kmsMasterKeyId\":\""
            + Captured.KEY
            + "\"},\"bucketKeyEnabled\":true}]}");
  }

  @Test
  void forgetsOldVersionsOnceThereAreVersions() {
    var versioning =
        captured.resource("aws:s3/bucketVersioningV2:BucketVersioningV2", NAME + "-versioning");
    assertInputs(
        versioning,
        "{\"bucket\":\"" + BUCKET + "\",\"versioningConfiguration\":{\"status\":\"Enabled\"}}");
    var lifecycle =
        captured.resource(
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
            NAME + "-lifecycle");
    assertInputs(
        lifecycle,
        "{\"bucket\":\""
            + BUCKET
            + "\",\"rules\":[{\"id\":\"forget-old-versions\",\"status\":\"Enabled\",\"filter\":{\"prefix\":\"\"},"
            + "\"noncurrentVersionExpiration\":{\"noncurrentDays\":30},\"abortIncompleteMultipartUpload\":{\"daysAfterInitiation\":7}}]}");
    assertWaitsFor(lifecycle, versioning);
  }

  @Test
  void rejectsLifecycleThatForgetsAtOnce() {
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(() -> new PrivateBucket.Args(primary, 0, arn -> List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PrivateBucket: noncurrentDays: must be positive, got 0; 30 is usual"));
  }

  @Test
  void movesOldObjectsToCheaperClassesWhereWanted() {
    var moving =
        Captured.program(
            (primary, secondary) ->
                new PrivateBucket(
                    NAME,
                    PrivateBucket.Args.of(primary)
                        .moving(
                            new Transition(30, StorageClass.STANDARD_IA),
                            new Transition(90, StorageClass.GLACIER_IR)),
                    primary.scope().component()));
    assertInputs(
        moving.resource(
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
            NAME + "-lifecycle"),
        """
        {"bucket":"%s","rules":[
          {"id":"forget-old-versions","status":"Enabled","filter":{"prefix":""},
           "noncurrentVersionExpiration":{"noncurrentDays":30},
           "abortIncompleteMultipartUpload":{"daysAfterInitiation":7}},
          {"id":"move-to-cheaper-storage","status":"Enabled","filter":{"prefix":""},
           "transitions":[{"days":30,"storageClass":"STANDARD_IA"},{"days":90,"storageClass":"GLACIER_IR"}]}]}"""
            .formatted(BUCKET));
  }

  @Test
  void rejectsTransitionsThatS3Refuses() {
    assertThatThrownBy(() -> new Transition(29, StorageClass.STANDARD_IA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("afterDays: too early for STANDARD_IA, got 29");
    var later = new Transition(90, StorageClass.STANDARD_IA);
    var tooSoon = new Transition(100, StorageClass.GLACIER_IR);
    var dearer = new Transition(10, StorageClass.GLACIER_IR);
    Captured.program(
        (primary, secondary) -> {
          var args = PrivateBucket.Args.of(primary);
          assertThatThrownBy(() -> args.moving(later, tooSoon))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("transitions: not in an order S3 accepts");
          assertThatThrownBy(() -> args.moving(dearer, later))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("transitions: not in an order S3 accepts");
        });
  }
}
