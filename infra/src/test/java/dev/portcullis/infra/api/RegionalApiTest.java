package dev.portcullis.infra.api;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.Functions;
import dev.portcullis.infra.api.RegionalApi.Host;
import dev.portcullis.infra.api.RegionalApi.Limits;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.edge.WebFirewall.RateLimit;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionalApiTest {
  private static final String NAME = "serverless-api-usw2";
  private static final String STAGE = "serverless-live-t1";
  private static final String FUNCTION = "serverless-answer-usw2";
  private static final String CERTIFICATE =
      "arn:aws:acm:us-west-2:000000000000:certificate/00000000-0000-0000-0000-000000000000";
  private static final String SCHEMA = "{\"type\":\"object\",\"required\":[\"paymentId\"]}";
  private static final String API = "aws:apigateway/restApi:RestApi";
  private static final String DEPLOYMENT = "aws:apigateway/deployment:Deployment";
  private static final String INTEGRATION = "aws:apigateway/integration:Integration";
  private static final String METHOD = "aws:apigateway/method:Method";
  private static final String SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
  private static final String STAGE_TYPE = "aws:apigateway/stage:Stage";
  private static final String LOGS = "aws:cloudwatch/logGroup:LogGroup";
  private static final String PERMISSION = "aws:lambda/permission:Permission";

  @TempDir private Path directory;
  private final List<String> given = new ArrayList<>();
  private Captured captured;

  @BeforeEach
  void capture() {
    captured =
        api(
            (function, site) ->
                List.of(
                    Route.health(function),
                    new Route("POST", "/payments", function, true).accepting(SCHEMA),
                    new Route("GET", "/payments/{id}", function, true)));
  }

  private Captured api(BiFunction<RegionalFunction, Site, List<Route>> routes) {
    given.clear();
    return Captured.program(
        (primary, secondary) -> {
          var scope = secondary.scope();
          var function =
              new RegionalFunction(FUNCTION, Functions.in(directory, secondary), scope.component());
          var api =
              new RegionalApi(
                  NAME,
                  new RegionalApi.Args(
                      secondary,
                      new ApiLogging(
                          "serverless-api-logging-usw2",
                          new ApiLogging.Args(scope),
                          scope.component()),
                      routes.apply(function, secondary),
                      new Host("api.t1.example.com", Output.of(CERTIFICATE)),
                      new Limits(new Throttle(100, 200), new RateLimit(1000, 60))),
                  scope.component());
          Output.all(
                  api.executeHost,
                  api.healthPath,
                  api.regionalDomainName,
                  api.regionalZoneId,
                  api.apiName,
                  api.stageName)
              .applyValue(given::addAll);
        });
  }

  private Resource the(String type) {
    return captured.resource(type, NAME);
  }

  private String apiId() {
    return input(the(STAGE_TYPE), "/restApi").asText();
  }

  @Test
  void standsInTheRegionOfItsLogs() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .filteredOn(child -> child.startsWith("aws:apigateway/"))
        .containsExactly(
            "aws:apigateway/account:Account serverless-api-logging-usw2 us-west-2",
            "aws:apigateway/basePathMapping:BasePathMapping " + NAME + " us-west-2",
            DEPLOYMENT + " " + NAME + " us-west-2",
            "aws:apigateway/domainName:DomainName " + NAME + " us-west-2",
            INTEGRATION + " " + NAME + "-health-get us-west-2",
            INTEGRATION + " " + NAME + "-payments-id-get us-west-2",
            INTEGRATION + " " + NAME + "-payments-post us-west-2",
            METHOD + " " + NAME + "-health-get us-west-2",
            METHOD + " " + NAME + "-payments-id-get us-west-2",
            METHOD + " " + NAME + "-payments-post us-west-2",
            SETTINGS + " " + NAME + "-health-settings us-west-2",
            SETTINGS + " " + NAME + "-settings us-west-2",
            "aws:apigateway/model:Model " + NAME + "-payments-post us-west-2",
            "aws:apigateway/requestValidator:RequestValidator " + NAME + "-validator us-west-2",
            "aws:apigateway/resource:Resource " + NAME + "-health us-west-2",
            "aws:apigateway/resource:Resource " + NAME + "-payments us-west-2",
            "aws:apigateway/resource:Resource " + NAME + "-payments-id us-west-2",
            API + " " + NAME + " us-west-2",
            STAGE_TYPE + " " + NAME + " us-west-2");
    assertThat(the(STAGE_TYPE).urn())
        .contains("portcullis:api:RegionalApi$aws:apigateway/stage:Stage::" + NAME);
  }

  @Test
  void isRegionalAndKeepsItsOwnHostForHealthChecks() {
    assertInputs(
        the(API),
        """
        {"name":"NAME-t1","description":"API of serverless in us-west-2",
         "endpointConfiguration":{"types":"REGIONAL"},"disableExecuteApiEndpoint":false,
         "tags":{"Name":"NAME-t1","Project":"PulumiOptimization"}}"""
            .replace("NAME", NAME));
    assertThat(given.get(0)).isEqualTo(apiId() + ".execute-api.us-west-2.amazonaws.com");
    assertThat(given.get(1)).isEqualTo("/" + STAGE + "/health");
    assertThat(given.subList(4, 6)).containsExactly(NAME + "-t1", STAGE);
  }

  @Test
  void asksCallersForTheirSignatureButNotHealthChecks() {
    var validator = "aws:apigateway/requestValidator:RequestValidator";
    assertInputs(
        captured.resource(validator, NAME + "-validator"),
        """
        {"restApi":"%s","name":"%s-t1","validateRequestBody":true,"validateRequestParameters":true}"""
            .formatted(apiId(), NAME));
    for (var key : List.of("health-get", "payments-post", "payments-id-get")) {
      var method = captured.resource(METHOD, NAME + "-" + key);
      assertThat(input(method, "/authorization").asText())
          .as(key)
          .isEqualTo(key.equals("health-get") ? "NONE" : "AWS_IAM");
      assertWaitsFor(method, captured.resource(validator, NAME + "-validator"));
    }
    assertThat(
            input(captured.resource(METHOD, NAME + "-payments-post"), "/requestModels").toString())
        .isEqualTo("{\"application/json\":\"PaymentsPost\"}");
    assertInputs(
        captured.resource("aws:apigateway/model:Model", NAME + "-payments-post"),
        """
        {"restApi":"%s","name":"PaymentsPost","description":"Body of POST /payments",
         "contentType":"application/json","schema":%s}"""
            .formatted(apiId(), "\"" + SCHEMA.replace("\"", "\\\"") + "\""));
    assertInputs(
        captured.resource("aws:apigateway/resource:Resource", NAME + "-payments-id"),
        """
        {"restApi":"%s","parentId":"%s","pathPart":"{id}"}"""
            .formatted(
                apiId(),
                input(captured.resource(METHOD, NAME + "-payments-post"), "/resourceId").asText()));
  }

  @Test
  void handsRequestsToTheFunctionThatMayBeCalledForThemAlone() {
    var method = captured.resource(METHOD, NAME + "-payments-id-get");
    var integration = captured.resource(INTEGRATION, NAME + "-payments-id-get");
    assertInputs(
        integration,
        """
        {"restApi":"%s","resourceId":"%s","httpMethod":"GET","type":"AWS_PROXY","integrationHttpMethod":"POST",
         "uri":"arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:us-west-2:000000000000:function:%s-t1/invocations"}"""
            .formatted(apiId(), input(method, "/resourceId").asText(), FUNCTION));
    assertWaitsFor(integration, method);
    assertInputs(
        captured.resource(PERMISSION, NAME + "-payments-id-get-permission"),
        """
        {"statementId":"ApiGateway-payments-id-get","action":"lambda:InvokeFunction",
         "principal":"apigateway.amazonaws.com","function":"%s-t1",
         "sourceArn":"arn:aws:execute-api:us-west-2:000000000000:%s/%s/GET/payments/*"}"""
            .formatted(FUNCTION, apiId(), STAGE));
  }

  @Test
  void servesPictureOfEveryRouteWithEncryptedLogs() {
    var deployment = the(DEPLOYMENT);
    var stage = the(STAGE_TYPE);
    assertThat(input(deployment, "/triggers/routes").asText()).matches("[0-9a-f]{64}");
    for (var key : List.of("health-get", "payments-post", "payments-id-get")) {
      assertWaitsFor(deployment, captured.resource(METHOD, NAME + "-" + key));
      assertWaitsFor(deployment, captured.resource(INTEGRATION, NAME + "-" + key));
      assertWaitsFor(stage, captured.resource(PERMISSION, NAME + "-" + key + "-permission"));
    }
    assertWaitsFor(
        stage, captured.resource("aws:apigateway/account:Account", "serverless-api-logging-usw2"));
    var rest = stage.inputs().deepCopy();
    assertThat(input(stage, "/deployment").asText()).isNotEmpty();
    rest.remove("deployment");
    assertThat(json(rest.toString()))
        .isEqualTo(
            json(
                """
                {"restApi":"%s","stageName":"%s",
                 "accessLogSettings":{
                   "destinationArn":"arn:aws:logs:us-west-2:000000000000:log-group:/aws/apigateway/%s-t1",
                   "format":"{\\"address\\":\\"$context.identity.sourceIp\\",\\"caller\\":\\"$context.identity.userArn\\",\\"error\\":\\"$context.error.message\\",\\"functionError\\":\\"$context.integration.error\\",\\"functionLatencyMs\\":\\"$context.integrationLatency\\",\\"functionStatus\\":\\"$context.integration.status\\",\\"latencyMs\\":\\"$context.responseLatency\\",\\"method\\":\\"$context.httpMethod\\",\\"path\\":\\"$context.path\\",\\"requestId\\":\\"$context.requestId\\",\\"status\\":\\"$context.status\\",\\"time\\":\\"$context.requestTimeEpoch\\"}"},
                 "tags":{"Name":"%s","Project":"PulumiOptimization"}}"""
                    .formatted(apiId(), STAGE, NAME, STAGE)));
    assertThat(input(captured.resource(LOGS, NAME + "-logs"), "/kmsKeyId").asText())
        .isEqualTo(Captured.REPLICA_KEY);
  }

  @Test
  void takesAnotherPictureOnlyWhenRoutesChange() {
    var before = input(the(DEPLOYMENT), "/triggers/routes").asText();
    captured =
        api(
            (function, site) ->
                List.of(
                    Route.health(function),
                    new Route("POST", "/payments", function, true).accepting(SCHEMA),
                    new Route("GET", "/payments/{id}", function, true)));
    assertThat(input(the(DEPLOYMENT), "/triggers/routes").asText()).isEqualTo(before);
    captured =
        api(
            (function, site) ->
                List.of(
                    Route.health(function),
                    new Route("POST", "/payments", function, true).accepting(SCHEMA),
                    new Route("GET", "/payments/{id}", function, false)));
    assertThat(input(the(DEPLOYMENT), "/triggers/routes").asText()).isNotEqualTo(before);
  }

  @Test
  void limitsCallersButKeepsRoomForHealthChecks() {
    var everywhere = captured.resource(SETTINGS, NAME + "-settings");
    var health = captured.resource(SETTINGS, NAME + "-health-settings");
    var expected =
        """
        {"restApi":"%s","stageName":"%s","methodPath":"%s",
         "settings":{"metricsEnabled":true,"loggingLevel":"ERROR","dataTraceEnabled":false,
           "cachingEnabled":false,"throttlingRateLimit":%d,"throttlingBurstLimit":%d}}""";
    assertInputs(everywhere, expected.formatted(apiId(), STAGE, "*/*", 100, 200));
    assertInputs(health, expected.formatted(apiId(), STAGE, "health/GET", 50, 100));
    assertWaitsFor(health, everywhere);
    var executions = captured.resource(LOGS, NAME + "-executions-logs");
    assertWaitsFor(everywhere, executions);
    assertInputs(
        executions,
        """
        {"name":"API-Gateway-Execution-Logs_%s/%s","kmsKeyId":"%s","retentionInDays":30,
         "skipDestroy":false,"tags":{"Name":"%s-executions-t1","Project":"PulumiOptimization"}}"""
            .formatted(apiId(), STAGE, Captured.REPLICA_KEY, NAME));
  }

  @Test
  void answersToNameOfBothRegionsBehindWebAcl() {
    var domain = the("aws:apigateway/domainName:DomainName");
    assertInputs(
        domain,
        """
        {"domainName":"api.t1.example.com","regionalCertificateArn":"%s",
         "endpointConfiguration":{"types":"REGIONAL"},"securityPolicy":"TLS_1_2",
         "tags":{"Name":"%s-t1","Project":"PulumiOptimization"}}"""
            .formatted(CERTIFICATE, NAME));
    assertThat(domain.options().deleteBeforeReplace()).isTrue();
    assertThat(given.get(2)).endsWith(".execute-api.us-west-2.amazonaws.com");
    assertThat(given.get(3)).isNotEmpty();
    assertInputs(
        the("aws:apigateway/basePathMapping:BasePathMapping"),
        """
        {"domainName":"api.t1.example.com","restApi":"%s","stageName":"%s"}"""
            .formatted(apiId(), STAGE));
    assertThat(
            input(
                    captured.resource(
                        "aws:wafv2/webAclAssociation:WebAclAssociation", NAME + "-waf"),
                    "/resourceArn")
                .asText())
        .isEqualTo("arn:aws:apigateway:us-west-2::/restapis/" + apiId() + "/stages/" + STAGE);
  }

  @Test
  void namesItsLogGroupsBeforeTheyAreThere() {
    Captured.program(
        (primary, secondary) ->
            assertThat(RegionalApi.logGroupNames(secondary.scope(), NAME))
                .containsExactly(
                    "/aws/apigateway/" + NAME + "-t1",
                    "API-Gateway-Execution-Logs_*/" + STAGE,
                    "aws-waf-logs-" + NAME + "-waf-t1"));
  }

  @Test
  void rejectsApiThatHealthChecksCannotAsk() {
    rejects(
        (function, site) -> List.of(new Route("GET", "/health", function, true)),
        "routes: none for health checks, got [health-get]");
  }

  @Test
  void rejectsRoutesThatAreThereTwiceOrElsewhere() {
    rejects(
        (function, site) -> List.of(Route.health(function), Route.health(function)),
        "routes: some are there twice, got [health-get, health-get]; leave one");
    Captured.program(
        (primary, secondary) -> {
          var function =
              new RegionalFunction(
                  FUNCTION, Functions.in(directory, secondary), secondary.scope().component());
          assertThatThrownBy(() -> args(primary, List.of(Route.health(function))))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(
                  "routes: answered in another region, got [health-get]; give functions of us-east-1");
          assertThatThrownBy(() -> new Route("FETCH", "payments", function, true))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContainingAll(
                  "method: not one of an API, got \"FETCH\"", "path: not a path, got \"payments\"");
        });
  }

  @Test
  void rejectsImpossibleThrottle() {
    assertThatThrownBy(() -> new Throttle(0, 5001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "requestsPerSecond: out of range, got 0; 1 to 10000",
            "burst: out of range, got 5001; 1 to 5000");
  }

  private void rejects(BiFunction<RegionalFunction, Site, List<Route>> routes, String message) {
    Captured.program(
        (primary, secondary) -> {
          var function =
              new RegionalFunction(
                  FUNCTION, Functions.in(directory, secondary), secondary.scope().component());
          assertThatThrownBy(() -> args(secondary, routes.apply(function, secondary)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(message);
        });
  }

  private static RegionalApi.Args args(Site site, List<Route> routes) {
    return new RegionalApi.Args(
        site,
        new ApiLogging(
            "serverless-api-logging", new ApiLogging.Args(site.scope()), site.scope().component()),
        routes,
        new Host("api.t1.example.com", Output.of(CERTIFICATE)),
        new Limits(new Throttle(100, 200), new RateLimit(1000, 60)));
  }
}
