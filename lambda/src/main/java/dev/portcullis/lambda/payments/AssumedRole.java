package dev.portcullis.lambda.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The recovery role: the one that reaches data of the other region. It is assumed when it is needed
 * and given back by running out.
 */
final class AssumedRole {
  private static final Duration SESSION = Duration.ofHours(1);
  private static final Duration RESERVE = Duration.ofMinutes(5);

  private final StsClient sts;
  private final String roleArn;
  private final String sessionName;
  private final Clock clock;
  private @Nullable AwsSessionCredentials known;
  private Instant expires = Instant.MIN;

  /**
   * The role.
   *
   * @param sts of the function's own region: the one of another may be down with it
   * @param sessionName who it is, as CloudTrail shows it
   */
  AssumedRole(StsClient sts, String roleArn, String sessionName, Clock clock) {
    this.sts = sts;
    this.roleArn = roleArn;
    this.sessionName = sessionName;
    this.clock = clock;
  }

  /** Credentials of the role, good for some minutes at least. */
  AwsSessionCredentials credentials() {
    var kept = known;
    if (kept != null && clock.instant().isBefore(expires.minus(RESERVE))) {
      return kept;
    }
    var fresh =
        sts.assumeRole(
                r ->
                    r.roleArn(roleArn)
                        .roleSessionName(sessionName)
                        .durationSeconds(Math.toIntExact(SESSION.toSeconds())))
            .credentials();
    var credentials =
        AwsSessionCredentials.create(
            fresh.accessKeyId(), fresh.secretAccessKey(), fresh.sessionToken());
    known = credentials;
    expires = fresh.expiration();
    return credentials;
  }
}
