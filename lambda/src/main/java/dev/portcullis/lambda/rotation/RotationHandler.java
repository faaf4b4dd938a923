package dev.portcullis.lambda.rotation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import dev.portcullis.lambda.postgres.RdsLogins;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Entry point of the rotation of the master's secret, called by Secrets Manager: the master changes
 * its own password. Nothing but rotations logs in with it.
 *
 * <ul>
 *   <li>Reads {@code SECRET_ARN} (no other secret is touched), {@code DB_HOST} (the writer), {@code
 *       DB_PORT}, {@code DB_NAME}.
 *   <li>Calls {@code secretsmanager:DescribeSecret}, {@code secretsmanager:GetSecretValue}, {@code
 *       secretsmanager:PutSecretValue} and {@code secretsmanager:UpdateSecretVersionStage} on the
 *       secret, which needs {@code kms:Decrypt} and {@code kms:GenerateDataKey} on its key.
 * </ul>
 */
public final class RotationHandler implements RequestHandler<Map<String, String>, @Nullable Void> {
  static final String SECRET = "SECRET_ARN";
  static final String HOST = "DB_HOST";
  static final String PORT = "DB_PORT";
  static final String NAME = "DB_NAME";

  private final StepEvents events;

  /** Called by Lambda, once for each environment. */
  public RotationHandler() {
    this(Environment.ofProcess(Environment.REGION, SECRET, HOST, PORT, NAME).orFail());
  }

  private RotationHandler(Environment environment) {
    var secret = new SecretsManagerVersions(client(environment), environment.get(SECRET));
    var turn = new SingleUser(secret, accounts(environment));
    events =
        new StepEvents(
            environment.get(SECRET),
            new Rotation(secret, turn, new NewPassword()),
            Log.of("rotation"));
  }

  static SecretsManagerClient client(Environment environment) {
    return Clients.connect(SecretsManagerClient.builder(), environment.get(Environment.REGION));
  }

  static Accounts accounts(Environment environment) {
    return new PostgresAccounts(
        new RdsLogins(
            environment.get(HOST), environment.port(PORT), environment.get(NAME), "rotation"));
  }

  @Override
  public @Nullable Void handleRequest(Map<String, String> event, Context context) {
    events.take(event, context);
    return null;
  }
}
