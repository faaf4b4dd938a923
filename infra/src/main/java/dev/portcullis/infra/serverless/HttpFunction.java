package dev.portcullis.infra.serverless;

import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionVpcConfigArgs;
import com.pulumi.aws.lb.TargetGroupAttachment;
import com.pulumi.aws.lb.TargetGroupAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A function in private subnets that answers HTTP requests from a load balancer. Takes its code,
 * its place, the target group it serves and what it may do; gives its name and ARN. It is reached
 * from the load balancer alone: there is no function URL, which could not carry a web ACL.
 */
public final class HttpFunction extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:serverless:HttpFunction";

  /** Lambda gives its network interfaces back late, and the provider waits for them. */
  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder()
          .create(Duration.ofMinutes(15))
          .update(Duration.ofMinutes(15))
          .delete(Duration.ofMinutes(60))
          .build();

  /** Name of the function, the dimension of its metrics. */
  public final Output<String> functionName;

  /** ARN of the function. */
  public final Output<String> arn;

  private final Scope scope;
  private final String physical;

  /** Name of the log group of the function with that logical name; key policies need it first. */
  public static String logGroupName(Scope scope, String name) {
    return "/aws/lambda/" + scope.physicalOf(name);
  }

  /** Creates role, log group and function, and puts it behind the target group. */
  public HttpFunction(String name, HttpFunctionArgs args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.site().scope();
    physical = scope.physicalOf(name);
    // Before the function: otherwise Lambda creates it by itself, unencrypted and for ever.
    var logs =
        new LogGroup(
            name + "-logs",
            LogGroupArgs.builder()
                .name(logGroupName(scope, name))
                .kmsKeyId(args.logKeyArn())
                .retentionInDays(args.logRetentionDays())
                .skipDestroy(false)
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(this).build());
    var role = role(name);
    var permissions =
        new RolePolicy(
            name + "-policy",
            RolePolicyArgs.builder()
                .name(physical)
                .role(role.name())
                .policy(
                    new ExecutionPolicy(
                            scope, physical, logs.arn(), args.site().keyArn(), args.grants())
                        .json())
                .build(),
            scope.child(this).build());
    var function = function(name, args, role, logs, permissions);
    functionName = function.name();
    arn = function.arn();
    serve(name, args.targetGroupArn());
    registerOutputs(Map.of("functionName", functionName, "arn", arn));
  }

  private Role role(String name) {
    return new Role(
        name + "-role",
        RoleArgs.builder()
            .name(physical)
            .description("Execution role of " + physical)
            .assumeRolePolicy(PolicyDocument.trust("lambda.amazonaws.com"))
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).build());
  }

  private Function function(
      String name, HttpFunctionArgs args, Role role, LogGroup logs, Resource permissions) {
    var code = args.code();
    var needs = new ArrayList<>(args.ways());
    needs.addAll(List.of(permissions, logs));
    return new Function(
        name,
        FunctionArgs.builder()
            .name(physical)
            .role(role.arn())
            .code(new FileArchive(code.archive().toString()))
            .handler(code.handler())
            .runtime(code.runtime())
            .memorySize(code.memoryMb())
            .timeout(code.timeoutSeconds())
            .environment(FunctionEnvironmentArgs.builder().variables(args.environment()).build())
            .kmsKeyArn(args.site().keyArn())
            .loggingConfig(
                FunctionLoggingConfigArgs.builder().logFormat("JSON").logGroup(logs.name()).build())
            // In the private subnets: the way to the database, whose group admits this one.
            .vpcConfig(
                FunctionVpcConfigArgs.builder()
                    .subnetIds(args.placement().subnetIds())
                    .securityGroupIds(args.placement().securityGroupId().applyValue(List::of))
                    .build())
            // Frees the security group at once on destroy, instead of with the last interface.
            .replaceSecurityGroupsOnDestroy(true)
            .skipDestroy(false)
            .tags(scope.tags().named(physical))
            .build(),
        // CreateFunction fails when the role cannot manage interfaces yet, and the first call when
        // there is no way to the services yet.
        scope.child(this).dependsOn(needs).customTimeouts(PATIENCE).build());
  }

  /** The load balancer may call the function through this target group, and through it alone. */
  private void serve(String name, Output<String> targetGroupArn) {
    var permission =
        new Permission(
            name + "-permission",
            PermissionArgs.builder()
                .statementId("LoadBalancer")
                .action("lambda:InvokeFunction")
                .principal("elasticloadbalancing.amazonaws.com")
                .function(functionName)
                .sourceArn(targetGroupArn)
                .build(),
            scope.child(this).build());
    // Registering a function that the balancer may not call is refused.
    new TargetGroupAttachment(
        name + "-attachment",
        TargetGroupAttachmentArgs.builder().targetGroupArn(targetGroupArn).targetId(arn).build(),
        scope.child(this).dependsOn(permission).build());
  }
}
