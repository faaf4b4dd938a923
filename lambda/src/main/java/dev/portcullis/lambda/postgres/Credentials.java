package dev.portcullis.lambda.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Who logs in. Its text never shows the password. */
public record Credentials(String username, String password) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a secret holds is not what it should; the message quotes nothing. */
  public static final class MalformedSecret extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MalformedSecret() {
      super("the secret is not JSON with username and password");
    }
  }

  /**
   * Reads the form that RDS tools and rotation functions share.
   *
   * @throws MalformedSecret when it is not that
   */
  public static Credentials parse(String secret) {
    try {
      var tree = JSON.readTree(secret);
      var username = tree.path("username").asText("");
      var password = tree.path("password").asText("");
      if (!username.isEmpty() && !password.isEmpty()) {
        return new Credentials(username, password);
      }
    } catch (JsonProcessingException e) {
      // Falls through without the cause: Jackson quotes what it could not read.
    }
    throw new MalformedSecret();
  }

  @Override
  public String toString() {
    return "Credentials[username=" + username + "]";
  }
}
