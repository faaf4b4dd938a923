package dev.portcullis.infra.security;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.secretsmanager.SecretPolicy;
import com.pulumi.aws.secretsmanager.SecretPolicyArgs;
import dev.portcullis.infra.Captured;
import org.junit.jupiter.api.Test;

class RandomSecretTest {
  private static final String NAME = "payments-fingerprint-key";

  private final Captured captured =
      Captured.program(
          (primary, secondary) -> {
            var secret =
                new RandomSecret(
                    NAME,
                    new RandomSecret.Args(primary, secondary, "Key of something"),
                    primary.scope().component());
            // A place where the output can be seen.
            new SecretPolicy(
                "probe",
                SecretPolicyArgs.builder().secretArn(secret.replicaArn).policy("{}").build());
          });

  @Test
  void isKeptInBothRegionsUnderTheirOwnKeys() {
    var secret = captured.resource("aws:secretsmanager/secret:Secret", NAME);
    assertThat(secret.region()).isEqualTo("us-east-1");
    assertInputs(
        secret,
        """
        {"name":"payments-fingerprint-key-t1","description":"Key of something; replicated to us-west-2",
         "kmsKeyId":"%s","replicas":[{"region":"us-west-2","kmsKeyId":"%s"}],
         "forceOverwriteReplicaSecret":true,"recoveryWindowInDays":0,
         "tags":{"Name":"payments-fingerprint-key-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.KEY, Captured.REPLICA_KEY));
    var probe = captured.resource("aws:secretsmanager/secretPolicy:SecretPolicy", "probe");
    assertThat(input(probe, "/secretArn").asText()).contains(":us-west-2:");
  }

  @Test
  void isNeverShownAndNeverReplaced() {
    var version =
        captured.resource("aws:secretsmanager/secretVersion:SecretVersion", NAME + "-version");
    assertThat(input(version, "/secretString/$secret").asBoolean()).isTrue();
    assertThat(version.options().ignoreChanges()).containsExactly("secretString");
  }

  @Test
  void rejectsOneRegionForBoth() {
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(() -> new RandomSecret.Args(primary, primary, "d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("replica: is in the region of the secret"));
  }
}
