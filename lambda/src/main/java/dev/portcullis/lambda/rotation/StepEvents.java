package dev.portcullis.lambda.rotation;

import com.amazonaws.services.lambda.runtime.Context;
import dev.portcullis.lambda.platform.Log;
import dev.portcullis.lambda.rotation.Rotation.Step;
import dev.portcullis.lambda.rotation.RotationFailure.Code;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/** The events of Secrets Manager, for one secret. An exception makes it call again. */
final class StepEvents {
  /** Secrets Manager sends UUIDs; who tests by hand may send less, but nothing that is no id. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final String secretArn;
  private final Rotation rotation;
  private final Log log;

  StepEvents(String secretArn, Rotation rotation, Log log) {
    this.secretArn = secretArn;
    this.rotation = rotation;
    this.log = log;
  }

  /**
   * Does the step that the event asks for.
   *
   * @throws RotationFailure when that cannot be; what the database and Secrets Manager said stays
   *     out of it
   */
  void take(Map<String, String> event, Context context) {
    var version = event.getOrDefault("ClientRequestToken", "");
    var known = TOKEN.matcher(version).matches();
    log.begin(context.getAwsRequestId(), known ? version : context.getAwsRequestId());
    var named = "unknown";
    try {
      if (!known) {
        throw new RotationFailure(Code.MALFORMED_EVENT, "the event names no version");
      }
      if (!event.getOrDefault("SecretId", "").equals(secretArn)) {
        throw new RotationFailure(Code.WRONG_SECRET, "this function rotates another secret");
      }
      var step = Step.of(event.getOrDefault("Step", ""));
      named = step.text();
      run(step, version);
    } catch (RotationFailure e) {
      log.error("step-failed", e, Map.of("code", e.code().text(), "step", named));
      throw e;
    }
  }

  private void run(Step step, String version) {
    try {
      var done = rotation.run(step, version);
      log.info(done ? "step-done" : "already-current", Map.of("step", step.text()));
    } catch (SQLException e) {
      throw failed(Code.DATABASE_UNAVAILABLE, "SQL state " + e.getSQLState(), step, e);
    } catch (SdkException e) {
      throw failed(Code.SECRET_UNAVAILABLE, e.getClass().getSimpleName(), step, e);
    }
  }

  /** The cause goes to our log, which keeps its messages out, and not to that of the runtime. */
  private RotationFailure failed(Code code, String detail, Step step, Exception cause) {
    log.warn("not-answered", Map.of("step", step.text(), "kind", cause.getClass().getSimpleName()));
    return new RotationFailure(code, step.text() + ": " + detail);
  }
}
