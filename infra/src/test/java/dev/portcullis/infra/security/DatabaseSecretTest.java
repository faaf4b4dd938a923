package dev.portcullis.infra.security;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.secretsmanager.SecretPolicy;
import com.pulumi.aws.secretsmanager.SecretPolicyArgs;
import dev.portcullis.infra.Captured;
import org.junit.jupiter.api.Test;

class DatabaseSecretTest {
  private static final String NAME = "serverless-database-credentials-use1";

  private final Captured captured =
      Captured.program(
          (primary, secondary) -> {
            var secret =
                new DatabaseSecret(
                    NAME,
                    new DatabaseSecret.Args(primary, secondary, "orders_admin", 5432),
                    primary.scope().component());
            // A place where the outputs can be seen.
            new SecretPolicy(
                "probe",
                SecretPolicyArgs.builder()
                    .secretArn(secret.replicaArn)
                    .policy(secret.password)
                    .build());
          });

  @Test
  void keepsTheSecretInBothRegionsUnderTheirOwnKeys() {
    var secret = captured.resource("aws:secretsmanager/secret:Secret", NAME);
    assertThat(secret.region()).isEqualTo("us-east-1");
    assertInputs(
        secret,
        """
        {"name":"serverless-database-credentials-use1-t1",
         "description":"Database credentials; replicated to us-west-2",
         "kmsKeyId":"%s","replicas":[{"region":"us-west-2","kmsKeyId":"%s"}],
         "forceOverwriteReplicaSecret":true,"recoveryWindowInDays":0,
         "tags":{"Name":"serverless-database-credentials-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(Captured.KEY, Captured.REPLICA_KEY));
  }

  @Test
  void neverShowsThePasswordAndNeverReplacesIt() {
    var version =
        captured.resource("aws:secretsmanager/secretVersion:SecretVersion", NAME + "-version");
    assertThat(input(version, "/secretString/$secret").asBoolean()).isTrue();
    assertThat(version.options().ignoreChanges()).containsExactly("secretString");
    var probe = captured.resource("aws:secretsmanager/secretPolicy:SecretPolicy", "probe");
    assertThat(input(probe, "/policy/$secret").asBoolean()).isTrue();
  }

  @Test
  void takesThePasswordFromTheStoredVersion() {
    var version =
        captured.resource("aws:secretsmanager/secretVersion:SecretVersion", NAME + "-version");
    var probe = captured.resource("aws:secretsmanager/secretPolicy:SecretPolicy", "probe");
    assertThat(probe.propertyDependencies().get("policy")).contains(version.urn());
  }

  @Test
  void namesTheReplicaInItsOwnRegion() {
    var probe = captured.resource("aws:secretsmanager/secretPolicy:SecretPolicy", "probe");
    assertThat(input(probe, "/secretArn").asText())
        .startsWith(
            "arn:aws:secretsmanager:us-west-2:000000000000:secret:serverless-database-credentials-use1-t1");
  }

  @Test
  void rejectsEverythingThatIsWrongAtOnce() {
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(() -> new DatabaseSecret.Args(primary, primary, "Orders Admin", 80))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                    "replica: is in the region of the secret, got us-east-1",
                    "username: not a PostgreSQL name, got \"Orders Admin\"",
                    "port: out of range for RDS, got 80"));
  }
}
