package dev.portcullis.infra.edge;

import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
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
 * rules; gives the target groups that functions and instances join, and the names that DNS points
 * to.
 *
 * <p>Access logs are off: their bucket cannot have a customer-managed key. The web ACL logs every
 * request instead.
 */
public final class PublicEndpoint extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:edge:PublicEndpoint";

  /** Path that load balancer and Route 53 ask. */
  public static final String HEALTH_PATH = "/health";

  /** DNS name of the load balancer. */
  public final Output<String> dnsName;

  /** Zone of the load balancer's name, for aliases. */
  public final Output<String> zoneId;

  /** The load balancer in its metrics. */
  public final Output<String> arnSuffix;

  /** ARN of the load balancer. */
  public final Output<String> arn;

  /** Target group of whoever answers what no path rule names. */
  public final Output<String> targetGroupArn;

  /** The same target group in its metrics. */
  public final Output<String> targetGroupArnSuffix;

  /**
   * Both listeners and all path rules: whoever needs the target groups in use waits for them, such
   * as an accelerator or a scaling policy by requests.
   */
  public final List<Resource> listeners;

  private final Scope scope;
  private final TargetGroups groups;

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
              healthCheckIntervalSeconds > TargetGroups.HEALTH_TIMEOUT_SECONDS
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
   * @param routes who answers
   */
  public record Args(
      Site logs,
      PublicPlacement place,
      Output<String> certificateArn,
      Traffic traffic,
      Routes routes) {

    /** Functions of one target group answer everything. */
    public Args(Site logs, PublicPlacement place, Output<String> certificateArn, Traffic traffic) {
      this(logs, place, certificateArn, traffic, Routes.to(Target.functions()));
    }
  }

  /** Name of the log group of the endpoint with that logical name; key policies need it first. */
  public static String logGroupName(Scope scope, String name) {
    return WebFirewall.logGroupName(scope, firewall(name));
  }

  /** Creates load balancer, target groups, listeners and web ACL. */
  public PublicEndpoint(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.logs().scope();
    var balancer = balancer(name, args.place());
    arn = balancer.arn();
    dnsName = balancer.dnsName();
    zoneId = balancer.zoneId();
    arnSuffix = balancer.arnSuffix();
    groups = new TargetGroups(scope, this, name, args);
    targetGroupArn = targetGroupArn(args.routes().standard().role());
    targetGroupArnSuffix = targetGroupArnSuffix(args.routes().standard().role());
    listeners = new Listeners(this, name, balancer, groups, args).all;
    // The web ACL stands before this load balancer: there is no endpoint without one.
    new WebFirewall(
        firewall(name),
        new WebFirewall.Args(args.logs(), arn, args.traffic().limit()),
        scope.component(this));
    registerOutputs(Map.of("dnsName", dnsName, "targetGroupArn", targetGroupArn));
  }

  /** What DNS names lead to. */
  public AliasTarget aliasTarget() {
    return new AliasTarget(dnsName, zoneId);
  }

  /**
   * ARN of the target group with that role.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Output<String> targetGroupArn(String role) {
    return groups.get(role).arn();
  }

  /**
   * The target group with that role in its metrics.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Output<String> targetGroupArnSuffix(String role) {
    return groups.get(role).arnSuffix();
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

  private static String firewall(String name) {
    return name + "-waf";
  }
}
