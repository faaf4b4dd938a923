package dev.portcullis.infra.events;

import com.pulumi.aws.cloudwatch.EventBusPolicy;
import com.pulumi.aws.cloudwatch.EventBusPolicyArgs;
import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetRetryPolicyArgs;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.security.ServiceRole;
import java.util.List;

/** What carries events of one bus to the bus of the other region. */
final class Forwarding {
  /** As long and as often as EventBridge tries: the other region may be gone for hours. */
  private static final int PATIENCE_SECONDS = 24 * 60 * 60;

  private static final int ATTEMPTS = 185;

  private Forwarding() {}

  /** Creates role, permission, rule and the way itself. */
  static void create(Resource owner, RegionalBus from, RegionalBus to, List<String> sources) {
    var name = from.forwarder();
    var scope = from.scope();
    var other = to.scope().region().id();
    var role =
        ServiceRole.create(
            scope,
            owner,
            name,
            new ServiceRole.Purpose(
                "Lets EventBridge put events on the bus in " + other,
                PolicyDocument.trust(EventBusPair.EVENTS, scope.accountId()),
                PolicyDocument.create().add(putEvents("Forward", to))));
    // The other side's bus admits this role; within the account that is belt and braces. A service
    // may refuse a policy that names a role IAM made an instant ago: hence after the role's policy.
    new EventBusPolicy(
        to.name() + "-policy",
        EventBusPolicyArgs.builder()
            .eventBusName(to.busName())
            .policy(PolicyDocument.create().add(putEvents("Forwarder", to).aws(role.arn())).json())
            .build(),
        to.scope().child(owner).dependsOn(role.policy()).build());
    var physical = scope.physicalOf(name);
    var rule =
        new EventRule(
            name + "-rule",
            EventRuleArgs.builder()
                .name(physical)
                .description("Forwards events of this region to " + other)
                .eventBusName(from.busName())
                // Without the guard a forwarded event would come back.
                .eventPattern(EventPattern.publishedIn(scope.region(), sources))
                .state("ENABLED")
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(owner).build());
    // The way to the other region.
    new EventTarget(
        name + "-target",
        EventTargetArgs.builder()
            .eventBusName(from.busName())
            .rule(rule.name())
            .arn(to.arn())
            .roleArn(role.arn())
            .deadLetterConfig(
                EventTargetDeadLetterConfigArgs.builder().arn(from.deadLetters()).build())
            .retryPolicy(
                EventTargetRetryPolicyArgs.builder()
                    .maximumEventAgeInSeconds(PATIENCE_SECONDS)
                    .maximumRetryAttempts(ATTEMPTS)
                    .build())
            .build(),
        scope.child(owner).dependsOn(role.policy()).build());
  }

  private static Statement putEvents(String sid, RegionalBus bus) {
    return Statement.allow(sid).action("events:PutEvents").on(bus.arn());
  }
}
