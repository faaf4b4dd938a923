package dev.portcullis.infra.edge;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionRedirectArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.util.List;
import java.util.Map;

/**
 * The public endpoint of one region: a load balancer that speaks HTTPS to the world, sends HTTP
 * there, and stands behind a web ACL. Takes its place, a certificate of the region and the traffic
 * rules; gives the target group that a function joins and the names that DNS points to.
 *
 * <p>Access logs are off: their bucket cannot have a customer-managed key. The web ACL logs every
 * request instead.
 */
public final class PublicEndpoint extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:edge:PublicEndpoint";

  /** Path that load balancer and Route 53 ask. */
  public static final String HEALTH_PATH = "/health";

  private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
  private static final int HEALTH_TIMEOUT_SECONDS = 5;

  /** DNS name of the load balancer. */
  public final Output<String> dnsName;

  /** Zone of the load balancer's name, for aliases. */
  public final Output<String> zoneId;

  /** The load balancer in its metrics. */
  public final Output<String> arnSuffix;

  /** Target group for the function that answers. */
  public final Output<String> targetGroupArn;

  private final Scope scope;

  /**
   * Where it stands.
   *
   * @param placement public subnets in two zones or more, and the group that admits the internet
   * @param internetRoute the route that makes the subnets public
   */
  public record PublicPlacement(Placement placement, Resource internetRoute) {}

  /**
   * How requests are treated.
   *
   * @param healthCheckIntervalSeconds seconds between checks of the target, above 5
   * @param limit rate limit per address
   */
  public record Traffic(int healthCheckIntervalSeconds, WebFirewall.RateLimit limit) {
    public Traffic {
      Violations.in(PublicEndpoint.class)
          .unless(
              healthCheckIntervalSeconds > HEALTH_TIMEOUT_SECONDS
                  && healthCheckIntervalSeconds <= 300,
              "healthCheckIntervalSeconds: out of range, got "
                  + healthCheckIntervalSeconds
                  + "; above the timeout of 5, up to 300")
          .throwIfAny();
    }
  }

  /**
   * What an endpoint needs.
   *
   * @param logs region, and the key of the web ACL's log group
   * @param place where it stands
   * @param certificateArn an issued certificate of the region
   * @param traffic how requests are treated
   */
  public record Args(
      Site logs, PublicPlacement place, Output<String> certificateArn, Traffic traffic) {}

  /** Name of the log group of the endpoint with that logical name; key policies need it first. */
  public static String logGroupName(Scope scope, String name) {
    return WebFirewall.logGroupName(scope, firewall(name));
  }

  /** Creates load balancer, target group, listeners and web ACL. */
  public PublicEndpoint(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.logs().scope();
    var balancer = balancer(name, args.place());
    dnsName = balancer.dnsName();
    zoneId = balancer.zoneId();
    arnSuffix = balancer.arnSuffix();
    targetGroupArn = targetGroup(name, args.traffic()).arn();
    listen(name, balancer, args.certificateArn());
    // The web ACL stands before this load balancer: there is no endpoint without one.
    new WebFirewall(
        firewall(name),
        new WebFirewall.Args(args.logs(), balancer.arn(), args.traffic().limit()),
        scope.component(this));
    registerOutputs(Map.of("dnsName", dnsName, "targetGroupArn", targetGroupArn));
  }

  private LoadBalancer balancer(String name, PublicPlacement place) {
    var physical = scope.physical("alb");
    return new LoadBalancer(
        name + "-alb",
        LoadBalancerArgs.builder()
            .name(physical)
            .loadBalancerType("application")
            .internal(false)
            .subnets(place.placement().subnetIds())
            .securityGroups(place.placement().securityGroupId().applyValue(List::of))
            .dropInvalidHeaderFields(true)
            .enableDeletionProtection(false)
            .tags(scope.tags().named(physical))
            .build(),
        // Nothing in the inputs refers to the way to the internet.
        scope.child(this).dependsOn(place.internetRoute()).build());
  }

  /**
   * A lambda target group has no port, protocol or VPC, and its health checks are off by default.
   */
  private TargetGroup targetGroup(String name, Traffic traffic) {
    var physical = scope.physical("tg");
    return new TargetGroup(
        name + "-tg",
        TargetGroupArgs.builder()
            .name(physical)
            .targetType("lambda")
            .healthCheck(
                TargetGroupHealthCheckArgs.builder()
                    .enabled(true)
                    .path(HEALTH_PATH)
                    .matcher("200")
                    .interval(traffic.healthCheckIntervalSeconds())
                    .timeout(HEALTH_TIMEOUT_SECONDS)
                    .healthyThreshold(2)
                    .unhealthyThreshold(2)
                    .build())
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).build());
  }

  private void listen(String name, LoadBalancer balancer, Output<String> certificateArn) {
    new Listener(
        name + "-http",
        ListenerArgs.builder()
            .loadBalancerArn(balancer.arn())
            .port(80)
            .protocol("HTTP")
            .defaultActions(
                ListenerDefaultActionArgs.builder()
                    .type("redirect")
                    .redirect(
                        ListenerDefaultActionRedirectArgs.builder()
                            .protocol("HTTPS")
                            .port("443")
                            .statusCode("HTTP_301")
                            .build())
                    .build())
            .tags(scope.tags().named(scope.physical("http")))
            .build(),
        scope.child(this).build());
    new Listener(
        name + "-https",
        ListenerArgs.builder()
            .loadBalancerArn(balancer.arn())
            .port(443)
            .protocol("HTTPS")
            .sslPolicy(TLS_POLICY)
            .certificateArn(certificateArn)
            .defaultActions(
                ListenerDefaultActionArgs.builder()
                    .type("forward")
                    .targetGroupArn(targetGroupArn)
                    .build())
            .tags(scope.tags().named(scope.physical("https")))
            .build(),
        scope.child(this).build());
  }

  private static String firewall(String name) {
    return name + "-waf";
  }
}
