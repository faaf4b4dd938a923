package dev.portcullis.infra.api;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.pulumi.aws.apigateway.Deployment;
import com.pulumi.aws.apigateway.DeploymentArgs;
import com.pulumi.aws.apigateway.MethodSettings;
import com.pulumi.aws.apigateway.MethodSettingsArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.aws.apigateway.Stage;
import com.pulumi.aws.apigateway.StageArgs;
import com.pulumi.aws.apigateway.inputs.MethodSettingsSettingsArgs;
import com.pulumi.aws.apigateway.inputs.StageAccessLogSettingsArgs;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.monitoring.EncryptedLogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where an API is served: a picture of its routes, with logs and limits. */
final class ApiStage {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final int RETENTION_DAYS = 30;

  /**
   * What health checks may ask, apart from everybody else: busy callers must not make the region
   * look dead. About 20 checkers ask every 10 seconds at most.
   */
  private static final Throttle HEALTH = new Throttle(50, 100);

  private final Resource owner;
  private final String name;
  private final RegionalApi.Args args;
  private final Scope scope;
  private final RestApi api;

  ApiStage(Resource owner, String name, RegionalApi.Args args, RestApi api) {
    this.owner = owner;
    this.name = name;
    this.args = args;
    this.api = api;
    scope = args.logs().scope();
  }

  /** Name of the stage; of the system, because key policies tell log groups apart by it. */
  static String name(Scope scope) {
    return scope.names().physical("live");
  }

  static String accessLogGroupName(Scope scope, String name) {
    return "/aws/apigateway/" + scope.physicalOf(name);
  }

  /** Name that API Gateway insists on. */
  static String executionLogGroupName(String apiId, String stage) {
    return "API-Gateway-Execution-Logs_" + apiId + "/" + stage;
  }

  /** Creates deployment, stage, logs and limits. */
  Stage publish(RouteTable routes) {
    var deployment =
        new Deployment(
            name,
            DeploymentArgs.builder()
                .restApi(api.id())
                .triggers(routes.digest().applyValue(digest -> Map.of("routes", digest)))
                .build(),
            // The picture shows what is there when it is taken.
            scope.child(owner).dependsOn(routes.parts).build());
    var access =
        EncryptedLogs.create(
            args.logs(), owner, name, accessLogGroupName(scope, name), RETENTION_DAYS);
    var needs = new ArrayList<Resource>(routes.permissions);
    needs.add(args.logging().account);
    var physical = name(scope);
    var stage =
        new Stage(
            name,
            StageArgs.builder()
                .restApi(api.id())
                .deployment(deployment.id())
                .stageName(physical)
                .accessLogSettings(
                    StageAccessLogSettingsArgs.builder()
                        .destinationArn(access.arn())
                        .format(accessLogFormat())
                        .build())
                .tags(scope.tags().named(physical))
                .build(),
            // AWS refuses logs before the region has a role for them.
            scope.child(owner).dependsOn(needs).build());
    limit(stage);
    return stage;
  }

  private void limit(Stage stage) {
    // Before anything is logged: otherwise API Gateway creates it itself, unencrypted and for ever.
    var executions =
        EncryptedLogs.create(
            args.logs(),
            owner,
            name + "-executions",
            api.id().applyValue(id -> executionLogGroupName(id, name(scope))),
            RETENTION_DAYS);
    var everywhere =
        settings("settings", "*/*", stage, args.limits().throttle(), List.of(executions));
    // AWS refuses two changes of a stage at once.
    settings(
        "health-settings",
        PublicEndpoint.HEALTH_PATH.substring(1) + "/GET",
        stage,
        HEALTH,
        List.of(executions, everywhere));
  }

  private MethodSettings settings(
      String role, String methods, Stage stage, Throttle throttle, List<Resource> after) {
    return new MethodSettings(
        name + "-" + role,
        MethodSettingsArgs.builder()
            .restApi(api.id())
            .stageName(stage.stageName())
            .methodPath(methods)
            .settings(
                MethodSettingsSettingsArgs.builder()
                    .metricsEnabled(true)
                    .loggingLevel("ERROR")
                    // Bodies do not belong in a log.
                    .dataTraceEnabled(false)
                    .cachingEnabled(false)
                    .throttlingRateLimit((double) throttle.requestsPerSecond())
                    .throttlingBurstLimit(throttle.burst())
                    .build())
            .build(),
        scope.child(owner).dependsOn(after).build());
  }

  /** One JSON object a line: who asked for what, who answered, and what went wrong where. */
  private static String accessLogFormat() {
    var fields = new TreeMap<String, String>();
    fields.put("requestId", "$context.requestId");
    fields.put("time", "$context.requestTimeEpoch");
    fields.put("address", "$context.identity.sourceIp");
    fields.put("caller", "$context.identity.userArn");
    fields.put("method", "$context.httpMethod");
    fields.put("path", "$context.path");
    fields.put("status", "$context.status");
    fields.put("latencyMs", "$context.responseLatency");
    fields.put("functionStatus", "$context.integration.status");
    fields.put("functionLatencyMs", "$context.integrationLatency");
    fields.put("functionError", "$context.integration.error");
    fields.put("error", "$context.error.message");
    return JSON.toJson(fields);
  }
}
