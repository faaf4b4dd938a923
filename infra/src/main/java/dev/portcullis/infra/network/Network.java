package dev.portcullis.infra.network;

import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.CidrBlock;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The VPC of one region: a public and a private subnet in each availability zone. Takes the address
 * range and the key for flow logs; gives the ids of VPC and subnets, and the prefix lists by which
 * security groups name S3 and DynamoDB.
 *
 * <p>Nothing in a private subnet reaches the internet, and no NAT gateway is paid for: S3 and
 * DynamoDB are reached through gateway endpoints, other services through {@link ServiceEndpoints}.
 * What makes a subnet public or private is its route table, so every association is explicit.
 */
public final class Network extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:network:Network";

  /** A VPC is cut into 16 parts: public subnets from the first, private from the ninth on. */
  private static final int PART_BITS = 4;

  private static final int FIRST_PRIVATE_PART = 8;

  /** The VPC. */
  public final Output<String> vpcId;

  /** Public subnets, one per zone. */
  public final Output<List<String>> publicSubnetIds;

  /** Private subnets, one per zone. */
  public final Output<List<String>> privateSubnetIds;

  /** Addresses of S3 in this region. */
  public final Output<String> s3PrefixListId;

  /** Addresses of DynamoDB in this region. */
  public final Output<String> dynamoDbPrefixListId;

  /** The way to the internet; AWS refuses a public load balancer in a VPC that has none. */
  public final Resource internetRoute;

  private final Scope scope;
  private final String name;

  /**
   * What a network needs.
   *
   * @param logs region, and the key of the flow logs
   * @param cidr /16 to /24
   * @param azCount availability zones, 2 or 3: every region has zones a to c
   */
  public record Args(Site logs, CidrBlock cidr, int azCount) {
    public Args {
      Violations.in(Network.class)
          .unless(
              cidr.prefix() >= 16 && cidr.prefix() <= 24,
              "cidr: cannot be cut into subnets, got " + cidr + "; /16 to /24")
          .unless(
              azCount >= 2 && azCount <= 3, "azCount: out of range, got " + azCount + "; 2 or 3")
          .throwIfAny();
    }
  }

  /** Name of the log group of the network with that logical name; key policies need it first. */
  public static String flowLogGroupName(Scope scope, String name) {
    return FlowLogs.logGroupName(scope, flowLogs(name));
  }

  /** Creates VPC, subnets, routes, gateway endpoints and flow logs. */
  public Network(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    this.name = name;
    scope = args.logs().scope();
    var vpc =
        new Vpc(
            name,
            VpcArgs.builder()
                .cidrBlock(args.cidr().toString())
                // Both, or names of databases and interface endpoints do not resolve.
                .enableDnsSupport(true)
                .enableDnsHostnames(true)
                .tags(tags("vpc"))
                .build(),
            scope.child(this).build());
    vpcId = vpc.id();
    // AWS makes this group with every VPC and admits its members to each other: take that away.
    new DefaultSecurityGroup(
        name + "-default",
        DefaultSecurityGroupArgs.builder()
            .vpcId(vpcId)
            .ingress(List.of())
            .egress(List.of())
            .tags(tags("default"))
            .build(),
        scope.child(this).build());
    var publicTable = routeTable("public");
    internetRoute = internetRoute(publicTable);
    var publicSubnets = new ArrayList<Output<String>>();
    var privateSubnets = new ArrayList<Output<String>>();
    var privateTables = new ArrayList<Output<String>>();
    for (int zone = 0; zone < args.azCount(); zone++) {
      publicSubnets.add(subnet("public", zone, args.cidr().part(PART_BITS, zone), publicTable));
      // A private table per zone: a NAT gateway of the zone, if one is ever added, goes in here.
      var table = routeTable("private-" + letter(zone));
      var range = args.cidr().part(PART_BITS, FIRST_PRIVATE_PART + zone);
      privateSubnets.add(subnet("private", zone, range, table));
      privateTables.add(table.id());
    }
    publicSubnetIds = Output.all(publicSubnets);
    privateSubnetIds = Output.all(privateSubnets);
    s3PrefixListId = gatewayEndpoint("s3", Output.all(privateTables));
    dynamoDbPrefixListId = gatewayEndpoint("dynamodb", Output.all(privateTables));
    // The flow logs record this VPC, under the key for logs.
    new FlowLogs(flowLogs(name), new FlowLogs.Args(args.logs(), vpcId), scope.component(this));
    registerOutputs(
        Map.of(
            "vpcId", vpcId,
            "publicSubnetIds", publicSubnetIds,
            "privateSubnetIds", privateSubnetIds));
  }

  private Route internetRoute(RouteTable table) {
    var gateway =
        new InternetGateway(
            name + "-internet",
            InternetGatewayArgs.builder().vpcId(vpcId).tags(tags("internet")).build(),
            scope.child(this).build());
    return new Route(
        name + "-internet",
        RouteArgs.builder()
            .routeTableId(table.id())
            .destinationCidrBlock("0.0.0.0/0")
            .gatewayId(gateway.id())
            .build(),
        scope.child(this).build());
  }

  private RouteTable routeTable(String role) {
    return new RouteTable(
        name + "-" + role,
        RouteTableArgs.builder().vpcId(vpcId).tags(tags(role)).build(),
        scope.child(this).build());
  }

  private Output<String> subnet(String role, int zone, CidrBlock range, RouteTable table) {
    var full = role + "-" + letter(zone);
    var subnet =
        new Subnet(
            name + "-" + full,
            SubnetArgs.builder()
                .vpcId(vpcId)
                .cidrBlock(range.toString())
                .availabilityZone(scope.region().zone(zone))
                // Load balancers bring their own addresses; nothing else belongs in public.
                .mapPublicIpOnLaunch(false)
                .tags(tags(full))
                .build(),
            scope.child(this).build());
    new RouteTableAssociation(
        name + "-" + full,
        RouteTableAssociationArgs.builder().subnetId(subnet.id()).routeTableId(table.id()).build(),
        scope.child(this).build());
    return subnet.id();
  }

  /** Adds routes to the service to every private table; free of charge. */
  private Output<String> gatewayEndpoint(String service, Output<List<String>> tables) {
    return new VpcEndpoint(
            name + "-" + service,
            VpcEndpointArgs.builder()
                .vpcId(vpcId)
                .vpcEndpointType("Gateway")
                .serviceName("com.amazonaws." + scope.region().id() + "." + service)
                .routeTableIds(tables)
                .tags(tags(service))
                .build(),
            scope.child(this).build())
        .prefixListId();
  }

  private Map<String, String> tags(String role) {
    return scope.tags().named(scope.physical(role));
  }

  private static String flowLogs(String name) {
    return name + "-flow";
  }

  private static char letter(int zone) {
    return (char) ('a' + zone);
  }
}
