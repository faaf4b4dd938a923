package dev.portcullis.infra.network;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.CidrBlock;
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

  private String tableOf(String subnet) {
    Resource association = captured.resource(ASSOCIATION, NAME + "-" + subnet);
    assertThat(input(association, "/subnetId").asText())
        .isEqualTo(
            Objects.requireNonNull(
                captured.resource("aws:ec2/subnet:Subnet", NAME + "-" + subnet).id()));
    return input(association, "/routeTableId").asText();
  }
}
