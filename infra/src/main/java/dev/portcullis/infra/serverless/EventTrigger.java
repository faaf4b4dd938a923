package dev.portcullis.infra.serverless;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.resources.Resource;
import java.util.List;

/**
 * What EventBridge runs a function for: a rule, the permission to call the function, and the
 * connection between the two.
 */
public final class EventTrigger {
  private EventTrigger() {}

  /**
   * Creates {@code <name>-rule}, {@code <name>-permission} and {@code <name>-target} in the region
   * of the function.
   *
   * @param owner component they belong to
   * @param name logical name; the rule's physical name follows from it
   * @param cause when the function runs
   * @return the connection: from then on the function runs
   */
  public static Resource create(
      Resource owner, String name, RegionalFunction function, EventCause cause) {
    return create(owner, name, function, cause, List.of());
  }

  /**
   * The same, but not before other resources are there: what happens while the system is being
   * built then runs nothing.
   *
   * @param after what the rule waits for
   */
  public static Resource create(
      Resource owner,
      String name,
      RegionalFunction function,
      EventCause cause,
      List<Resource> after) {
    var scope = function.scope;
    var physical = scope.physicalOf(name);
    var rule = EventRuleArgs.builder().name(physical).state("ENABLED");
    rule.description(cause.description()).tags(scope.tags().named(physical));
    if (cause instanceof EventCause.Clock clock) {
      rule.scheduleExpression(clock.expression());
    } else if (cause instanceof EventCause.Event event) {
      rule.eventPattern(event.pattern());
      event.busName().ifPresent(rule::eventBusName);
    }
    var created =
        new EventRule(name + "-rule", rule.build(), scope.child(owner).dependsOn(after).build());
    // EventBridge may call the function for this rule, and for it alone.
    var permission =
        new Permission(
            name + "-permission",
            PermissionArgs.builder()
                .statementId("EventBridge")
                .action("lambda:InvokeFunction")
                .principal("events.amazonaws.com")
                .function(function.functionName)
                .sourceArn(created.arn())
                .build(),
            scope.child(owner).build());
    var target = EventTargetArgs.builder().rule(created.name()).arn(function.arn);
    if (cause instanceof EventCause.Event event) {
      event.busName().ifPresent(target::eventBusName);
      event
          .deadLetters()
          .ifPresent(
              queue ->
                  target.deadLetterConfig(
                      EventTargetDeadLetterConfigArgs.builder().arn(queue).build()));
    }
    // An event that comes before the permission is lost.
    return new EventTarget(
        name + "-target", target.build(), scope.child(owner).dependsOn(permission).build());
  }
}
