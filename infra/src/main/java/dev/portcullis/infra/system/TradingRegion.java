package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.audit.ConfigurationRecorder;
import dev.portcullis.infra.audit.ManagedRule;
import dev.portcullis.infra.compute.Front;
import dev.portcullis.infra.compute.InstanceGroup;
import dev.portcullis.infra.compute.Machine;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.config.TradingParameters;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.PublicEndpoint.PublicPlacement;
import dev.portcullis.infra.monitoring.OpsTopic;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.security.EncryptionKeys;
import dev.portcullis.infra.serverless.FunctionCode;
import dev.portcullis.infra.serverless.FunctionCode.Trading;
import dev.portcullis.infra.serverless.FunctionSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What system {@code trading} has in each of its regions: keys, network, topic, configuration
 * recorder, endpoint, instances, functions. The regions differ in one thing: credentials are
 * rotated where the database is written, and it is promoted from where it is not.
 */
final class TradingRegion {
  final Scope scope;
  final EncryptionKeys keys;
  final Network network;
  final OpsTopic topic;

  private final SystemConfig config;
  private final RegionFoundation base;

  TradingRegion(
      Scope scope, SystemConfig config, List<Region> regions, Output<String> scalingRoleArn) {
    this.scope = scope;
    this.config = config;
    base =
        new RegionFoundation(
            scope, config, new TradingPlan(scope, config).of(regions, scalingRoleArn));
    keys = base.keys;
    network = base.network;
    topic = base.topic;
    // What Config finds lies in a bucket under the key for logs; IAM is recorded in one region.
    new ConfigurationRecorder(
        scope.logical("config"),
        new ConfigurationRecorder.Args(
            keys.logs,
            config.flag(TradingParameters.CONFIG_RECORDER),
            TradingPlan.isPrimary(scope, config),
            ManagedRule.baseline()),
        scope.component());
  }

  /** Where the database stands: private, reached by functions of both regions. */
  Placement database() {
    return base.inPrivate(TradingPlan.DB);
  }

  /** Where the load balancer stands: public, reached by everybody. */
  PublicPlacement publicPlace() {
    return base.inPublic(TradingPlan.ALB);
  }

  /**
   * Instances behind a load balancer, which alone reaches them, under the key for disks.
   *
   * @param scalingRoleArn as whom they are launched; the key admits it
   */
  InstanceGroup instances(Front front, Output<String> scalingRoleArn) {
    return new InstanceGroup(
        scope.logical(TradingPlan.APP),
        new InstanceGroup.Args(
            keys.disks(),
            keys.logs,
            base.inPrivate(TradingPlan.APP),
            Machine.linux(config.text(TradingParameters.INSTANCE_TYPE)),
            new InstanceGroup.Size(
                config.integer(TradingParameters.MIN_INSTANCES),
                config.integer(TradingParameters.MAX_INSTANCES)),
            front,
            scalingRoleArn,
            // Logs leave through their endpoint alone.
            base.waysOut()),
        scope.component());
  }

  /**
   * A function in the security group with that role; the caller adds what it works on.
   *
   * @param toDatabase routes to the database of the other region
   */
  FunctionSpec.Builder function(String group, Trading code, List<Resource> toDatabase) {
    // Secrets Manager and RDS are reached through the endpoints alone.
    var ways = new ArrayList<>(base.waysOut());
    ways.addAll(toDatabase);
    return FunctionSpec.in(keys.secrets, base.inPrivate(group))
        .code(FunctionCode.trading(code, config.lambdaRuntime(), config.lambdaMemoryMb()))
        .logs(keys.logs)
        .through(ways);
  }
}
