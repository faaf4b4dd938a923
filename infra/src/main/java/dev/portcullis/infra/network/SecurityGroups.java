package dev.portcullis.infra.network;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All security groups of one VPC and every connection between them. Takes the groups and the wanted
 * {@link Flow}s; gives the id of each group. A group without an outgoing flow can call nobody:
 * AWS's allow-all for new groups is removed.
 *
 * <p>The rules are resources of their own, never part of a group: two groups that name each other
 * would be a cycle.
 */
public final class SecurityGroups extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:network:SecurityGroups";

  private final Scope scope;
  private final String name;
  private final Map<String, Output<String>> ids = new HashMap<>();

  /**
   * Groups and flows.
   *
   * @param scope region
   * @param vpcId their VPC
   * @param groups role to description
   * @param flows the wanted connections
   */
  public record Args(
      Scope scope, Output<String> vpcId, Map<String, String> groups, List<Flow> flows) {
    public Args {
      groups = new TreeMap<>(groups);
      flows = List.copyOf(flows);
      var check = Violations.in(SecurityGroups.class);
      for (var flow : flows) {
        for (var end : List.of(flow.from(), flow.to())) {
          check.unless(
              !(end instanceof Peer.Group) || groups.containsKey(end.role()),
              "flows: name an unknown group, got \""
                  + end.role()
                  + "\"; known are "
                  + groups.keySet());
        }
      }
      check.throwIfAny();
    }
  }

  /** Creates the groups, then the rules between them. */
  public SecurityGroups(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    this.name = name;
    scope = args.scope();
    args.groups()
        .forEach((role, description) -> ids.put(role, group(role, description, args.vpcId())));
    for (var flow : args.flows()) {
      if (flow.from() instanceof Peer.Group) {
        egress(flow);
      }
      if (flow.to() instanceof Peer.Group) {
        ingress(flow);
      }
    }
    registerOutputs(Map.copyOf(ids));
  }

  /**
   * Id of the group with that role.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Output<String> id(String role) {
    var id = ids.get(role);
    if (id == null) {
      throw new IllegalArgumentException(
          "role: no such group, got \"" + role + "\"; known are " + ids.keySet());
    }
    return id;
  }

  private Output<String> group(String role, String description, Output<String> vpcId) {
    var physical = scope.physical("sg-" + role);
    return new SecurityGroup(
            name + "-" + role,
            SecurityGroupArgs.builder()
                .name(physical)
                .description(description)
                .vpcId(vpcId)
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(this).build())
        .id();
  }

  private void ingress(Flow flow) {
    var role = flow.to().role() + "-from-" + flow.from().role() + "-" + flow.port();
    var rule =
        SecurityGroupIngressRuleArgs.builder()
            .securityGroupId(id(flow.to().role()))
            .description(flow.reason())
            .ipProtocol("tcp")
            .fromPort(flow.port())
            .toPort(flow.port())
            .tags(scope.tags().named(scope.physical(role)));
    if (flow.from() instanceof Peer.Group group) {
      rule.referencedSecurityGroupId(id(group.role()));
    } else if (flow.from() instanceof Peer.Addresses addresses) {
      rule.cidrIpv4(addresses.cidr().toString());
    }
    new SecurityGroupIngressRule(name + "-" + role, rule.build(), scope.child(this).build());
  }

  private void egress(Flow flow) {
    var role = flow.from().role() + "-to-" + flow.to().role() + "-" + flow.port();
    var rule =
        SecurityGroupEgressRuleArgs.builder()
            .securityGroupId(id(flow.from().role()))
            .description(flow.reason())
            .ipProtocol("tcp")
            .fromPort(flow.port())
            .toPort(flow.port())
            .tags(scope.tags().named(scope.physical(role)));
    if (flow.to() instanceof Peer.Group group) {
      rule.referencedSecurityGroupId(id(group.role()));
    } else if (flow.to() instanceof Peer.Service service) {
      rule.prefixListId(service.prefixListId());
    } else if (flow.to() instanceof Peer.Addresses addresses) {
      rule.cidrIpv4(addresses.cidr().toString());
    }
    new SecurityGroupEgressRule(name + "-" + role, rule.build(), scope.child(this).build());
  }
}
