package dev.portcullis.infra.network;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.CidrBlock;
import dev.portcullis.infra.core.Site;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  private static final String NAME = "serverless-network-usw2";
  private static final String ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
  private static final String TABLE = "aws:ec2/routeTable:RouteTable";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new Network(
                  NAME,
                  new Network.Args(secondary, CidrBlock.parse("10.11.0.0/16"), 2),
                  secondary.scope().component()));

  @Test
  void standsInItsRegionAlone() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .hasSize(21)
        .allSatisfy(child -> assertThat(child).endsWith(" us-west-2"));
  }

  @Test
  void resolvesPrivateNames() {
    assertInputs(
        captured.resource("aws:ec2/vpc:Vpc", NAME),
        """
        {"cidrBlock":"10.11.0.0/16","enableDnsSupport":true,"enableDnsHostnames":true,
         "tags":{"Name":"serverless-vpc-usw2-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void emptiesTheDefaultGroup() {
    var group =
        captured.resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", NAME + "-default");
    assertThat(input(group, "/ingress")).isEqualTo(json("[]"));
    assertThat(input(group, "/egress")).isEqualTo(json("[]"));
  }

  @Test
  void hasAPublicAndAPrivateSubnetPerZone() {
    assertThat(List.of("public-a", "public-b", "private-a", "private-b"))
        .extracting(role -> captured.resource("aws:ec2/subnet:Subnet", NAME + "-" + role))
        .extracting(
            subnet -> input(subnet, "/cidrBlock").asText(),
            subnet -> input(subnet, "/availabilityZone").asText(),
            subnet -> input(subnet, "/mapPublicIpOnLaunch").asBoolean())
        .containsExactly(
            tuple("10.11.0.0/20", "us-west-2a", false),
            tuple("10.11.16.0/20", "us-west-2b", false),
            tuple("10.11.128.0/20", "us-west-2a", false),
            tuple("10.11.144.0/20", "us-west-2b", false));
  }

  @Test
  void routesOnlyPublicSubnetsToTheInternet() {
    var publicTable = captured.resource(TABLE, NAME + "-public");
    assertThat(captured.children())
        .filteredOn(c -> c.startsWith("aws:ec2/route:Route "))
        .hasSize(1);
    var route = captured.resource("aws:ec2/route:Route", NAME + "-internet");
    assertThat(input(route, "/routeTableId").asText()).isEqualTo(publicTable.id());
    for (var zone : List.of("a", "b")) {
      assertThat(tableOf("public-" + zone)).isEqualTo(publicTable.id());
      assertThat(tableOf("private-" + zone))
          .isEqualTo(captured.resource(TABLE, NAME + "-private-" + zone).id());
    }
  }

  @Test
  void reachesS3AndDynamoDbFromEveryPrivateTable() {
    for (var service : List.of("s3", "dynamodb")) {
      var endpoint = captured.resource("aws:ec2/vpcEndpoint:VpcEndpoint", NAME + "-" + service);
      assertThat(input(endpoint, "/vpcEndpointType").asText()).isEqualTo("Gateway");
      assertThat(input(endpoint, "/serviceName").asText())
          .isEqualTo("com.amazonaws.us-west-2." + service);
      assertThat(input(endpoint, "/routeTableIds"))
          .extracting(id -> id.asText())
          .containsExactly(
              captured.resource(TABLE, NAME + "-private-a").id(),
              captured.resource(TABLE, NAME + "-private-b").id());
    }
  }

  @Test
  void logsAllTrafficUnderTheKey() {
    var flow = NAME + "-flow";
    var group = captured.resource("aws:cloudwatch/logGroup:LogGroup", flow + "-logs");
    assertThat(input(group, "/kmsKeyId").asText()).isEqualTo(Captured.REPLICA_KEY);
    assertThat(input(group, "/name").asText()).isEqualTo("/aws/vpc-flow-logs/" + flow + "-t1");
    var policy = captured.resource("aws:iam/rolePolicy:RolePolicy", flow + "-policy");
    assertThat(document(policy, "/policy").at("/Statement/0/Resource/0").asText())
        .isEqualTo(
            "arn:aws:logs:us-west-2:000000000000:log-group:/aws/vpc-flow-logs/" + flow + "-t1:*");
    assertThat(document(policy, "/policy").at("/Statement/1").toString())
        .isEqualTo(
            "{\"Sid\":\"UnscopableDescribe\",\"Effect\":\"Allow\","
                + "\"Action\":[\"logs:DescribeLogGroups\"],\"Resource\":[\"*\"]}");
    var log = captured.resource("aws:ec2/flowLog:FlowLog", flow);
    assertThat(input(log, "/trafficType").asText()).isEqualTo("ALL");
    assertWaitsFor(log, policy);
  }

  @ParameterizedTest
  @CsvSource({"a", "b", "c"})
  void givesEachZoneItsOwnWayOut(String zone) {
    var withNat = withNat();
    var role = NAME + "-nat-" + zone;
    var tags =
        "{\"Name\":\"serverless-nat-" + zone + "-usw2-t1\",\"Project\":\"PulumiOptimization\"}";
    var address = withNat.resource("aws:ec2/eip:Eip", role);
    assertInputs(address, "{\"domain\":\"vpc\",\"tags\":" + tags + "}");
    var gateway = withNat.resource("aws:ec2/natGateway:NatGateway", role);
    assertInputs(
        gateway,
        """
        {"subnetId":"%s","allocationId":"%s","tags":%s}"""
            .formatted(
                withNat.resource("aws:ec2/subnet:Subnet", NAME + "-public-" + zone).id(),
                address.id(),
                tags));
    assertWaitsFor(gateway, withNat.resource("aws:ec2/route:Route", NAME + "-internet"));
    assertInputs(
        withNat.resource("aws:ec2/route:Route", role),
        """
        {"routeTableId":"%s","destinationCidrBlock":"0.0.0.0/0","natGatewayId":"%s"}"""
            .formatted(withNat.resource(TABLE, NAME + "-private-" + zone).id(), gateway.id()));
  }

  @Test
  void addsNothingForNatButAddressGatewayAndRouteOfEachZone() {
    var withNat = withNat();
    withNat.assertWellFormed();
    assertThat(withNat.children())
        // Two subnets, two associations and a table more than with two zones, then the ways out.
        .hasSize(21 + 5 + 3 * 3)
        .filteredOn(child -> child.contains("-nat-"))
        .hasSize(9);
  }

  @Test
  void givesAddressesTablesAndWaysOut() {
    Captured.program(
        (primary, secondary) -> {
          var closed = network(secondary, "closed", 2, Nat.NONE);
          assertThat(closed.cidr).hasToString("10.11.0.0/16");
          assertThat(closed.natRoutes).isEmpty();
          var open = network(secondary, "open", 3, Nat.PER_AZ);
          assertThat(open.natRoutes).hasSize(3);
          assertThat(open.privateRouteTables).hasSize(3);
        });
    var user =
        Captured.program(
            (primary, secondary) -> {
              var open = network(secondary, NAME, 2, Nat.PER_AZ);
              new Parameter(
                  "user",
                  ParameterArgs.builder()
                      .type("String")
                      .value(open.privateRouteTableIds.applyValue(ids -> String.join(" ", ids)))
                      .build(),
                  secondary.scope().child(open).dependsOn(open.natRoutes).build());
            });
    var parameter = user.resource("aws:ssm/parameter:Parameter", "user");
    assertThat(input(parameter, "/value").asText())
        .isEqualTo(
            user.resource(TABLE, NAME + "-private-a").id()
                + " "
                + user.resource(TABLE, NAME + "-private-b").id());
    assertWaitsFor(parameter, user.resource("aws:ec2/route:Route", NAME + "-nat-a"));
    assertWaitsFor(parameter, user.resource("aws:ec2/route:Route", NAME + "-nat-b"));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/8, 2", "10.0.0.0/25, 2", "10.0.0.0/16, 1", "10.0.0.0/16, 4"})
  void rejectsWhatCannotBeCut(String cidr, int zones) {
    assertThatThrownBy(
            () ->
                Captured.program(
                    (primary, secondary) ->
                        new Network(
                            NAME,
                            new Network.Args(primary, CidrBlock.parse(cidr), zones),
                            primary.scope().component())))
        .hasMessageContaining("Network: ");
  }

  private static Captured withNat() {
    return Captured.program((primary, secondary) -> network(secondary, NAME, 3, Nat.PER_AZ));
  }

  private static Network network(Site site, String name, int zones, Nat nat) {
    return new Network(
        name,
        new Network.Args(site, CidrBlock.parse("10.11.0.0/16"), zones, nat),
        site.scope().component());
  }

  private String tableOf(String subnet) {
    Resource association = captured.resource(ASSOCIATION, NAME + "-" + subnet);
    assertThat(input(association, "/subnetId").asText())
        .isEqualTo(
            Objects.requireNonNull(
                captured.resource("aws:ec2/subnet:Subnet", NAME + "-" + subnet).id()));
    return input(association, "/routeTableId").asText();
  }
}
