package dev.portcullis.lambda.rotation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.postgres.RdsLogins;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Entry point of the rotation, called by Secrets Manager. An exception makes it call again.
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
  private static final String SECRET = "SECRET_ARN";
  private static final String HOST = "DB_HOST";
  private static final String PORT = "DB_PORT";
  private static final String NAME = "DB_NAME";

  private final String secretArn;
  private final Rotation rotation;

  /** Called by Lambda, once for each environment. */
  public RotationHandler() {
    this(Environment.ofProcess(Environment.REGION, SECRET, HOST, PORT, NAME).orFail());
  }

  private RotationHandler(Environment environment) {
    this(
        environment.get(SECRET),
        new Rotation(
            new SecretsManagerVersions(
                Clients.connect(
                    SecretsManagerClient.builder(), environment.get(Environment.REGION)),
                environment.get(SECRET)),
            new PostgresPasswords(
                new RdsLogins(
                    environment.get(HOST),
                    environment.port(PORT),
                    environment.get(NAME),
                    "rotation")),
            new NewPassword()));
  }

  RotationHandler(String secretArn, Rotation rotation) {
    this.secretArn = secretArn;
    this.rotation = rotation;
  }

  @Override
  public @Nullable Void handleRequest(Map<String, String> event, Context context) {
    var step = required(event, "Step");
    var version = required(event, "ClientRequestToken");
    if (!required(event, "SecretId").equals(secretArn)) {
      throw new IllegalArgumentException("this function rotates another secret");
    }
    try {
      rotation.run(step, version);
    } catch (SQLException e) {
      throw new IllegalStateException(
          step + ": the database does not answer, SQL state " + e.getSQLState(), e);
    }
    context.getLogger().log(step + " done for version " + version);
    return null;
  }

  private static String required(Map<String, String> event, String member) {
    var value = event.get(member);
    if (value == null) {
      throw new IllegalArgumentException("the event has no " + member);
    }
    return value;
  }
}
