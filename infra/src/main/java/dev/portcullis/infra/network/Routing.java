package dev.portcullis.infra.network;

import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.CidrBlock;
import dev.portcullis.infra.core.Scope;
import java.util.Map;

/**
 * The parts of a {@link Network} that decide what is public and what is private: subnets, their
 * tables, and the ways to the internet.
 *
 * @param scope region
 * @param owner the network
 * @param name its logical name
 * @param vpcId its VPC
 */
record Routing(Scope scope, Resource owner, String name, Output<String> vpcId) {
  private static final String ANYWHERE = "0.0.0.0/0";

  /** Role of the private subnet and route table of a zone. */
  static String privateRole(int zone) {
    return "private-" + letter(zone);
  }

  /** Role of the public subnet of a zone. */
  static String publicRole(int zone) {
    return "public-" + letter(zone);
  }

  /** A route table that leads nowhere outside the VPC yet. */
  RouteTable table(String role) {
    return new RouteTable(
        named(role),
        RouteTableArgs.builder().vpcId(vpcId).tags(tags(role)).build(),
        scope.child(owner).build());
  }

  /** A subnet and its table: one without would fall to the main table of the VPC. */
  Output<String> subnet(String role, int zone, CidrBlock range, RouteTable table) {
    var subnet =
        new Subnet(
            named(role),
            SubnetArgs.builder()
                .vpcId(vpcId)
                .cidrBlock(range.toString())
                .availabilityZone(scope.region().zone(zone))
                // Load balancers and NAT gateways bring their own addresses; nothing else belongs
                // in public.
                .mapPublicIpOnLaunch(false)
                .tags(tags(role))
                .build(),
            scope.child(owner).build());
    new RouteTableAssociation(
        named(role),
        RouteTableAssociationArgs.builder().subnetId(subnet.id()).routeTableId(table.id()).build(),
        scope.child(owner).build());
    return subnet.id();
  }

  /** The way of a public table to the internet and back. */
  Route internet(RouteTable table) {
    var role = "internet";
    var gateway =
        new InternetGateway(
            named(role),
            InternetGatewayArgs.builder().vpcId(vpcId).tags(tags(role)).build(),
            scope.child(owner).build());
    return new Route(
        named(role),
        RouteArgs.builder()
            .routeTableId(table.id())
            .destinationCidrBlock(ANYWHERE)
            .gatewayId(gateway.id())
            .build(),
        scope.child(owner).build());
  }

  /**
   * The way of a zone's private table to the internet, outwards only.
   *
   * @param publicSubnetId public subnet of the same zone, where the gateway stands
   * @param internetRoute the way of that subnet
   */
  Route nat(int zone, RouteTable table, Output<String> publicSubnetId, Route internetRoute) {
    var role = "nat-" + letter(zone);
    var address =
        new Eip(
            named(role),
            EipArgs.builder().domain("vpc").tags(tags(role)).build(),
            scope.child(owner).build());
    var gateway =
        new NatGateway(
            named(role),
            NatGatewayArgs.builder()
                .subnetId(publicSubnetId)
                .allocationId(address.id())
                .tags(tags(role))
                .build(),
            // It fails without an internet gateway, and that one cannot be detached before it.
            scope.child(owner).dependsOn(internetRoute).build());
    return new Route(
        named(role),
        RouteArgs.builder()
            .routeTableId(table.id())
            .destinationCidrBlock(ANYWHERE)
            .natGatewayId(gateway.id())
            .build(),
        scope.child(owner).build());
  }

  private String named(String role) {
    return name + "-" + role;
  }

  private Map<String, String> tags(String role) {
    return scope.tags().named(scope.physical(role));
  }

  private static char letter(int zone) {
    return (char) ('a' + zone);
  }
}
