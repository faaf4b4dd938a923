package dev.portcullis.infra.api;

import com.pulumi.aws.apigateway.Account;
import com.pulumi.aws.apigateway.AccountArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.Scope;
import java.util.Map;

/**
 * Lets API Gateway write logs in one region. Takes the region; gives the setting that every stage
 * must wait for, because AWS refuses a stage with logs before it.
 *
 * <p>AWS knows one such setting for each region of an account: the stack that is deployed last owns
 * it, and it stays when a stack is destroyed.
 */
public final class ApiLogging extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:api:ApiLogging";

  /**
   * AWS tries the role out when it is set, on all log groups: the one role here that cannot have a
   * narrower policy of its own.
   */
  private static final String WRITE_LOGS =
      "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs";

  /** The setting. */
  public final Resource account;

  /**
   * Where.
   *
   * @param scope the region
   */
  public record Args(Scope scope) {}

  /** Creates the role, what it may do, and the setting. */
  public ApiLogging(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.scope();
    var physical = scope.physicalOf(name);
    var role =
        new Role(
            name + "-role",
            RoleArgs.builder()
                .name(physical)
                .description("Lets API Gateway write logs in " + scope.region().id())
                // API Gateway names no source when it assumes this role: a condition would stop it.
                .assumeRolePolicy(PolicyDocument.trust("apigateway.amazonaws.com"))
                .tags(scope.tags().globalNamed(physical))
                .build(),
            scope.child(this).build());
    var permission =
        new RolePolicyAttachment(
            name + "-writing",
            RolePolicyAttachmentArgs.builder().role(role.name()).policyArn(WRITE_LOGS).build(),
            scope.child(this).build());
    account =
        new Account(
            name,
            AccountArgs.builder().cloudwatchRoleArn(role.arn()).build(),
            scope.child(this).dependsOn(permission).build());
    registerOutputs(Map.of());
  }
}
