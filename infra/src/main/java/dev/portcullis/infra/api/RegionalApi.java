package dev.portcullis.infra.api;

import com.pulumi.aws.apigateway.BasePathMapping;
import com.pulumi.aws.apigateway.BasePathMappingArgs;
import com.pulumi.aws.apigateway.DomainName;
import com.pulumi.aws.apigateway.DomainNameArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.aws.apigateway.RestApiArgs;
import com.pulumi.aws.apigateway.Stage;
import com.pulumi.aws.apigateway.inputs.DomainNameEndpointConfigurationArgs;
import com.pulumi.aws.apigateway.inputs.RestApiEndpointConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.edge.WebFirewall;
import java.util.List;
import java.util.Map;

/**
 * The REST API of one region, behind a web ACL and a domain name that both regions share. Takes the
 * routes and the functions that answer them, and a certificate of the region; gives what DNS points
 * to and what a health check asks. Which region the name leads to is the records' business.
 */
public final class RegionalApi extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:api:RegionalApi";

  private static final String REGIONAL = "REGIONAL";

  /** Id of the API. */
  public final Output<String> apiId;

  /** Name of the API, the dimension of its metrics. */
  public final Output<String> apiName;

  /** Name of the stage, another dimension. */
  public final Output<String> stageName;

  /** ARN of the stage. */
  public final Output<String> stageArn;

  /** The API's own host, of this region alone, for health checks. */
  public final Output<String> executeHost;

  /** What a health check asks for at {@link #executeHost}. */
  public final Output<String> healthPath;

  /** What the domain name is an alias of, in this region. */
  public final Output<String> regionalDomainName;

  /** Zone of {@link #regionalDomainName}, for aliases. */
  public final Output<String> regionalZoneId;

  private final Scope scope;

  /**
   * The name the API answers to.
   *
   * @param name the same in both regions
   * @param certificateArn an issued certificate of the region for that name
   */
  public record Host(String name, Output<String> certificateArn) {}

  /**
   * How requests are limited.
   *
   * @param throttle all callers of a method together
   * @param perAddress each address, by the web ACL
   */
  public record Limits(Throttle throttle, WebFirewall.RateLimit perAddress) {}

  /**
   * What an API needs.
   *
   * @param logs region, and the key of the log groups
   * @param logging what lets API Gateway write logs in the region
   * @param routes what is answered by whom; {@link Route#health} is among them
   * @param host the name it answers to
   * @param limits how requests are limited
   */
  public record Args(Site logs, ApiLogging logging, List<Route> routes, Host host, Limits limits) {
    public Args {
      routes = List.copyOf(routes);
      var here = logs.scope().region();
      var elsewhere =
          routes.stream().filter(r -> !r.function().scope.region().equals(here)).toList();
      Violations.in(RegionalApi.class)
          .unless(
              routes.stream().anyMatch(r -> r.isHealth() && !r.authenticated()),
              "routes: none for health checks, got "
                  + keys(routes)
                  + "; add Route.health(…), Route 53 cannot sign")
          .unless(
              routes.stream().map(Route::key).distinct().count() == routes.size(),
              "routes: some are there twice, got " + keys(routes) + "; leave one")
          .unless(
              elsewhere.isEmpty(),
              "routes: answered in another region, got "
                  + keys(elsewhere)
                  + "; give functions of "
                  + here.id())
          .throwIfAny();
    }

    private static List<String> keys(List<Route> routes) {
      return routes.stream().map(Route::key).toList();
    }
  }

  /**
   * Names of the log groups of the API with that logical name; key policies need them first. One
   * has a wildcard for the id that AWS gives the API, which {@code ArnEquals} understands.
   */
  public static List<String> logGroupNames(Scope scope, String name) {
    return List.of(
        ApiStage.accessLogGroupName(scope, name),
        ApiStage.executionLogGroupName("*", ApiStage.name(scope)),
        WebFirewall.logGroupName(scope, firewall(name)));
  }

  /** Creates the API, its stage, its web ACL and its name. */
  public RegionalApi(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.logs().scope();
    var api = api(name);
    apiId = api.id();
    apiName = api.name();
    var routes = new RouteTable(this, name, scope, api, ApiStage.name(scope));
    args.routes().forEach(routes::add);
    var stage = new ApiStage(this, name, args, api).publish(routes);
    stageName = stage.stageName();
    stageArn = stage.arn();
    executeHost = stage.invokeUrl().applyValue(url -> url.split("/", -1)[2]);
    healthPath = stageName.applyValue(stageId -> "/" + stageId + PublicEndpoint.HEALTH_PATH);
    // The web ACL stands before the stage, whichever of its two names is asked.
    new WebFirewall(
        firewall(name),
        new WebFirewall.Args(args.logs(), stageArn, args.limits().perAddress()),
        scope.component(this));
    var domain = domain(name, args.host(), stage);
    regionalDomainName = domain.regionalDomainName();
    regionalZoneId = domain.regionalZoneId();
    registerOutputs(Map.of("apiId", apiId, "stageArn", stageArn, "executeHost", executeHost));
  }

  private RestApi api(String name) {
    var physical = scope.physicalOf(name);
    return new RestApi(
        name,
        RestApiArgs.builder()
            .name(physical)
            .description("API of " + scope.names().system() + " in " + scope.region().id())
            // An edge-optimised API could not share its domain name with the other region.
            .endpointConfiguration(
                RestApiEndpointConfigurationArgs.builder().types(REGIONAL).build())
            // Health checks ask under this name: under the shared one they would follow a failover.
            .disableExecuteApiEndpoint(false)
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).build());
  }

  /** AWS takes the same domain name once in each region; its own names for the two differ. */
  private DomainName domain(String name, Host host, Stage stage) {
    var domain =
        new DomainName(
            name,
            DomainNameArgs.builder()
                .domainName(host.name())
                .regionalCertificateArn(host.certificateArn())
                .endpointConfiguration(
                    DomainNameEndpointConfigurationArgs.builder().types(REGIONAL).build())
                .securityPolicy("TLS_1_2")
                .tags(scope.tags().named(scope.physicalOf(name)))
                .build(),
            scope.child(this).deleteBeforeReplace(true).build());
    // From here on the name leads to the stage.
    new BasePathMapping(
        name,
        BasePathMappingArgs.builder()
            .domainName(domain.domainName())
            .restApi(apiId)
            .stageName(stage.stageName())
            .build(),
        scope.child(this).build());
    return domain;
  }

  private static String firewall(String name) {
    return name + "-waf";
  }
}
