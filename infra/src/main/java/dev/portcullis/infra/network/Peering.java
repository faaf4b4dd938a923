package dev.portcullis.infra.network;

import com.pulumi.aws.ec2.PeeringConnectionOptions;
import com.pulumi.aws.ec2.PeeringConnectionOptionsArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.VpcPeeringConnection;
import com.pulumi.aws.ec2.VpcPeeringConnectionAccepter;
import com.pulumi.aws.ec2.VpcPeeringConnectionAccepterArgs;
import com.pulumi.aws.ec2.VpcPeeringConnectionArgs;
import com.pulumi.aws.ec2.inputs.PeeringConnectionOptionsAccepterArgs;
import com.pulumi.aws.ec2.inputs.PeeringConnectionOptionsRequesterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Violations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A private way between the VPCs of two regions. Takes both networks; gives the connection and the
 * routes to wait for.
 *
 * <p>It is for clients: a function in the secondary region that writes to the database in the
 * primary one, or whoever has to look at the other side when one is in trouble. Replication does
 * not use it. Aurora Global Database, read replicas, DynamoDB global tables and S3 copy over AWS's
 * own network, and need neither this connection nor a security group rule.
 *
 * <p>The routes open nothing by themselves. Security groups name the other side as {@link
 * Peer#network}, by its addresses, since AWS takes no reference to a group of another region. The
 * way ends in the VPC: gateways and endpoints of one side do not serve the other.
 *
 * <p>What stands on one side is named {@code <name>-<region code>} after the region it is in.
 */
public final class Peering extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:network:Peering";

  /** The provider gives a peering one minute, which is short for two regions to agree. */
  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder().create(Duration.ofMinutes(5)).delete(Duration.ofMinutes(5)).build();

  /** The connection; whoever uses it waits for {@link #routes}. */
  public final Output<String> connectionId;

  /** The way there and back, for whoever connects to the other side as soon as it starts. */
  public final List<Resource> routes;

  /**
   * Both ends.
   *
   * @param primary asks for the connection
   * @param secondary accepts it; in another region, with other addresses
   */
  public record Args(PeeringSide primary, PeeringSide secondary) {
    public Args {
      var region = primary.scope().region();
      var range = secondary.network().cidr;
      Violations.in(Peering.class)
          .unless(
              !region.equals(secondary.scope().region()),
              "secondary: is in the region of the primary, got "
                  + region.id()
                  + "; give the network of the other region")
          .unless(
              !range.overlaps(primary.network().cidr),
              "secondary: has addresses of the primary, got "
                  + range
                  + " and "
                  + primary.network().cidr
                  + "; AWS peers disjoint ranges only")
          .throwIfAny();
    }
  }

  /** Creates the connection, its acceptance, then names and routes of both sides. */
  public Peering(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var primary = args.primary();
    var secondary = args.secondary();
    var connection = request(at(name, primary), primary, secondary);
    connectionId = connection.id();
    var accepter = accept(at(name, secondary), secondary);
    resolveNames(name, args, accepter);
    var ways = new ArrayList<Resource>();
    ways.addAll(routes(at(name, primary), primary, secondary, accepter));
    ways.addAll(routes(at(name, secondary), secondary, primary, accepter));
    routes = List.copyOf(ways);
    registerOutputs(Map.of("connectionId", connectionId));
  }

  private VpcPeeringConnection request(String name, PeeringSide from, PeeringSide to) {
    var scope = from.scope();
    return new VpcPeeringConnection(
        name,
        VpcPeeringConnectionArgs.builder()
            .vpcId(from.network().vpcId)
            .peerVpcId(to.network().vpcId)
            // Never with autoAccept: only the other region can accept, and only AWS says so.
            .peerRegion(to.scope().region().id())
            .tags(scope.tags().named(scope.physicalOf(name)))
            .build(),
        scope.child(this).customTimeouts(PATIENCE).build());
  }

  private VpcPeeringConnectionAccepter accept(String name, PeeringSide side) {
    var scope = side.scope();
    return new VpcPeeringConnectionAccepter(
        name,
        VpcPeeringConnectionAccepterArgs.builder()
            .vpcPeeringConnectionId(connectionId)
            .autoAccept(true)
            .tags(scope.tags().named(scope.physicalOf(name)))
            .build(),
        scope.child(this).customTimeouts(PATIENCE).build());
  }

  /**
   * Lets each side resolve public host names of the other to private addresses. Each region sets
   * its own half, and AWS refuses both until the connection is accepted.
   */
  private void resolveNames(String name, Args args, Resource accepter) {
    new PeeringConnectionOptions(
        at(name, args.primary()),
        PeeringConnectionOptionsArgs.builder()
            .vpcPeeringConnectionId(connectionId)
            .requester(
                PeeringConnectionOptionsRequesterArgs.builder()
                    .allowRemoteVpcDnsResolution(true)
                    .build())
            .build(),
        args.primary().scope().child(this).dependsOn(accepter).build());
    new PeeringConnectionOptions(
        at(name, args.secondary()),
        PeeringConnectionOptionsArgs.builder()
            .vpcPeeringConnectionId(connectionId)
            .accepter(
                PeeringConnectionOptionsAccepterArgs.builder()
                    .allowRemoteVpcDnsResolution(true)
                    .build())
            .build(),
        args.secondary().scope().child(this).dependsOn(accepter).build());
  }

  /** In every private table: a table that is left out cuts its zone off from the other side. */
  private List<Route> routes(String name, PeeringSide from, PeeringSide to, Resource accepter) {
    var made = new ArrayList<Route>();
    var tables = from.network().privateRouteTables;
    for (int zone = 0; zone < tables.size(); zone++) {
      made.add(
          new Route(
              name + "-" + Routing.privateRole(zone),
              RouteArgs.builder()
                  .routeTableId(tables.get(zone))
                  .destinationCidrBlock(to.network().cidr.toString())
                  .vpcPeeringConnectionId(connectionId)
                  .build(),
              // A route to a connection that nobody accepted leads nowhere, without an error.
              from.scope().child(this).dependsOn(accepter).build()));
    }
    return made;
  }

  private static String at(String name, PeeringSide side) {
    return name + "-" + side.scope().region().code();
  }
}
