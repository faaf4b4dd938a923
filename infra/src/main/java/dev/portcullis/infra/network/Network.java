package dev.portcullis.infra.network;

import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
import com.pulumi.aws.ec2.Route;
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
 * range and the key for flow logs; gives the ids of VPC, subnets and private route tables, and the
 * prefix lists by which security groups name S3 and DynamoDB.
 *
 * <p>S3 and DynamoDB are reached through gateway endpoints, other services through {@link
 * ServiceEndpoints}; nothing in a private subnet reaches the internet unless {@link Nat} says so.
 * What makes a subnet public or private is its route table, so every association is explicit.
 */
public final class Network extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:network:Network";

  /** A VPC is cut into 16 parts: public subnets from the first, private from the ninth on. */
  private static final int PART_BITS = 4;

  private static final int FIRST_PRIVATE_PART = 8;

  /** Addresses of the VPC. */
  public final CidrBlock cidr;

  /** The VPC. */
  public final Output<String> vpcId;

  /** Public subnets, one per zone. */
  public final Output<List<String>> publicSubnetIds;

  /** Private subnets, one per zone. */
  public final Output<List<String>> privateSubnetIds;

  /** Route tables of the private subnets, one per zone, in the order of the zones. */
  public final List<Output<String>> privateRouteTables;

  /** The same, known when all of them are. */
  public final Output<List<String>> privateRouteTableIds;

  /** Addresses of S3 in this region. */
  public final Output<String> s3PrefixListId;

  /** Addresses of DynamoDB in this region. */
  public final Output<String> dynamoDbPrefixListId;

  /** The way to the internet; AWS refuses a public load balancer in a VPC that has none. */
  public final Route internetRoute;

  /** Ways from the private subnets to the internet, to wait for; none without NAT. */
  public final List<Resource> natRoutes;

  /** Where the network stands. */
  final Scope scope;

  private final String name;

  /**
   * What a network needs.
   *
   * @param logs region, and the key of the flow logs
   * @param cidr /16 to /24
   * @param azCount availability zones, 2 or 3: every region has zones a to c
   * @param nat whether private subnets reach the internet
   */
  public record Args(Site logs, CidrBlock cidr, int azCount, Nat nat) {
    public Args {
      Violations.in(Network.class)
          .unless(
              cidr.prefix() >= 16 && cidr.prefix() <= 24,
              "cidr: cannot be cut into subnets, got " + cidr + "; /16 to /24")
          .unless(
              azCount >= 2 && azCount <= 3, "azCount: out of range, got " + azCount + "; 2 or 3")
          .throwIfAny();
    }

    /** Private subnets without a way to the internet. */
    public Args(Site logs, CidrBlock cidr, int azCount) {
      this(logs, cidr, azCount, Nat.NONE);
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
    cidr = args.cidr();
    var vpc =
        new Vpc(
            name,
            VpcArgs.builder()
                .cidrBlock(cidr.toString())
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
    var routing = new Routing(scope, this, name, vpcId);
    var publicTable = routing.table("public");
    internetRoute = routing.internet(publicTable);
    var publicSubnets = new ArrayList<Output<String>>();
    var privateSubnets = new ArrayList<Output<String>>();
    var privateTables = new ArrayList<Output<String>>();
    var toInternet = new ArrayList<Resource>();
    for (int zone = 0; zone < args.azCount(); zone++) {
      var publicSubnet =
          routing.subnet(Routing.publicRole(zone), zone, cidr.part(PART_BITS, zone), publicTable);
      publicSubnets.add(publicSubnet);
      // A private table per zone, so that each can lead to the NAT gateway of its own zone.
      var role = Routing.privateRole(zone);
      var table = routing.table(role);
      var range = cidr.part(PART_BITS, FIRST_PRIVATE_PART + zone);
      privateSubnets.add(routing.subnet(role, zone, range, table));
      privateTables.add(table.id());
      if (args.nat() == Nat.PER_AZ) {
        toInternet.add(routing.nat(zone, table, publicSubnet, internetRoute));
      }
    }
    publicSubnetIds = Output.all(publicSubnets);
    privateSubnetIds = Output.all(privateSubnets);
    privateRouteTables = List.copyOf(privateTables);
    privateRouteTableIds = Output.all(privateTables);
    natRoutes = List.copyOf(toInternet);
    s3PrefixListId = gatewayEndpoint("s3");
    dynamoDbPrefixListId = gatewayEndpoint("dynamodb");
    // The flow logs record this VPC, under the key for logs.
    new FlowLogs(flowLogs(name), new FlowLogs.Args(args.logs(), vpcId), scope.component(this));
    registerOutputs(
        Map.of(
            "vpcId", vpcId,
            "publicSubnetIds", publicSubnetIds,
            "privateSubnetIds", privateSubnetIds));
  }

  /** Adds routes to the service to every private table; free of charge. */
  private Output<String> gatewayEndpoint(String service) {
    return new VpcEndpoint(
            name + "-" + service,
            VpcEndpointArgs.builder()
                .vpcId(vpcId)
                .vpcEndpointType("Gateway")
                .serviceName("com.amazonaws." + scope.region().id() + "." + service)
                .routeTableIds(privateRouteTableIds)
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
}
