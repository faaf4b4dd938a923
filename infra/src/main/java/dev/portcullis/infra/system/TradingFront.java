package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.compute.Front;
import dev.portcullis.infra.compute.InstanceGroup;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.AliasTarget;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.edge.Routes;
import dev.portcullis.infra.edge.Target;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.HttpFunction;

/**
 * What answers requests in one region of system {@code trading}: a load balancer, and behind it the
 * trading API, a function, for {@value #API_PATHS}, and instances for everything else.
 */
final class TradingFront {
  /** Path at which the function says how it is, through the rule for its paths. */
  static final String API_HEALTH_PATH = "/api/health";

  private static final String API_PATHS = "/api/*";

  /** Role of the instances' target group. */
  static final String APP = "app";

  /** Role of the function's target group. */
  static final String API = "api";

  final Scope scope;
  final PublicEndpoint endpoint;
  final HttpFunction api;

  /**
   * Creates all of it.
   *
   * @param certificateArn certificate of the region
   * @param code the trading API of the region, which knows its data
   * @param scalingRoleArn as whom instances are launched
   */
  TradingFront(
      TradingRegion region,
      SystemConfig config,
      Output<String> certificateArn,
      FunctionSpec code,
      Output<String> scalingRoleArn) {
    scope = region.scope;
    // Public subnets and the balancer's group come from the network, the certificate from DNS; the
    // web ACL logs under the key for logs.
    endpoint =
        new PublicEndpoint(
            scope.logical(TradingPlan.EDGE),
            new PublicEndpoint.Args(
                region.keys.logs,
                region.publicPlace(),
                certificateArn,
                RegionFoundation.traffic(config),
                Routes.to(Target.instances(APP, InstanceGroup.PORT, region.network.vpcId))
                    .with(API_PATHS, Target.functions(API))),
            scope.component());
    // The function joins its target group; what it works on came with its specification.
    api =
        new HttpFunction(
            scope.logical(TradingPlan.API),
            new HttpFunction.Args(code, endpoint.targetGroupArn(API)),
            scope.component());
    region.instances(Front.of(endpoint, APP), scalingRoleArn);
  }

  /** Where names lead to. */
  AliasTarget target() {
    return new AliasTarget(endpoint.dnsName, endpoint.zoneId);
  }
}
