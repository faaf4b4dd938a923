package dev.portcullis.infra.security;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.aws.secretsmanager.SecretsmanagerFunctions;
import com.pulumi.aws.secretsmanager.inputs.GetRandomPasswordArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The credentials of a database: made here, kept in Secrets Manager, replicated to the other region
 * so that functions there read them when the first region is gone. Takes the two sites (each with
 * its own key); gives the secret's ARN in both regions and the password, as a secret value.
 *
 * <p>The secret holds username, password, engine and port, but no host: the host differs between
 * the regions and the value does not. It is no secret either, so functions get it as environment.
 *
 * <p>There are secrets of two kinds: the master's, with whose first version the database is
 * created, and an application's, whose users the first rotation creates.
 *
 * <p>RDS cannot manage the password itself ({@code manageMasterUserPassword}) because the database
 * has a replica.
 */
public final class DatabaseSecret extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:security:DatabaseSecret";

  private static final int PASSWORD_LENGTH = 32;

  /** RDS refuses slash, at sign, double quote and space; the backslash would need escaping. */
  private static final String NOT_IN_A_PASSWORD = "/@\" \\";

  private static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** ARN of the secret in the primary region. */
  public final Output<String> arn;

  /** ARN of the replica: the same name and random ending, in the other region. */
  public final Output<String> replicaArn;

  /** Region of the secret, and its key there; only there can it be changed. */
  public final Site site;

  /** Its first version: before that there is nothing to read or to rotate. */
  public final Resource version;

  /** Port of the database, as the secret has it. */
  public final int port;

  /** Username of the first version; the master's is what the database must be created with. */
  public final String username;

  /**
   * The password as the secret has it. It comes from the stored version and not from the generator,
   * which gives another one on every run: when the database is created by a later run than the
   * secret, the two still agree.
   */
  public final Output<String> password;

  /**
   * Whose credentials, and where they are kept.
   *
   * @param primary region and key of the secret
   * @param replica region and key of its replica
   * @param username master user of the database, or the first of an application's two users
   * @param port port of the database
   */
  public record Args(Site primary, Site replica, String username, int port) {
    public Args {
      ReplicatedSecret.inTwoRegions(Violations.in(DatabaseSecret.class), primary, replica)
          .unless(
              USERNAME.matcher(username).matches(),
              "username: not a PostgreSQL name, got \""
                  + username
                  + "\"; lower-case letters, digits and underscores, a letter first")
          .unless(
              port >= 1150 && port <= 65535,
              "port: out of range for RDS, got " + port + "; 1150 to 65535")
          .throwIfAny();
    }
  }

  /** Creates the secret, its replica and its first version. */
  public DatabaseSecret(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    site = args.primary();
    port = args.port();
    username = args.username();
    var secret =
        ReplicatedSecret.create(
            this,
            name,
            new ReplicatedSecret.Sites(args.primary(), args.replica()),
            "Database credentials",
            credentials(args));
    version = secret.version();
    arn = secret.arn();
    replicaArn = secret.replicaArn();
    password =
        secret
            .version()
            .secretString()
            .applyValue(
                text ->
                    JsonParser.parseString(text.orElseThrow())
                        .getAsJsonObject()
                        .get("password")
                        .getAsString())
            .asSecret();
    registerOutputs(Map.of("arn", arn, "replicaArn", replicaArn));
  }

  /** The JSON form RDS tools and rotation functions read. */
  private static Output<String> credentials(Args args) {
    return SecretsmanagerFunctions.getRandomPassword(
            GetRandomPasswordArgs.builder()
                .passwordLength(PASSWORD_LENGTH)
                .excludeCharacters(NOT_IN_A_PASSWORD)
                .includeSpace(false)
                .requireEachIncludedType(true)
                .build(),
            args.primary().scope().invoke())
        .applyValue(
            generated -> {
              var credentials = new JsonObject();
              credentials.addProperty("engine", "postgres");
              credentials.addProperty("username", args.username());
              credentials.addProperty("password", generated.randomPassword());
              credentials.addProperty("port", args.port());
              return credentials.toString();
            });
  }
}
