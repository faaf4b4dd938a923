package dev.portcullis.infra.network;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.CidrBlock;
import dev.portcullis.infra.core.Site;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeeringTest {
  private static final String NAME = "trading-peering";
  private static final String HERE = NAME + "-use1";
  private static final String THERE = NAME + "-usw2";
  private static final String CONNECTION = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
  private static final String ACCEPTER =
      "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";
  private static final String OPTIONS = "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions";
  private static final String ROUTE = "aws:ec2/route:Route";
  private static final String TABLE = "aws:ec2/routeTable:RouteTable";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new Peering(
                  NAME,
                  new Peering.Args(
                      side(primary, "10.20.0.0/16", 3), side(secondary, "10.21.0.0/16", 2)),
                  primary.scope().component()));
  private final Resource connection = captured.resource(CONNECTION, HERE);
  private final Resource accepter = captured.resource(ACCEPTER, THERE);

  @Test
  void standsOnBothSidesAndLeadsOutOfEveryPrivateTable() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .filteredOn(child -> child.contains(" " + NAME))
        .containsExactlyInAnyOrder(
            CONNECTION + " " + HERE + " us-east-1",
            ACCEPTER + " " + THERE + " us-west-2",
            OPTIONS + " " + HERE + " us-east-1",
            OPTIONS + " " + THERE + " us-west-2",
            ROUTE + " " + HERE + "-private-a us-east-1",
            ROUTE + " " + HERE + "-private-b us-east-1",
            ROUTE + " " + HERE + "-private-c us-east-1",
            ROUTE + " " + THERE + "-private-a us-west-2",
            ROUTE + " " + THERE + "-private-b us-west-2");
  }

  @Test
  void isAskedForHereAndAcceptedThere() {
    assertInputs(
        connection,
        """
        {"vpcId":"%s","peerVpcId":"%s","peerRegion":"us-west-2",
         "tags":{"Name":"trading-peering-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(vpc("net-use1"), vpc("net-usw2")));
    assertInputs(
        accepter,
        """
        {"vpcPeeringConnectionId":"%s","autoAccept":true,
         "tags":{"Name":"trading-peering-usw2-t1","Project":"PulumiOptimization"}}"""
            .formatted(connection.id()));
  }

  @Test
  void givesTwoRegionsTimeToAgree() {
    for (var resource : new Resource[] {connection, accepter}) {
      assertThat(resource.options().customTimeouts())
          .isEqualTo(Map.of("create", 300.0, "delete", 300.0));
    }
  }

  @Test
  void resolvesNamesOfTheOtherSideOnceAccepted() {
    var requesterHalf = captured.resource(OPTIONS, HERE);
    var accepterHalf = captured.resource(OPTIONS, THERE);
    assertInputs(
        requesterHalf,
        """
        {"vpcPeeringConnectionId":"%s","requester":{"allowRemoteVpcDnsResolution":true}}"""
            .formatted(connection.id()));
    assertInputs(
        accepterHalf,
        """
        {"vpcPeeringConnectionId":"%s","accepter":{"allowRemoteVpcDnsResolution":true}}"""
            .formatted(connection.id()));
    assertWaitsFor(requesterHalf, accepter);
    assertWaitsFor(accepterHalf, accepter);
  }

  @ParameterizedTest
  @CsvSource({
    "use1, a, 10.21.0.0/16",
    "use1, b, 10.21.0.0/16",
    "use1, c, 10.21.0.0/16",
    "usw2, a, 10.20.0.0/16",
    "usw2, b, 10.20.0.0/16"
  })
  void leadsToTheOtherSideOnceAccepted(String region, String zone, String destination) {
    var route = captured.resource(ROUTE, NAME + "-" + region + "-private-" + zone);
    assertInputs(
        route,
        """
        {"routeTableId":"%s","destinationCidrBlock":"%s","vpcPeeringConnectionId":"%s"}"""
            .formatted(
                captured.resource(TABLE, "net-" + region + "-private-" + zone).id(),
                destination,
                connection.id()));
    assertWaitsFor(route, accepter);
    assertWaitsFor(route, connection);
  }

  @Test
  void givesTheConnectionAndTheWaysToWaitFor() {
    var waiting =
        Captured.program(
            (primary, secondary) -> {
              var peering =
                  new Peering(
                      NAME,
                      new Peering.Args(
                          side(primary, "10.20.0.0/16", 2), side(secondary, "10.21.0.0/16", 2)),
                      primary.scope().component());
              new Parameter(
                  "user",
                  ParameterArgs.builder().type("String").value(peering.connectionId).build(),
                  primary.scope().child(peering).dependsOn(peering.routes).build());
            });
    var user = waiting.resource("aws:ssm/parameter:Parameter", "user");
    assertThat(Captured.input(user, "/value").asText())
        .isEqualTo(waiting.resource(CONNECTION, HERE).id());
    assertThat(user.dependencies())
        .containsAll(
            Stream.of(
                    HERE + "-private-a",
                    HERE + "-private-b",
                    THERE + "-private-a",
                    THERE + "-private-b")
                .map(route -> waiting.resource(ROUTE, route).urn())
                .toList());
  }

  @Test
  void rejectsNetworksThatCannotBePeered() {
    assertThatThrownBy(
            () ->
                Captured.program(
                    (primary, secondary) ->
                        new Peering.Args(
                            side(primary, "10.20.0.0/16", 2), side(secondary, "10.20.16.0/20", 2))))
        .hasMessageContaining(
            "Peering: secondary: has addresses of the primary, got 10.20.16.0/20 and 10.20.0.0/16;"
                + " AWS peers disjoint ranges only");
    assertThatThrownBy(
            () ->
                Captured.program(
                    (primary, secondary) -> {
                      var side = side(primary, "10.20.0.0/16", 2);
                      new Peering.Args(side, side);
                    }))
        .hasMessageContaining(
            "Peering: secondary: is in the region of the primary, got us-east-1; give the network"
                + " of the other region")
        .hasMessageContaining("secondary: has addresses of the primary");
  }

  @Test
  void rejectsASideInTheWrongRegion() {
    assertThatThrownBy(
            () ->
                Captured.program(
                    (primary, secondary) ->
                        new PeeringSide(
                            secondary.scope(), side(primary, "10.20.0.0/16", 2).network())))
        .hasMessageContaining(
            "PeeringSide: network: is not in the region of the side, got us-east-1; give that of"
                + " us-west-2");
  }

  private String vpc(String network) {
    return captured.resource("aws:ec2/vpc:Vpc", network).id();
  }

  private static PeeringSide side(Site site, String cidr, int zones) {
    var scope = site.scope();
    return new PeeringSide(
        scope,
        new Network(
            "net-" + scope.region().code(),
            new Network.Args(site, CidrBlock.parse(cidr), zones),
            scope.component()));
  }
}
