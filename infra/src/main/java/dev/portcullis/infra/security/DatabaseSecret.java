package dev.portcullis.infra.security;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.aws.secretsmanager.SecretVersion;
import com.pulumi.aws.secretsmanager.SecretVersionArgs;
import com.pulumi.aws.secretsmanager.SecretsmanagerFunctions;
import com.pulumi.aws.secretsmanager.inputs.GetRandomPasswordArgs;
import com.pulumi.aws.secretsmanager.inputs.SecretReplicaArgs;
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

  /** Username, as the database must be created with. */
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
   * @param username master user of the database
   * @param port port of the database
   */
  public record Args(Site primary, Site replica, String username, int port) {
    public Args {
      Violations.in(DatabaseSecret.class)
          .unless(
              !primary.scope().region().equals(replica.scope().region()),
              "replica: is in the region of the secret, got "
                  + replica.scope().region().id()
                  + "; give the site of the other region")
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
    var scope = args.primary().scope();
    var replicaRegion = args.replica().scope().region().id();
    var physical = scope.physicalOf(name);
    var secret =
        new Secret(
            name,
            SecretArgs.builder()
                .name(physical)
                .description("Database credentials; replicated to " + replicaRegion)
                .kmsKeyId(args.primary().keyArn())
                // A replica is encrypted in its own region, with a key of that region.
                .replicas(
                    SecretReplicaArgs.builder()
                        .region(replicaRegion)
                        .kmsKeyId(args.replica().keyArn())
                        .build())
                .forceOverwriteReplicaSecret(true)
                // With a recovery window the name would stay taken for days after a destroy.
                .recoveryWindowInDays(0)
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(this).deleteBeforeReplace(true).build());
    var first =
        new SecretVersion(
            name + "-version",
            SecretVersionArgs.builder()
                .secretId(secret.id())
                .secretString(credentials(args).asSecret())
                .build(),
            // The generator's next password must not replace the one the database has.
            scope.child(this).ignoreChanges("secretString").build());
    version = first;
    arn = secret.arn();
    replicaArn =
        secret
            .arn()
            .applyValue(a -> a.replace(":" + scope.region().id() + ":", ":" + replicaRegion + ":"));
    password =
        first
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
