package dev.portcullis.report.picture;

import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Which resource lives in which network, as the program's references tell. */
final class Networks {
  private static final String NETWORK = "aws:ec2/vpc:Vpc";

  /** Properties that put a resource into the network of what they refer to. */
  private static final Set<String> PLACING =
      Set.of(
          "vpcId",
          "vpcConfig",
          "vpcSecurityGroupIds",
          "vpcZoneIdentifiers",
          "subnetId",
          "subnetIds",
          "subnets",
          "subnetMappings",
          "securityGroupId",
          "securityGroupIds",
          "securityGroups",
          "networkConfiguration",
          "networkInterfaces",
          "dbSubnetGroupName",
          "loadBalancerArn",
          "routeTableId",
          "clusterIdentifier");

  /** More than these would be a picture of networks and nothing else. */
  private static final int MOST_IN_A_COLUMN = 3;

  private final Map<String, String> names = new HashMap<>();

  private Networks() {}

  static Networks of(ResourceGraph graph, Columns columns) {
    var placed = new HashMap<String, List<String>>();
    var queue = new ArrayDeque<String>();
    var networks = new Networks();
    var perColumn = new LinkedHashMap<Integer, List<Resource>>();
    for (var resource : graph.resources()) {
      placing(resource, placed);
      if (resource.type().equals(NETWORK)) {
        perColumn
            .computeIfAbsent(columns.of(resource.region()), c -> new ArrayList<>())
            .add(resource);
        queue.add(resource.urn());
      }
    }
    perColumn.values().forEach(networks::name);
    networks.spread(queue, placed);
    networks.satellites(graph);
    return networks;
  }

  /**
   * What has no place of its own (a permission, a parameter group) stands with what it belongs to.
   */
  private void satellites(ResourceGraph graph) {
    var found = new TreeMap<String, String>();
    for (var resource : graph.resources()) {
      if (resource.dependencies() == null || !resource.type().startsWith("aws:")) {
        continue;
      }
      for (var other :
          resource.dependencies().stream().flatMap(u -> graph.find(u).stream()).toList()) {
        if (together(resource, other)) {
          stand(resource.urn(), other.urn(), found);
          stand(other.urn(), resource.urn(), found);
        }
      }
    }
    names.putAll(found);
  }

  private static boolean together(Resource one, Resource other) {
    return other.type().startsWith("aws:")
        && Objects.equals(one.region(), other.region())
        && Place.of(one.type()).group().equals(Place.of(other.type()).group());
  }

  private void stand(String urn, String host, Map<String, String> found) {
    if (!names.containsKey(urn) && names.containsKey(host)) {
      found.putIfAbsent(urn, names.get(host));
    }
  }

  private static void placing(Resource resource, Map<String, List<String>> placed) {
    if (resource.propertyDependencies() != null) {
      resource
          .propertyDependencies()
          .forEach(
              (property, urns) -> {
                if (PLACING.contains(property)) {
                  urns.forEach(
                      urn ->
                          placed.computeIfAbsent(urn, u -> new ArrayList<>()).add(resource.urn()));
                }
              });
    }
  }

  private void name(List<Resource> networks) {
    var merged = networks.size() > MOST_IN_A_COLUMN;
    networks.forEach(n -> names.put(n.urn(), merged ? networks.size() + " networks" : n.name()));
  }

  /**
   * The first to reach a resource names its network; the graph is sorted, so it is always the same.
   */
  private void spread(Deque<String> queue, Map<String, List<String>> placed) {
    while (!queue.isEmpty()) {
      var urn = queue.remove();
      var name = names.getOrDefault(urn, "");
      for (var member : placed.getOrDefault(urn, List.of())) {
        if (names.putIfAbsent(member, name) == null) {
          queue.add(member);
        }
      }
    }
  }

  /** Empty for a resource in no network. */
  String of(Item item) {
    return names.getOrDefault(item.urn(), "");
  }
}
