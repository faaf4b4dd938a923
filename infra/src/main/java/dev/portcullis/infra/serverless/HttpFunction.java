package dev.portcullis.infra.serverless;

import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.lb.TargetGroupAttachment;
import com.pulumi.aws.lb.TargetGroupAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.Map;

/**
 * A function that answers HTTP requests from a load balancer. Takes the function and the target
 * group it serves. It is reached from the load balancer alone: there is no function URL, which
 * could not carry a web ACL.
 */
public final class HttpFunction extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:serverless:HttpFunction";

  /** Name of the function, the dimension of its metrics. */
  public final Output<String> functionName;

  /** ARN of the function's execution role. */
  public final Output<String> roleArn;

  /**
   * What serves whom.
   *
   * @param function what it runs and may do
   * @param targetGroupArn target group of the load balancer, of type lambda
   */
  public record Args(FunctionSpec function, Output<String> targetGroupArn) {}

  /** Creates the function and puts it behind the target group. */
  public HttpFunction(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.function().site().scope();
    var function = new RegionalFunction(name, args.function(), scope.component(this));
    functionName = function.functionName;
    roleArn = function.roleArn;
    // The load balancer may call the function through this target group, and through it alone.
    var permission =
        new Permission(
            name + "-permission",
            PermissionArgs.builder()
                .statementId("LoadBalancer")
                .action("lambda:InvokeFunction")
                .principal("elasticloadbalancing.amazonaws.com")
                .function(functionName)
                .sourceArn(args.targetGroupArn())
                .build(),
            scope.child(this).build());
    // Registering a function that the balancer may not call is refused.
    new TargetGroupAttachment(
        name + "-attachment",
        TargetGroupAttachmentArgs.builder()
            .targetGroupArn(args.targetGroupArn())
            .targetId(function.arn)
            .build(),
        scope.child(this).dependsOn(permission).build());
    registerOutputs(Map.of("functionName", functionName, "roleArn", roleArn));
  }
}
