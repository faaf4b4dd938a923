package dev.portcullis.infra.security;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.inputs.GetCallerIdentityArgs;
import com.pulumi.aws.outputs.GetCallerIdentityResult;
import com.pulumi.aws.secretsmanager.SecretPolicy;
import com.pulumi.aws.secretsmanager.SecretPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.List;
import java.util.Map;

/**
 * Who may read a secret, whatever else IAM allows in the account: everybody else is denied. Takes
 * the secret and the roles that read it, of both regions, because Secrets Manager copies the policy
 * to the replica.
 *
 * <p>Nobody is locked out. The policy denies reading the value and nothing else, so whoever may
 * administer the secret can still change or remove the policy. The root user and the identity that
 * deployed last read it too: the provider reads the version back on every refresh.
 */
public final class SecretAccess extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:security:SecretAccess";

  /**
   * Which secret, and who reads it.
   *
   * @param secret the secret
   * @param readers ARNs of roles, in both regions; the rotation's among them
   * @param operators ARNs of further roles or users that read it, such as others who deploy
   */
  public record Args(
      DatabaseSecret secret, List<Output<String>> readers, List<Output<String>> operators) {
    public Args {
      readers = List.copyOf(readers);
      operators = List.copyOf(operators);
      Violations.in(SecretAccess.class)
          .unless(
              !readers.isEmpty(), "readers: is empty, got []; name the roles that read the secret")
          .throwIfAny();
    }
  }

  /** Creates the policy. */
  public SecretAccess(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.secret().site.scope();
    // "*" is the secret the policy is attached to: the replica has another ARN.
    var others =
        Statement.deny("OnlyReaders")
            .everyone()
            .action("secretsmanager:GetSecretValue")
            .on("*")
            .when(
                "ArnNotEquals",
                "aws:PrincipalArn",
                scope.accountId().applyValue(account -> "arn:aws:iam::" + account + ":root"));
    args.readers().forEach(role -> others.when("ArnNotEquals", "aws:PrincipalArn", role));
    args.operators().forEach(role -> others.when("ArnNotEquals", "aws:PrincipalArn", role));
    others.when("StringNotLike", "aws:userid", deployer(scope));
    new SecretPolicy(
        name,
        SecretPolicyArgs.builder()
            .secretArn(args.secret().arn)
            .blockPublicPolicy(true)
            .policy(PolicyDocument.create().add(others).json())
            .build(),
        // Storing the first version ends with reading it.
        scope.child(this).dependsOn(args.secret().version).build());
    registerOutputs(Map.of());
  }

  /** The id of a role stays the same from session to session; its ARN alone would lack the path. */
  private static Output<String> deployer(Scope scope) {
    return AwsFunctions.getCallerIdentity(GetCallerIdentityArgs.Empty, scope.invoke())
        .applyValue(GetCallerIdentityResult::userId)
        .applyValue(SecretAccess::everySession);
  }

  /** An assumed role is {@code <id of the role>:<name of the session>}, a user only an id. */
  static String everySession(String userId) {
    int end = userId.indexOf(':');
    return end < 0 ? userId : userId.substring(0, end) + ":*";
  }
}
