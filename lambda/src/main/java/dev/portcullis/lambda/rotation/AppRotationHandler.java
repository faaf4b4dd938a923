package dev.portcullis.lambda.rotation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entry point of the rotation of the application's secret, called by Secrets Manager: two users
 * take turns, and the master gives the one that is not in use its new password.
 *
 * <ul>
 *   <li>Reads {@code SECRET_ARN} (the secret that is rotated), {@code MASTER_SECRET_ARN} (only
 *       read), {@code APP_USER} (the first of the two users; the other is called after it), {@code
 *       DB_HOST} (the writer), {@code DB_PORT}, {@code DB_NAME}.
 *   <li>Calls {@code secretsmanager:DescribeSecret}, {@code secretsmanager:PutSecretValue} and
 *       {@code secretsmanager:UpdateSecretVersionStage} on the secret and {@code
 *       secretsmanager:GetSecretValue} on both, which needs {@code kms:Decrypt} and {@code
 *       kms:GenerateDataKey} on their key.
 * </ul>
 */
public final class AppRotationHandler
    implements RequestHandler<Map<String, String>, @Nullable Void> {
  private static final String MASTER = "MASTER_SECRET_ARN";
  private static final String USER = "APP_USER";

  private final StepEvents events;

  /** Called by Lambda, once for each environment. */
  public AppRotationHandler() {
    this(
        Environment.ofProcess(
                Environment.REGION,
                RotationHandler.SECRET,
                MASTER,
                USER,
                RotationHandler.HOST,
                RotationHandler.PORT,
                RotationHandler.NAME)
            .orFail());
  }

  private AppRotationHandler(Environment environment) {
    var client = RotationHandler.client(environment);
    var secretArn = environment.get(RotationHandler.SECRET);
    var turn =
        new AlternatingUsers(
            new AppUsers(environment.get(USER)),
            new SecretsManagerVersions(client, environment.get(MASTER)),
            RotationHandler.accounts(environment));
    events =
        new StepEvents(
            secretArn,
            new Rotation(new SecretsManagerVersions(client, secretArn), turn, new NewPassword()),
            Log.of("app-rotation"));
  }

  @Override
  public @Nullable Void handleRequest(Map<String, String> event, Context context) {
    events.take(event, context);
    return null;
  }
}
