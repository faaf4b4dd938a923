package dev.portcullis.infra.edge;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.ListenerRule;
import com.pulumi.aws.lb.ListenerRuleArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionRedirectArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleActionArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionPathPatternArgs;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import java.util.ArrayList;
import java.util.List;

/** What one {@link PublicEndpoint} listens to, and whom it sends what. */
final class Listeners {
  private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

  /** Both listeners, then the rules. */
  final List<Resource> all;

  private final Scope scope;
  private final Resource owner;
  private final String name;
  private final LoadBalancer balancer;
  private final TargetGroups groups;

  /**
   * Creates them.
   *
   * @param owner the endpoint
   * @param name its logical name
   */
  Listeners(
      Resource owner,
      String name,
      LoadBalancer balancer,
      TargetGroups groups,
      PublicEndpoint.Args args) {
    this.scope = args.logs().scope();
    this.owner = owner;
    this.name = name;
    this.balancer = balancer;
    this.groups = groups;
    var created = new ArrayList<Resource>();
    created.add(http());
    var https = https(args);
    created.add(https);
    var rules = args.routes().rules();
    for (int i = 0; i < rules.size(); i++) {
      created.add(rule(https, rules.get(i), i + 1));
    }
    all = List.copyOf(created);
  }

  private Listener http() {
    var redirect =
        ListenerDefaultActionRedirectArgs.builder()
            .protocol("HTTPS")
            .port("443")
            .statusCode("HTTP_301")
            .build();
    return listener(
        "http",
        ListenerArgs.builder()
            .port(80)
            .protocol("HTTP")
            .defaultActions(
                ListenerDefaultActionArgs.builder().type("redirect").redirect(redirect).build()));
  }

  private Listener https(PublicEndpoint.Args args) {
    return listener(
        "https",
        ListenerArgs.builder()
            .port(443)
            .protocol("HTTPS")
            .sslPolicy(TLS_POLICY)
            .certificateArn(args.certificateArn())
            .defaultActions(
                ListenerDefaultActionArgs.builder()
                    .type("forward")
                    .targetGroupArn(groups.get(args.routes().standard().role()).arn())
                    .build()));
  }

  private Listener listener(String role, ListenerArgs.Builder inputs) {
    return new Listener(
        name + "-" + role,
        inputs
            .loadBalancerArn(balancer.arn())
            .tags(scope.tags().named(scope.physical(role)))
            .build(),
        scope.child(owner).build());
  }

  /** Paths that another target group answers. */
  private ListenerRule rule(Listener https, Routes.Rule rule, int priority) {
    var role = rule.target().role();
    var paths = ListenerRuleConditionPathPatternArgs.builder().values(rule.paths()).build();
    return new ListenerRule(
        name + "-" + role,
        ListenerRuleArgs.builder()
            .listenerArn(https.arn())
            .priority(priority)
            .conditions(ListenerRuleConditionArgs.builder().pathPattern(paths).build())
            .actions(
                ListenerRuleActionArgs.builder()
                    .type("forward")
                    .targetGroupArn(groups.get(role).arn())
                    .build())
            .tags(scope.tags().named(scope.physical(role)))
            .build(),
        scope.child(owner).build());
  }
}
