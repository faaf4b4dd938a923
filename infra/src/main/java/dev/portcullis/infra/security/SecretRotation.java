package dev.portcullis.infra.security;

import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.secretsmanager.SecretRotationArgs;
import com.pulumi.aws.secretsmanager.inputs.SecretRotationRotationRulesArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.Grants;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes the credentials of a database every so many days. Takes the secret and the function that
 * does it; gives the function's name and role. The function stands in the region of the secret: a
 * replica cannot be rotated, it gets the new value by itself.
 *
 * <p>There are two ways. The master changes its own password: between two steps of that the version
 * in use is refused. An application has two users that take turns, and the master gives the one
 * that is not in use its new password: the version in use works at every moment. The users do not
 * exist before the first rotation, which is why that one begins at once.
 *
 * <p>This component lets the function work on the secret ({@code SECRET_ARN}), and with two users
 * read the master's ({@code MASTER_SECRET_ARN}, {@code APP_USER}). Which database it logs in to
 * ({@code DB_HOST}, {@code DB_PORT}, {@code DB_NAME}) is part of its specification.
 */
public final class SecretRotation extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:security:SecretRotation";

  /** Name of the function, the dimension of its metrics. */
  public final Output<String> functionName;

  /** ARN of its role, which reads the secret: {@link SecretAccess} must list it. */
  public final Output<String> roleArn;

  /**
   * What is rotated, by what and how often.
   *
   * @param secret the credentials
   * @param master credentials of the user that gives the others their passwords; empty when the
   *     secret is the master's own
   * @param function what it runs, in the region of the secret; its ways include the instances of
   *     the database, because Secrets Manager calls the function at once
   * @param days 1 to 1000
   */
  public record Args(
      DatabaseSecret secret, Optional<DatabaseSecret> master, FunctionSpec function, int days) {
    public Args {
      var here = function.site().scope().region();
      var there = secret.site.scope().region();
      Violations.in(SecretRotation.class)
          .unless(
              days >= 1 && days <= 1000, "days: out of range, got " + days + "; 1 to 1000, e.g. 30")
          .unless(
              here.equals(there),
              "function: is not in the region of the secret, got "
                  + here.id()
                  + "; only in "
                  + there.id()
                  + " can it be rotated")
          .unless(
              master.filter(m -> !m.site.scope().region().equals(there)).isEmpty(),
              "master: is not in the region of the secret; both are kept under the same key")
          .unless(
              master.filter(m -> m.username.equals(secret.username)).isEmpty(),
              "master: is the user whose password is changed, got \""
                  + secret.username
                  + "\"; an application has users of its own")
          .throwIfAny();
    }

    /** The master changes its own password. */
    public static Args ofMaster(DatabaseSecret secret, FunctionSpec function, int days) {
      return new Args(secret, Optional.empty(), function, days);
    }

    /** Two users of an application take turns; the secret's username is that of the first. */
    public static Args ofApplication(
        DatabaseSecret secret, DatabaseSecret master, FunctionSpec function, int days) {
      return new Args(secret, Optional.of(master), function, days);
    }

    private References told() {
      var variables = new HashMap<>(Map.of("SECRET_ARN", secret.arn));
      master.ifPresent(
          m -> {
            variables.put("MASTER_SECRET_ARN", m.arn);
            variables.put("APP_USER", Output.of(secret.username));
          });
      return new References(variables);
    }

    private List<Statement> grants() {
      return master
          .map(m -> Grants.rotation(secret.arn, m.arn, secret.site))
          .orElseGet(() -> Grants.rotation(secret.arn, secret.site));
    }

    /** Before there is a first version of each, there is nothing to read. */
    private List<Resource> versions() {
      return Stream.concat(Stream.of(secret), master.stream()).map(s -> s.version).toList();
    }
  }

  /** Creates the function, lets Secrets Manager call it, and starts the rotation. */
  public SecretRotation(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.function().site().scope();
    var secret = args.secret();
    var function =
        new RegionalFunction(
            name, args.function().with(args.told(), args.grants()), scope.component(this));
    functionName = function.functionName;
    roleArn = function.roleArn;
    // Secrets Manager may call the function for this secret, and for it alone.
    var permission =
        new Permission(
            name + "-permission",
            PermissionArgs.builder()
                .statementId("SecretsManager")
                .action("lambda:InvokeFunction")
                .principal("secretsmanager.amazonaws.com")
                .function(functionName)
                .sourceArn(secret.arn)
                .build(),
            scope.child(this).build());
    var needs = new ArrayList<Resource>(args.versions());
    needs.add(permission);
    new com.pulumi.aws.secretsmanager.SecretRotation(
        name,
        SecretRotationArgs.builder()
            .secretId(secret.arn)
            .rotationLambdaArn(function.arn)
            .rotationRules(
                SecretRotationRotationRulesArgs.builder()
                    .automaticallyAfterDays(args.days())
                    .build())
            // The master's first password is new: Secrets Manager then only tries the test step.
            .rotateImmediately(args.master().isPresent())
            .build(),
        // Rotation is refused while Secrets Manager may not call, or there is no version yet.
        scope.child(this).dependsOn(needs).build());
    registerOutputs(Map.of("functionName", functionName, "roleArn", roleArn));
  }
}
