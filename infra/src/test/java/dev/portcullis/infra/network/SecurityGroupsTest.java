package dev.portcullis.infra.network;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
  void rejectsAFlowToAnUnknownGroup() {
    assertThatThrownBy(
            () -> groups(List.of(new Flow(Peer.group("web"), Peer.group("cache"), 6379, "cache"))))
        .hasMessageContaining("flows: name an unknown group, got \"cache\"; known are [db, web]");
  }

  @Test
  void rejectsFlowsThatNobodyWants() {
    assertThatThrownBy(() -> new Flow(Peer.group("web"), Peer.internet(), 443, "out"))
        .hasMessageContaining("nothing here may call the internet");
    assertThatThrownBy(
            () -> new Flow(Peer.service("s3", Output.of("pl-1")), Peer.group("web"), 443, "in"))
        .hasMessageContaining("a service never connects");
    assertThatThrownBy(() -> new Flow(Peer.internet(), Peer.group("web"), 0, "all"))
        .hasMessageContaining("port: out of range, got 0");
    assertThatThrownBy(() -> new Flow(Peer.internet(), Peer.group("web"), 443, ""))
        .hasMessageContaining("reason: not a description AWS admits");
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
