package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.data.DatabaseProbe;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.monitoring.OpsTopic;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.security.EncryptionKeys;
import dev.portcullis.infra.serverless.FunctionCode;
import dev.portcullis.infra.serverless.FunctionCode.Healthcare;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.storage.PrivateBucket;
import dev.portcullis.infra.storage.Transition;
import dev.portcullis.infra.storage.Transition.StorageClass;
import java.util.ArrayList;
import java.util.List;

/**
 * What system {@code healthcare} has in each of its regions, in the same shape: keys, network,
 * topic, assets, endpoint, functions. What they work on, and what spans the regions, is the
 * business of {@link HealthcareSystem}.
 */
final class HealthcareRegion {
  /** Assets are read most when they are new, and S3 moves none before 30 days. */
  private static final Transition[] AGEING = {
    new Transition(30, StorageClass.STANDARD_IA), new Transition(90, StorageClass.GLACIER_IR)
  };

  final Scope scope;
  final EncryptionKeys keys;
  final Network network;
  final OpsTopic topic;
  final PrivateBucket assets;

  private final SystemConfig config;
  private final HealthcarePlan plan;
  private final RegionFoundation base;

  HealthcareRegion(Scope scope, SystemConfig config, List<Region> regions) {
    this.scope = scope;
    this.config = config;
    plan = new HealthcarePlan(scope, config);
    base = new RegionFoundation(scope, config, plan.of(regions));
    keys = base.keys;
    network = base.network;
    topic = base.topic;
    // Static assets, under the region's key for data. Lifecycle is not replicated: both sides age.
    assets =
        new PrivateBucket(
            scope.logical("assets"),
            PrivateBucket.Args.of(keys.data).moving(AGEING),
            scope.component());
  }

  /** Whether the database is written here while all is well. */
  boolean isPrimary() {
    return plan.isPrimary();
  }

  /** Namespace of the metrics that functions of this stack report. */
  String metrics() {
    return DatabaseProbe.namespace(scope) + "/" + config.suffix();
  }

  /** Where the database stands: private, reached by functions of both regions. */
  Placement database() {
    return base.inPrivate(HealthcarePlan.DB);
  }

  /** The load balancer in the public subnets, with the region's certificate. */
  PublicEndpoint endpoint(Output<String> certificateArn) {
    // Public subnets and the balancer's group come from the network, the certificate from DNS; the
    // web ACL logs under the key for logs.
    return new PublicEndpoint(
        scope.logical(HealthcarePlan.EDGE),
        new PublicEndpoint.Args(
            keys.logs,
            base.inPublic(HealthcarePlan.ALB),
            certificateArn,
            // The 30 seconds of C-26 are Route 53's, not those of the load balancer.
            RegionFoundation.traffic(config)),
        scope.component());
  }

  /**
   * A function in the security group of its role; the caller adds what it works on.
   *
   * @param after what else must be there before it is called
   */
  FunctionSpec.Builder function(String role, Healthcare code, List<Resource> after) {
    // AWS services are reached through the endpoints alone.
    var ways = new ArrayList<>(base.waysOut());
    ways.addAll(after);
    return FunctionSpec.in(keys.secrets, base.inPrivate(role))
        .code(FunctionCode.healthcare(code, config.lambdaRuntime(), config.lambdaMemoryMb()))
        .logs(keys.logs)
        .through(ways);
  }
}
