package dev.portcullis.infra.serverless;

import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionVpcConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.monitoring.EncryptedLogs;
import dev.portcullis.infra.security.ServiceRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A function in private subnets, with its role and its log group. Takes its code, its place and
 * what it may do; gives its name, ARN and role. Who may call it is said elsewhere: {@link
 * HttpFunction} for a load balancer, {@link Schedule} for a clock, and so on.
 */
public final class RegionalFunction extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:serverless:RegionalFunction";

  /** Lambda gives its network interfaces back late, and the provider waits for them. */
  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder()
          .create(Duration.ofMinutes(15))
          .update(Duration.ofMinutes(15))
          .delete(Duration.ofMinutes(60))
          .build();

  /** Region the function runs in. */
  public final Scope scope;

  /** Name of the function, the dimension of its metrics. */
  public final Output<String> functionName;

  /** ARN of the function. */
  public final Output<String> arn;

  /** What API Gateway calls. */
  public final Output<String> invokeArn;

  /** ARN of its execution role. */
  public final Output<String> roleArn;

  /** Name of its execution role, for policies that cannot be part of the first one. */
  public final Output<String> roleName;

  /**
   * Name of the log group of the function with that logical name, as AWS fixes it; key policies
   * need it first.
   */
  public static String logGroupName(Scope scope, String name) {
    return "/aws/lambda/" + scope.physicalOf(name);
  }

  /** Creates role, log group and function. */
  public RegionalFunction(String name, FunctionSpec args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.site().scope();
    // Before the function: otherwise Lambda creates it by itself, unencrypted and for ever.
    var logs =
        EncryptedLogs.create(
            args.logs(), this, name, logGroupName(scope, name), args.logRetentionDays());
    var role =
        ServiceRole.create(
            scope,
            this,
            name,
            new ServiceRole.Purpose(
                "Execution role of " + scope.physicalOf(name),
                PolicyDocument.trust("lambda.amazonaws.com"),
                new ExecutionPolicy(
                        scope,
                        scope.physicalOf(name),
                        logs.arn(),
                        args.site().keyArn(),
                        args.grants())
                    .document()));
    var function = function(name, args, role, logs);
    functionName = function.name();
    arn = function.arn();
    invokeArn = function.invokeArn();
    roleArn = role.arn();
    roleName = role.role().name();
    registerOutputs(Map.of("functionName", functionName, "arn", arn));
  }

  private Function function(String name, FunctionSpec args, ServiceRole role, LogGroup logs) {
    var code = args.code();
    var physical = scope.physicalOf(name);
    var needs = new ArrayList<>(args.ways());
    needs.addAll(List.of(role.policy(), logs));
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
}
