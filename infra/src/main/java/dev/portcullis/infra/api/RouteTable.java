package dev.portcullis.infra.api;

import com.pulumi.aws.apigateway.Integration;
import com.pulumi.aws.apigateway.IntegrationArgs;
import com.pulumi.aws.apigateway.Method;
import com.pulumi.aws.apigateway.MethodArgs;
import com.pulumi.aws.apigateway.Model;
import com.pulumi.aws.apigateway.ModelArgs;
import com.pulumi.aws.apigateway.RequestValidator;
import com.pulumi.aws.apigateway.RequestValidatorArgs;
import com.pulumi.aws.apigateway.ResourceArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything between the root of an API and its functions. */
final class RouteTable {
  private static final String JSON = "application/json";

  /** What a deployment takes a picture of. */
  final List<Resource> parts = new ArrayList<>();

  /** Without these the API answers 500. */
  final List<Resource> permissions = new ArrayList<>();

  private final Resource owner;
  private final String name;
  private final Scope scope;
  private final RestApi api;
  private final String stage;
  private final RequestValidator validator;
  private final Map<String, Output<String>> paths = new HashMap<>();
  private final List<Output<String>> pictures = new ArrayList<>();

  RouteTable(Resource owner, String name, Scope scope, RestApi api, String stage) {
    this.owner = owner;
    this.name = name;
    this.scope = scope;
    this.api = api;
    this.stage = stage;
    paths.put("", api.rootResourceId());
    validator =
        new RequestValidator(
            name + "-validator",
            RequestValidatorArgs.builder()
                .restApi(api.id())
                .name(scope.physicalOf(name))
                .validateRequestBody(true)
                .validateRequestParameters(true)
                .build(),
            scope.child(owner).build());
    parts.add(validator);
  }

  void add(Route route) {
    var logical = name + "-" + route.key();
    var method = method(logical, route);
    // API Gateway hands every request over as it is; it calls functions with POST, whatever the
    // method of the request.
    var integration =
        new Integration(
            logical,
            IntegrationArgs.builder()
                .restApi(api.id())
                .resourceId(method.resourceId())
                .httpMethod(method.httpMethod())
                .type("AWS_PROXY")
                .integrationHttpMethod("POST")
                .uri(route.function().invokeArn)
                .build(),
            scope.child(owner).build());
    parts.add(method);
    parts.add(integration);
    permissions.add(permission(logical, route));
    pictures.add(
        route
            .function()
            .invokeArn
            .applyValue(
                uri ->
                    String.join(
                        "\n",
                        route.method(),
                        route.path(),
                        String.valueOf(route.authenticated()),
                        route.bodySchema().orElse(""),
                        uri)));
  }

  /** Changes with what the API does: otherwise AWS would go on serving the picture it has. */
  Output<String> digest() {
    return Output.all(pictures).applyValue(known -> sha256(String.join("\n\n", known)));
  }

  private Method method(String logical, Route route) {
    var method =
        MethodArgs.builder()
            .restApi(api.id())
            .resourceId(path(route.path()))
            .httpMethod(route.method())
            .authorization(route.authenticated() ? "AWS_IAM" : "NONE")
            .requestValidatorId(validator.id());
    route
        .bodySchema()
        .ifPresent(
            schema ->
                method.requestModels(
                    model(logical, route, schema).name().applyValue(id -> Map.of(JSON, id))));
    return new Method(logical, method.build(), scope.child(owner).build());
  }

  private Model model(String logical, Route route, String schema) {
    var model =
        new Model(
            logical,
            ModelArgs.builder()
                .restApi(api.id())
                .name(camelCase(route.key()))
                .description("Body of " + route.method() + " " + route.path())
                .contentType(JSON)
                .schema(schema)
                .build(),
            scope.child(owner).build());
    parts.add(model);
    return model;
  }

  /** API Gateway may call the function for this route of this stage, and for no other. */
  private Permission permission(String logical, Route route) {
    var request = "/" + stage + "/" + route.method() + route.path().replaceAll("\\{[^}]*}", "*");
    return new Permission(
        logical + "-permission",
        PermissionArgs.builder()
            .statementId("ApiGateway-" + route.key())
            .action("lambda:InvokeFunction")
            .principal("apigateway.amazonaws.com")
            .function(route.function().functionName)
            .sourceArn(api.executionArn().applyValue(arn -> arn + request))
            .build(),
        scope.child(owner).build());
  }

  /** Every part of a path is a resource of its own, under the one before. */
  private Output<String> path(String path) {
    var known = paths.get(path);
    if (known != null) {
      return known;
    }
    var last = path.lastIndexOf('/');
    var created =
        new com.pulumi.aws.apigateway.Resource(
            name + path.replaceAll("[{}]", "").replace('/', '-'),
            ResourceArgs.builder()
                .restApi(api.id())
                .parentId(path(path.substring(0, last)))
                .pathPart(path.substring(last + 1))
                .build(),
            scope.child(owner).build());
    paths.put(path, created.id());
    return created.id();
  }

  /** Names of models are letters and digits. */
  private static String camelCase(String key) {
    return Arrays.stream(key.split("-", -1))
        .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
        .collect(Collectors.joining());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
