package dev.portcullis.infra.system;

import com.pulumi.resources.Resource;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.PublicEndpoint.PublicPlacement;
import dev.portcullis.infra.edge.PublicEndpoint.Traffic;
import dev.portcullis.infra.edge.WebFirewall.RateLimit;
import dev.portcullis.infra.monitoring.OpsTopic;
import dev.portcullis.infra.network.Flow;
import dev.portcullis.infra.network.Nat;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.network.SecurityGroups;
import dev.portcullis.infra.network.ServiceEndpoints;
import dev.portcullis.infra.security.EncryptionKeys;
import dev.portcullis.infra.security.KeyUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What every system has in each of its regions, and everything else stands on: keys, network, who
 * may talk to whom, private ways to AWS services, and the topic that alarms go to.
 */
final class RegionFoundation {
  /** Role of the security group of interface endpoints; every plan has it. */
  static final String ENDPOINT = "endpoint";

  /** Load balancers ask their targets so often, whatever Route 53 does. */
  static final int TARGET_CHECK_SECONDS = 10;

  /** Port of every system's database. */
  static final int DATABASE_PORT = 5432;

  final Scope scope;
  final EncryptionKeys keys;
  final Network network;
  final ServiceEndpoints endpoints;
  final OpsTopic topic;

  private final SecurityGroups groups;

  /**
   * What differs between systems.
   *
   * @param regions regions of the system
   * @param logGroups names of the log groups of this region, but for the network's
   * @param keyUses what components do with the keys
   * @param groups role of each security group to its description; {@link #ENDPOINT} is among them
   * @param flows every wanted connection
   * @param services services reached through interface endpoints
   * @param nat whether private subnets reach the internet
   */
  record Plan(
      List<Region> regions,
      List<String> logGroups,
      List<KeyUse> keyUses,
      Map<String, String> groups,
      Function<Network, List<Flow>> flows,
      List<String> services,
      Nat nat) {

    /** Private subnets without a way to the internet. */
    Plan(
        List<Region> regions,
        List<String> logGroups,
        List<KeyUse> keyUses,
        Map<String, String> groups,
        Function<Network, List<Flow>> flows,
        List<String> services) {
      this(regions, logGroups, keyUses, groups, flows, services, Nat.NONE);
    }
  }

  RegionFoundation(Scope scope, SystemConfig config, Plan plan) {
    this.scope = scope;
    keys = keys(plan);
    // The network's flow logs are kept under the region's key for logs.
    network =
        new Network(
            scope.logical("network"),
            new Network.Args(
                keys.logs, config.vpcCidr(scope.region()), config.azCount(), plan.nat()),
            scope.component());
    groups =
        new SecurityGroups(
            scope.logical("sg"),
            new SecurityGroups.Args(
                scope, network.vpcId, plan.groups(), plan.flows().apply(network)),
            scope.component());
    // The endpoints' group admits who may call these services from inside the network.
    endpoints =
        new ServiceEndpoints(
            scope.logical("endpoints"),
            new ServiceEndpoints.Args(scope, network.vpcId, inPrivate(ENDPOINT), plan.services()),
            scope.component());
    // The key for logs admits CloudWatch, so that alarms can reach the encrypted topic.
    topic =
        new OpsTopic(
            scope.logical("ops"),
            new OpsTopic.Args(keys.logs, config.opsEmail()),
            scope.component());
  }

  /** How a load balancer treats requests: the same in every system but for the rate limit. */
  static Traffic traffic(SystemConfig config) {
    return new Traffic(
        TARGET_CHECK_SECONDS, new RateLimit(config.wafRateLimit(), config.wafWindowSec()));
  }

  /** What calls out of private subnets go through: there before anything in them works. */
  List<Resource> waysOut() {
    return Stream.concat(endpoints.endpoints.stream(), network.natRoutes.stream()).toList();
  }

  /** Private subnets, and the group with that role. */
  Placement inPrivate(String group) {
    return new Placement(network.privateSubnetIds, groups.id(group));
  }

  /** Public subnets, and the group with that role. */
  PublicPlacement inPublic(String group) {
    return new PublicPlacement(
        new Placement(network.publicSubnetIds, groups.id(group)), network.internetRoute);
  }

  /** Key policies name log groups before these exist: the names are the components'. */
  private EncryptionKeys keys(Plan plan) {
    var logGroups = new ArrayList<>(plan.logGroups());
    logGroups.add(Network.flowLogGroupName(scope, scope.logical("network")));
    return new EncryptionKeys(
        scope.logical("keys"),
        new EncryptionKeys.Args(scope, plan.regions(), logGroups, plan.keyUses()),
        scope.component());
  }
}
