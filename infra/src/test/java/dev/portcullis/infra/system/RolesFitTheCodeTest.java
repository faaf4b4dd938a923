package dev.portcullis.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.graph.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code lambda/functions.json} says which variables each handler reads and which actions it calls;
 * module {@code lambda} tests that against the code of the handlers. Here every system gives its
 * functions these: a function that lacks one fails when it is called, and one that has more than it
 * needs does harm when it is taken over.
 */
class RolesFitTheCodeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Lambda itself does as the role: logs, interfaces, the key of the environment. */
  private static final Map<String, Set<String>> OF_LAMBDA =
      Map.of(
          "WriteOwnLogs",
          Set.of("logs:CreateLogStream", "logs:PutLogEvents"),
          "DecryptEnvironment",
          Set.of("kms:Decrypt"),
          "NetworkInterfaces",
          Set.of(
              "ec2:AssignPrivateIpAddresses",
              "ec2:CreateNetworkInterface",
              "ec2:DeleteNetworkInterface",
              "ec2:UnassignPrivateIpAddresses"),
          "UnscopableDescribe",
          Set.of("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"));

  /** What gives a role policies that are not its own. */
  private static final List<String> ATTACHMENTS =
      List.of(
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          "aws:iam/policyAttachment:PolicyAttachment",
          "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive");

  static Iterable<String> systems() {
    return BuiltInSystems.names();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void giveFunctionsTheirVariables(String name) throws IOException {
    for (var function : functions(CapturedSystem.byDefault(name))) {
      assertThat(variables(function).keySet())
          .as("variables of " + function.name())
          .containsAll(texts(contract(function).path("variables")));
    }
  }

  @ParameterizedTest
  @MethodSource("systems")
  void allowTheActionsOfTheCodeAndNoOther(String name) throws IOException {
    var system = CapturedSystem.byDefault(name);
    for (var function : functions(system)) {
      assertThat(actions(ofTheCode(system, function.inputs().path("role").asText())))
          .as("actions of " + function.name())
          .isEqualTo(texts(contract(function).path("actions")));
    }
  }

  /**
   * All of the above looks at statements of a role's own policies, and knows two of their parts.
   */
  @ParameterizedTest
  @MethodSource("systems")
  void allowNothingInAnotherWay(String name) {
    var system = CapturedSystem.byDefault(name);
    var roles =
        functions(system).stream()
            .map(function -> nameOfRole(function.inputs().path("role").asText()))
            .collect(Collectors.toSet());
    assertThat(
            system
                .all("aws:iam/role:Role")
                .filter(role -> roles.contains(role.inputs().path("name").asText()))
                .filter(role -> holds(role, "managedPolicyArns") || holds(role, "inlinePolicies")))
        .isEmpty();
    for (var type : ATTACHMENTS) {
      assertThat(system.all(type).flatMap(RolesFitTheCodeTest::attachedTo))
          .doesNotContainAnyElementsOf(roles);
    }
    for (var role : roles) {
      for (var statement : allowing(system, role).toList()) {
        assertThat(List.of("Action", "Resource")).as(role).allMatch(statement::has);
        assertThat(List.of("NotAction", "NotResource")).as(role).noneMatch(statement::has);
        assertThat(texts(statement.path("Action")))
            .as(role)
            .isNotEmpty()
            .noneMatch(action -> action.contains("*"));
        var sid = statement.path("Sid").asText();
        if (OF_LAMBDA.containsKey(sid)) {
          assertThat(texts(statement.path("Action"))).as(role).isEqualTo(OF_LAMBDA.get(sid));
        }
      }
    }
  }

  private static boolean holds(Resource resource, String input) {
    return !resource.inputs().path(input).isEmpty();
  }

  private static Stream<String> attachedTo(Resource attachment) {
    return Stream.concat(
        texts(attachment.inputs().path("role")).stream(),
        texts(attachment.inputs().path("roles")).stream());
  }

  /** What is done as the recovery role is all that this role may do. */
  @ParameterizedTest
  @MethodSource("systems")
  void allowTheRecoveryRoleWhatItsCallersDoAndNoMore(String name) throws IOException {
    var system = CapturedSystem.byDefault(name);
    for (var function : functions(system)) {
      var asRecoveryRole = texts(contract(function).path("asRecoveryRole"));
      var role = variables(function).get("DR_ROLE_ARN");
      assertThat(role != null).as(function.name()).isEqualTo(!asRecoveryRole.isEmpty());
      if (role != null) {
        assertThat(actions(ofTheCode(system, role))).isEqualTo(asRecoveryRole);
      }
    }
  }

  /** An action on something that the function was never told of is one that it does not need. */
  @ParameterizedTest
  @MethodSource("systems")
  void allowActionsOnWhatTheFunctionWasToldOfAlone(String name) throws IOException {
    var system = CapturedSystem.byDefault(name);
    for (var function : functions(system)) {
      var told =
          variables(function).values().stream()
              .flatMap(value -> Stream.of(value.split(",")))
              .toList();
      for (var statement : ofTheCode(system, function.inputs().path("role").asText())) {
        for (var resource : texts(statement.path("Resource"))) {
          if (resource.startsWith("arn:aws:kms:")) {
            assertThat(texts(statement.at("/Condition/StringEquals/kms:ViaService")))
                .as(function.name() + " uses the key through a service: " + statement)
                .isNotEmpty();
          } else {
            assertThat(told)
                .as(function.name() + " may act on " + resource)
                .anyMatch(value -> names(value, resource));
          }
        }
      }
    }
  }

  /** Whether a variable is the ARN, or the last part of it; what is below it counts as it. */
  private static boolean names(String value, String arn) {
    var thing = arn.endsWith("/*") ? arn.substring(0, arn.length() - 2) : arn;
    return thing.equals(value)
        || thing.endsWith(":" + value)
        || thing.endsWith("/" + value)
        || (value.startsWith("/") && thing.endsWith(value));
  }

  private static Set<Resource> functions(CapturedSystem system) {
    var functions = system.all("aws:lambda/function:Function").collect(Collectors.toSet());
    assertThat(functions).isNotEmpty();
    return functions;
  }

  private static JsonNode contract(Resource function) throws IOException {
    var contract =
        JSON.readTree(Path.of("..", "lambda", "functions.json").toFile())
            .path(function.inputs().path("handler").asText());
    assertThat(contract.isObject()).as("contract of " + function.name()).isTrue();
    return contract;
  }

  private static Map<String, String> variables(Resource function) {
    var variables = new TreeMap<String, String>();
    function
        .inputs()
        .at("/environment/variables")
        .fields()
        .forEachRemaining(
            variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    return variables;
  }

  /** The statements of all policies of a role that allow something to the code. */
  private static Set<JsonNode> ofTheCode(CapturedSystem system, String roleArn) {
    var role = nameOfRole(roleArn);
    assertThat(system.texts("aws:iam/role:Role", "name")).contains(role);
    return allowing(system, role)
        .filter(statement -> !OF_LAMBDA.containsKey(statement.path("Sid").asText()))
        .collect(Collectors.toSet());
  }

  private static Stream<JsonNode> allowing(CapturedSystem system, String role) {
    return system
        .all("aws:iam/rolePolicy:RolePolicy")
        .filter(policy -> policy.inputs().path("role").asText().equals(role))
        .flatMap(RolesFitTheCodeTest::statements)
        .filter(statement -> statement.path("Effect").asText().equals("Allow"));
  }

  private static String nameOfRole(String roleArn) {
    return roleArn.substring(roleArn.lastIndexOf('/') + 1);
  }

  private static Stream<JsonNode> statements(Resource policy) {
    try {
      var document = JSON.readTree(policy.inputs().path("policy").asText());
      var statements = Stream.<JsonNode>builder();
      document.path("Statement").forEach(statements);
      return statements.build();
    } catch (IOException e) {
      throw new IllegalStateException(policy.urn(), e);
    }
  }

  private static Set<String> actions(Set<JsonNode> statements) {
    return statements.stream()
        .flatMap(statement -> texts(statement.path("Action")).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> texts(JsonNode node) {
    var texts = new TreeSet<String>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
