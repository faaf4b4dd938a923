package dev.portcullis.lambda.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.peers.MotoPeer;
import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.SecretCredentials;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Both rotations as they are deployed, between Secrets Manager and a real PostgreSQL. */
@Tag("moto")
class SecretsManagerRotationTest {
  private static final List<String> STEPS =
      List.of("createSecret", "setSecret", "testSecret", "finishSecret");

  private final PostgresPeer.Database database = PostgresPeer.shared().createDatabase();
  private final AppUsers users = new AppUsers("app_" + database.name());
  private final Accounts accounts = new PostgresAccounts(database.logins());
  private final Invocation invocation = new Invocation();
  private SecretsManagerClient client;
  private String master;
  private String app;

  @BeforeEach
  void createSecrets() {
    client = MotoPeer.shared().client(SecretsManagerClient.builder());
    master = secret(database.secret());
    app = secret(database.secret().replace(database.master().username(), users.first()));
  }

  private String secret(String value) {
    return client.createSecret(r -> r.name("s-" + UUID.randomUUID()).secretString(value)).arn();
  }

  @Test
  void applicationNeverNoticesThatItsPasswordChanges() throws Exception {
    rotate(ofApp(), app);
    var session = new Database(database.logins(), SecretCredentials.of(client, app));
    assertThat(asks(session)).isEqualTo(users.second());

    rotate(ofApp(), app);
    // The session that is open, and one that is opened with what is remembered.
    assertThat(asks(session)).isEqualTo(users.second());
    assertThat(asks(new Database(database.logins(), SecretCredentials.of(client, app))))
        .isEqualTo(users.first());
    rotate(ofMaster(), master);
    rotate(ofApp(), app);

    assertThat(value(app)).containsEntry("username", users.second());
    assertThat(value(app))
        .containsEntry("engine", "postgres")
        .containsEntry("port", database.port());
    assertThat(invocation.logged())
        .hasSize(16)
        .allMatch(line -> line.contains("\"message\":\"step-done\""));
  }

  @Test
  void masterThatIsHalfRotatedStillGivesOthersTheirPasswords() throws Exception {
    var pending = begin(master);
    take(ofMaster(), master, pending, "createSecret");
    take(ofMaster(), master, pending, "setSecret");

    rotate(ofApp(), app);

    assertThat(accounts.accepts(credentials(app), users)).isTrue();
    take(ofMaster(), master, pending, "testSecret");
    take(ofMaster(), master, pending, "finishSecret");
    assertThat(accounts.accepts(credentials(master))).isTrue();
  }

  private StepEvents ofMaster() {
    var secret = new SecretsManagerVersions(client, master);
    return events(master, new SingleUser(secret, accounts));
  }

  private StepEvents ofApp() {
    return events(
        app, new AlternatingUsers(users, new SecretsManagerVersions(client, master), accounts));
  }

  private StepEvents events(String arn, Turn turn) {
    var rotation = new Rotation(new SecretsManagerVersions(client, arn), turn, new NewPassword());
    return new StepEvents(arn, rotation, invocation.log());
  }

  private void rotate(StepEvents events, String arn) {
    var pending = begin(arn);
    STEPS.forEach(step -> take(events, arn, pending, step));
    assertThat(client.describeSecret(r -> r.secretId(arn)).versionIdsToStages().get(pending))
        .contains(SecretVersions.CURRENT);
  }

  private void take(StepEvents events, String arn, String version, String step) {
    events.take(
        Map.of("Step", step, "SecretId", arn, "ClientRequestToken", version), invocation.context());
  }

  /** Moto would call the function itself; without one it leaves what AWS does before that. */
  private String begin(String arn) {
    var stages = client.describeSecret(r -> r.secretId(arn)).versionIdsToStages();
    stages.forEach(
        (version, labels) -> {
          if (labels.contains(SecretVersions.PENDING)) {
            client.updateSecretVersionStage(
                r ->
                    r.secretId(arn)
                        .versionStage(SecretVersions.PENDING)
                        .removeFromVersionId(version));
          }
        });
    var token = UUID.randomUUID().toString();
    assertThatThrownBy(
            () ->
                client.rotateSecret(
                    r ->
                        r.secretId(arn)
                            .clientRequestToken(token)
                            .rotationLambdaARN(
                                "arn:aws:lambda:us-east-1:123456789012:function:none")
                            .rotationRules(rules -> rules.automaticallyAfterDays(30L))))
        .isInstanceOf(ResourceNotFoundException.class);
    return token;
  }

  private Credentials credentials(String arn) {
    return SecretText.credentials(current(arn));
  }

  private Map<String, Object> value(String arn) throws IOException {
    return new ObjectMapper().readValue(current(arn), new TypeReference<>() {});
  }

  private String current(String arn) {
    return client
        .getSecretValue(r -> r.secretId(arn).versionStage(SecretVersions.CURRENT))
        .secretString();
  }

  private static String asks(Database database) throws SQLException {
    return database.run(
        session -> {
          try (var statement = session.createStatement();
              var row = statement.executeQuery("select session_user")) {
            row.next();
            return row.getString(1);
          }
        });
  }
}
