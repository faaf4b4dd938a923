package dev.portcullis.infra.network;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.CidrBlock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityGroupsTest {
  private static final String NAME = "serverless-sg-use1";
  private static final String GROUP = "aws:ec2/securityGroup:SecurityGroup";
  private static final String IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  private static final String OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

  private final Captured captured =
      groups(
          List.of(
              new Flow(Peer.internet(), Peer.group("web"), 443, "HTTPS from everywhere"),
              new Flow(Peer.group("web"), Peer.group("db"), 5432, "SQL"),
              new Flow(Peer.group("web"), Peer.service("s3", Output.of("pl-1")), 443, "S3")));

  @Test
  void makesOneRulePerEndOfAFlowAndNoMore() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .containsExactlyInAnyOrder(
            GROUP + " " + NAME + "-web us-east-1",
            GROUP + " " + NAME + "-db us-east-1",
            IN + " " + NAME + "-web-from-internet-443 us-east-1",
            OUT + " " + NAME + "-web-to-db-5432 us-east-1",
            IN + " " + NAME + "-db-from-web-5432 us-east-1",
            OUT + " " + NAME + "-web-to-s3-443 us-east-1");
  }

  @Test
  void leavesTheRulesOutOfTheGroups() {
    assertInputs(
        captured.resource(GROUP, NAME + "-db"),
        """
        {"name":"serverless-sg-db-use1-t1","description":"Database","vpcId":"vpc-1",
         "tags":{"Name":"serverless-sg-db-use1-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void connectsGroupsByReference() {
    var web = captured.resource(GROUP, NAME + "-web").id();
    var db = captured.resource(GROUP, NAME + "-db").id();
    assertInputs(
        captured.resource(IN, NAME + "-db-from-web-5432"),
        """
        {"securityGroupId":"%s","referencedSecurityGroupId":"%s","ipProtocol":"tcp",
         "fromPort":5432,"toPort":5432,"description":"SQL",
         "tags":{"Name":"serverless-db-from-web-5432-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(db, web));
    assertThat(
            input(captured.resource(OUT, NAME + "-web-to-db-5432"), "/referencedSecurityGroupId")
                .asText())
        .isEqualTo(db);
  }

  @Test
  void namesServicesByPrefixList() {
    var rule = captured.resource(OUT, NAME + "-web-to-s3-443");
    assertThat(input(rule, "/prefixListId").asText()).isEqualTo("pl-1");
    assertThat(rule.inputs().has("cidrIpv4")).isFalse();
  }

  @Test
  void namesAPeeredNetworkByItsAddressesBothWays() {
    var peer = Peer.network("peer", CidrBlock.parse("10.21.0.0/16"));
    var peered =
        groups(
            List.of(
                new Flow(peer, Peer.group("db"), 5432, "SQL from the peer"),
                new Flow(Peer.group("web"), peer, 5432, "SQL at the peer")));
    assertThat(peered.children())
        .filteredOn(child -> !child.startsWith(GROUP))
        .containsExactlyInAnyOrder(
            IN + " " + NAME + "-db-from-peer-5432 us-east-1",
            OUT + " " + NAME + "-web-to-peer-5432 us-east-1");
    assertInputs(
        peered.resource(IN, NAME + "-db-from-peer-5432"),
        """
        {"securityGroupId":"%s","cidrIpv4":"10.21.0.0/16","ipProtocol":"tcp",
         "fromPort":5432,"toPort":5432,"description":"SQL from the peer",
         "tags":{"Name":"serverless-db-from-peer-5432-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(peered.resource(GROUP, NAME + "-db").id()));
    assertInputs(
        peered.resource(OUT, NAME + "-web-to-peer-5432"),
        """
        {"securityGroupId":"%s","cidrIpv4":"10.21.0.0/16","ipProtocol":"tcp",
         "fromPort":5432,"toPort":5432,"description":"SQL at the peer",
         "tags":{"Name":"serverless-web-to-peer-5432-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(peered.resource(GROUP, NAME + "-web").id()));
  }

  @Test
  void letsAGroupOutToTheInternetByHttps() {
    var open = groups(List.of(new Flow(Peer.group("web"), Peer.internet(), 443, "Card networks")));
    assertInputs(
        open.resource(OUT, NAME + "-web-to-internet-443"),
        """
        {"securityGroupId":"%s","cidrIpv4":"0.0.0.0/0","ipProtocol":"tcp",
         "fromPort":443,"toPort":443,"description":"Card networks",
         "tags":{"Name":"serverless-web-to-internet-443-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(open.resource(GROUP, NAME + "-web").id()));
  }

  @Test
  void admitsTheInternetByAddress() {
    assertInputs(
        captured.resource(IN, NAME + "-web-from-internet-443"),
        """
        {"securityGroupId":"%s","cidrIpv4":"0.0.0.0/0","ipProtocol":"tcp",
         "fromPort":443,"toPort":443,"description":"HTTPS from everywhere",
         "tags":{"Name":"serverless-web-from-internet-443-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(captured.resource(GROUP, NAME + "-web").id()));
  }

  @Test
  void rejectsAFlowToAnUnknownGroup() {
    assertThatThrownBy(
            () -> groups(List.of(new Flow(Peer.group("web"), Peer.group("cache"), 6379, "cache"))))
        .hasMessageContaining("flows: name an unknown group, got \"cache\"; known are [db, web]");
  }

  @Test
  void rejectsFlowsThatNobodyWants() {
    assertThatThrownBy(() -> new Flow(Peer.group("web"), Peer.internet(), 80, "out"))
        .hasMessageContaining(
            "to: nothing here may call the internet but by HTTPS, got port 80; use 443");
    assertThatThrownBy(
            () -> new Flow(Peer.internet(), Peer.service("s3", Output.of("pl-1")), 443, "past us"))
        .hasMessageContaining("from, to: no group on either end, got internet and s3");
    assertThatThrownBy(
            () -> new Flow(Peer.service("s3", Output.of("pl-1")), Peer.group("web"), 443, "in"))
        .hasMessageContaining("a service never connects");
    assertThatThrownBy(() -> new Flow(Peer.internet(), Peer.group("web"), 0, "all"))
        .hasMessageContaining("port: out of range, got 0");
    assertThatThrownBy(() -> new Flow(Peer.internet(), Peer.group("web"), 443, ""))
        .hasMessageContaining("reason: not a description AWS admits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/15", "10.0.0.0/29"})
  void rejectsAPeerThatIsNoVpc(String cidr) {
    assertThatThrownBy(() -> Peer.network("peer", CidrBlock.parse(cidr)))
        .hasMessage("cidr: not the range of a VPC, got " + cidr + "; /16 to /28");
  }

  private static Captured groups(List<Flow> flows) {
    return Captured.program(
        (primary, secondary) ->
            new SecurityGroups(
                NAME,
                new SecurityGroups.Args(
                    primary.scope(),
                    Output.of("vpc-1"),
                    Map.of("web", "Web", "db", "Database"),
                    flows),
                primary.scope().component()));
  }
}
