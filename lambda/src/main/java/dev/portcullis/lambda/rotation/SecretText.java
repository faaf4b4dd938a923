package dev.portcullis.lambda.rotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.lambda.postgres.Credentials;

/** The JSON that a secret holds: username, password, and members that are not ours. */
final class SecretText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SecretText() {}

  /**
   * Who logs in with it.
   *
   * @throws RotationFailure when it is not JSON with both; the message quotes nothing
   */
  static Credentials credentials(String value) {
    fields(value);
    try {
      return Credentials.parse(value);
    } catch (IllegalStateException e) {
      throw malformed();
    }
  }

  /**
   * The same secret for these credentials; whatever else it says (engine, port) stays.
   *
   * @throws RotationFailure when it is not JSON with username and password
   */
  static String with(String value, Credentials credentials) {
    return fields(value)
        .put("username", credentials.username())
        .put("password", credentials.password())
        .toString();
  }

  private static ObjectNode fields(String value) {
    try {
      if (JSON.readTree(value) instanceof ObjectNode fields
          && fields.path("username").isTextual()
          && fields.path("password").isTextual()) {
        return fields;
      }
    } catch (JsonProcessingException e) {
      // Falls through without the cause: Jackson quotes what it could not read.
    }
    throw malformed();
  }

  private static RotationFailure malformed() {
    return new RotationFailure(
        RotationFailure.Code.MALFORMED_SECRET, "not JSON with username and password");
  }
}
