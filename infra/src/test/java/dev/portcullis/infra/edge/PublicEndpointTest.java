package dev.portcullis.infra.edge;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.edge.PublicEndpoint.PublicPlacement;
import dev.portcullis.infra.edge.PublicEndpoint.Traffic;
import dev.portcullis.infra.edge.WebFirewall.RateLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicEndpointTest {
  private static final String NAME = "serverless-edge-use1";
  private static final String CERTIFICATE = "arn:aws:acm:us-east-1:000000000000:certificate/1";
  private static final String GROUP = "aws:lb/targetGroup:TargetGroup";
  private static final String LISTENER = "aws:lb/listener:Listener";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new PublicEndpoint(
                  NAME,
                  new PublicEndpoint.Args(
                      primary,
                      place(primary),
                      Output.of(CERTIFICATE),
                      new Traffic(10, new RateLimit(1000, 60))),
                  primary.scope().component()));

  @Test
  void standsInPublicAndCanBeDestroyed() {
    var balancer = balancer();
    assertInputs(
        balancer,
        """
        {"name":"serverless-alb-use1-t1","loadBalancerType":"application","internal":false,
         "subnets":["subnet-1","subnet-2"],"securityGroups":["sg-1"],
         "dropInvalidHeaderFields":true,"enableDeletionProtection":false,
         "tags":{"Name":"serverless-alb-use1-t1","Project":"PulumiOptimization"}}""");
    assertWaitsFor(balancer, captured.resource("aws:ec2/route:Route", "internet"));
  }

  @Test
  void sendsHttpToHttps() {
    var http = captured.resource(LISTENER, NAME + "-http");
    assertThat(input(http, "/port").asInt()).isEqualTo(80);
    assertThat(input(http, "/defaultActions"))
        .isEqualTo(
            json(
                """
                [{"type":"redirect",
                  "redirect":{"protocol":"HTTPS","port":"443","statusCode":"HTTP_301"}}]"""));
  }

  @Test
  void speaksTlsWithTheCertificateOfTheRegion() {
    var https = captured.resource(LISTENER, NAME + "-https");
    assertThat(input(https, "/port").asInt()).isEqualTo(443);
    assertThat(input(https, "/certificateArn").asText()).isEqualTo(CERTIFICATE);
    assertThat(input(https, "/sslPolicy").asText()).startsWith("ELBSecurityPolicy-TLS13-1-2-");
    assertThat(https.dependencies()).contains(captured.resource(GROUP, NAME + "-tg").urn());
  }

  @Test
  void asksTheFunctionEveryTenSeconds() {
    assertInputs(
        captured.resource(GROUP, NAME + "-tg"),
        """
        {"name":"serverless-tg-use1-t1","targetType":"lambda",
         "healthCheck":{"enabled":true,"path":"/health","matcher":"200","interval":10,"timeout":5,
           "healthyThreshold":2,"unhealthyThreshold":2},
         "tags":{"Name":"serverless-tg-use1-t1","Project":"PulumiOptimization"}}""");
  }

  @Test
  void blocksAddressesThatAskTooOften() {
    var acl = captured.resource("aws:wafv2/webAcl:WebAcl", NAME + "-waf");
    assertThat(input(acl, "/scope").asText()).isEqualTo("REGIONAL");
    assertThat(input(acl, "/rules")).hasSize(1);
    assertThat(input(acl, "/rules/0/action")).isEqualTo(json("{\"block\":{}}"));
    assertThat(input(acl, "/rules/0/statement/rateBasedStatement"))
        .isEqualTo(json("{\"aggregateKeyType\":\"IP\",\"limit\":1000,\"evaluationWindowSec\":60}"));
    var association =
        captured.resource("aws:wafv2/webAclAssociation:WebAclAssociation", NAME + "-waf");
    assertThat(association.dependencies()).contains(acl.urn(), balancer().urn());
  }

  @Test
  void logsRequestsWithoutCredentials() {
    var waf = NAME + "-waf";
    var group = captured.resource("aws:cloudwatch/logGroup:LogGroup", waf + "-logs");
    assertThat(input(group, "/name").asText()).isEqualTo("aws-waf-logs-" + waf + "-t1");
    assertThat(input(group, "/kmsKeyId").asText()).isEqualTo(Captured.KEY);
    var logging =
        captured.resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", waf);
    assertThat(input(logging, "/redactedFields"))
        .isEqualTo(
            json(
                """
                [{"singleHeader":{"name":"authorization"}},{"singleHeader":{"name":"cookie"}}]"""));
    var delivery =
        captured.resource("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", waf + "-logs");
    assertWaitsFor(logging, delivery);
    assertThat(document(delivery, "/policyDocument").at("/Statement/0/Resource/0").asText())
        .endsWith(":log-group:aws-waf-logs-" + waf + "-t1:*");
  }

  @Test
  void registersNothingElse() {
    assertThat(captured.children()).hasSize(10);
  }

  @Test
  void sendsPathsToFunctionsAndTheRestToInstances() {
    var mixed = mixed();
    assertInputs(
        mixed.resource(GROUP, NAME + "-app"),
        """
        {"name":"serverless-app-use1-t1","targetType":"instance","protocol":"HTTP","port":8080,
         "vpcId":"vpc-1","deregistrationDelay":30,
         "healthCheck":{"enabled":true,"path":"/health","matcher":"200","interval":10,"timeout":5,
           "healthyThreshold":2,"unhealthyThreshold":2},
         "tags":{"Name":"serverless-app-use1-t1","Project":"PulumiOptimization"}}""");
    assertThat(input(mixed.resource(GROUP, NAME + "-api"), "/targetType").asText())
        .isEqualTo("lambda");
    var https = mixed.resource(LISTENER, NAME + "-https");
    assertThat(https.dependencies()).contains(mixed.resource(GROUP, NAME + "-app").urn());
    assertInputs(
        mixed.resource("aws:lb/listenerRule:ListenerRule", NAME + "-api"),
        """
        {"listenerArn":"%s","priority":1,
         "conditions":[{"pathPattern":{"values":["/api/*"]}}],
         "actions":[{"type":"forward","targetGroupArn":"%s"}],
         "tags":{"Name":"serverless-api-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(https.id(), mixed.resource(GROUP, NAME + "-api").id()));
    assertThat(mixed.children()).hasSize(12);
  }

  @Test
  void givesItsTargetGroupsByRole() {
    Captured.program(
        (primary, secondary) -> {
          var endpoint = mixed(primary);
          assertThat(endpoint.listeners).hasSize(3);
          assertThat(endpoint.targetGroupArn).isEqualTo(endpoint.targetGroupArn("app"));
          assertThatThrownBy(() -> endpoint.targetGroupArnSuffix("tg"))
              .hasMessageContaining("role: no such target group, got \"tg\"; known are [api, app]");
        });
  }

  @Test
  void rejectsTargetsThatCannotBeToldApart() {
    assertThatThrownBy(() -> Routes.to(Target.functions("app")).with("/x", Target.functions("app")))
        .hasMessageContaining("rules: two targets have one role, got \"app\"");
    assertThatThrownBy(() -> Target.functions("https"))
        .hasMessageContaining("role: not one, or the endpoint's own, got \"https\"");
    assertThatThrownBy(() -> Target.instances("app", 0, Output.of("vpc-1")))
        .hasMessageContaining("port: out of range, got 0");
  }

  @Test
  void rejectsPathsThatAreNone() {
    assertThatThrownBy(() -> Routes.to(Target.functions()).with("api", Target.functions("api")))
        .hasMessageContaining("paths: not one to five patterns of a path, got [api]");
    assertThatThrownBy(() -> new Routes.Rule(List.of(), Target.functions("api")))
        .hasMessageContaining("paths: not one to five patterns of a path, got []");
  }

  @Test
  void rejectsRolesThatMakeNamesTooLong() {
    assertThatThrownBy(
            () ->
                Captured.program(
                    (primary, secondary) ->
                        endpoint(primary, Routes.to(Target.functions("averylongroleindeed")))))
        .hasMessageContaining(
            "role: makes the name of a target group too long, got"
                + " \"serverless-averylongroleindeed-use1-t1\"; up to 32 characters");
  }

  @Test
  void rejectsLimitsThatAwsDoesNotKnow() {
    assertThatThrownBy(() -> new RateLimit(9, 60)).hasMessageContaining("requests: too few, got 9");
    assertThatThrownBy(() -> new RateLimit(1000, 61))
        .hasMessageContaining("windowSeconds: not a window WAF knows, got 61");
    assertThatThrownBy(() -> new Traffic(5, new RateLimit(1000, 60)))
        .hasMessageContaining("healthCheckIntervalSeconds: out of range, got 5");
  }

  private static Captured mixed() {
    return Captured.program((primary, secondary) -> mixed(primary));
  }

  private static PublicEndpoint mixed(Site site) {
    return endpoint(
        site,
        Routes.to(Target.instances("app", 8080, Output.of("vpc-1")))
            .with("/api/*", Target.functions("api")));
  }

  private static PublicEndpoint endpoint(Site site, Routes routes) {
    return new PublicEndpoint(
        NAME,
        new PublicEndpoint.Args(
            site,
            place(site),
            Output.of(CERTIFICATE),
            new Traffic(10, new RateLimit(1000, 60)),
            routes),
        site.scope().component());
  }

  private Resource balancer() {
    return captured.resource("aws:lb/loadBalancer:LoadBalancer", NAME + "-alb");
  }

  private static PublicPlacement place(Site site) {
    var route =
        new Route(
            "internet",
            RouteArgs.builder().routeTableId("rtb-1").build(),
            CustomResourceOptions.builder().provider(site.scope().provider()).build());
    return new PublicPlacement(
        new Placement(Output.of(List.of("subnet-1", "subnet-2")), Output.of("sg-1")), route);
  }
}
