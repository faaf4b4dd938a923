package dev.portcullis.infra.security;

import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.secretsmanager.SecretRotationArgs;
import com.pulumi.aws.secretsmanager.inputs.SecretRotationRotationRulesArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.Grants;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.Map;

/**
 * Changes the password of a database every so many days. Takes the secret and the function that
 * does it; gives the function's name and role. The function stands in the region of the secret: a
 * replica cannot be rotated, it gets the new value by itself.
 *
 * <p>This component lets the function work on the secret ({@code SECRET_ARN}). Which database it
 * logs in to ({@code DB_HOST}, {@code DB_PORT}, {@code DB_NAME}) is part of its specification.
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
   * @param function what it runs, in the region of the secret; its ways include the instances of
   *     the database, because Secrets Manager tries the function at once
   * @param days 1 to 1000
   */
  public record Args(DatabaseSecret secret, FunctionSpec function, int days) {
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
          .throwIfAny();
    }
  }

  /** Creates the function, lets Secrets Manager call it, and starts the rotation. */
  public SecretRotation(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.function().site().scope();
    var secret = args.secret();
    var function =
        new RegionalFunction(
            name,
            args.function()
                .with(
                    new References(Map.of("SECRET_ARN", secret.arn)),
                    Grants.rotation(secret.arn, secret.site)),
            scope.component(this));
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
    new com.pulumi.aws.secretsmanager.SecretRotation(
        name,
        SecretRotationArgs.builder()
            .secretId(secret.arn)
            .rotationLambdaArn(function.arn)
            .rotationRules(
                SecretRotationRotationRulesArgs.builder()
                    .automaticallyAfterDays(args.days())
                    .build())
            // The first password is new, and the database may still be on its way: Secrets Manager
            // then only runs the function's test step.
            .rotateImmediately(false)
            .build(),
        // Rotation is refused while Secrets Manager may not call, or there is no version yet.
        scope.child(this).dependsOn(permission, secret.version).build());
    registerOutputs(Map.of("functionName", functionName, "roleArn", roleArn));
  }
}
