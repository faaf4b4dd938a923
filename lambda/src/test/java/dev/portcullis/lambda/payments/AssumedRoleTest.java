package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.payments.recovery.OtherRegion;
import dev.portcullis.lambda.peers.MotoPeer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The recovery role through moto's STS: what is asked of the other region is asked as the role. */
@Tag("moto")
class AssumedRoleTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/payments-recovery-dev";

  private final Faults calls = new Faults();
  private final ManualClock clock = new ManualClock(Instant.now());
  private String signedBy = "";

  @BeforeAll
  static void needsMoto() {
    MotoPeer.required();
  }

  @Test
  void keepsItsSessionUntilItNearsItsEnd() {
    var role = role();

    var first = role.credentials();
    clock.advance(Duration.ofMinutes(54));
    assertThat(role.credentials()).isSameAs(first);
    clock.advance(Duration.ofMinutes(2));
    assertThat(role.credentials()).isNotEqualTo(first);
    assertThat(calls.calls()).isEqualTo(2);
    assertThat(first.sessionToken()).isNotBlank();
  }

  @Test
  void readsTheOtherRegionInTheNameOfTheRole() throws Exception {
    var role = role();
    var s3 = s3();
    s3.createBucket(r -> r.bucket("as-role"));
    s3.putObject(r -> r.bucket("as-role").key("k"), RequestBody.fromString("receipt"));
    signedBy = "";

    assertThat(other(role, s3).receipt("k")).contains("receipt");
    assertThat(signedBy).contains("Credential=" + role.credentials().accessKeyId() + "/");
    assertThat(other(role, s3).receipt("none")).isEmpty();
  }

  @Test
  void failsWithNoAnswerWhenTheRoleCannotBeAssumed() {
    calls.lose("Sts");

    assertThatThrownBy(() -> other(role(), s3()).receipt("k"))
        .isInstanceOf(OtherRegion.NoAnswer.class)
        .hasMessage("SdkClientException");
  }

  private AssumedRole role() {
    var sts = calls.client(StsClient.builder(), Region.US_EAST_1, MotoPeer.shared().endpoint());
    return new AssumedRole(sts, ROLE, "payments-us-east-1", clock);
  }

  private OtherRegion other(AssumedRole role, S3Client s3) {
    return new OtherRegion(
        new Faults()
            .client(DynamoDbClient.builder(), Region.US_EAST_2, MotoPeer.shared().endpoint()),
        s3,
        role::credentials,
        new OtherRegion.Place("t", "as-role"),
        clock);
  }

  private S3Client s3() {
    return new Faults() {
      @Override
      public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes to) {
        signedBy = context.httpRequest().firstMatchingHeader("Authorization").orElse("");
      }
    }.client(
        S3Client.builder().forcePathStyle(true), Region.US_EAST_2, MotoPeer.shared().endpoint());
  }
}
