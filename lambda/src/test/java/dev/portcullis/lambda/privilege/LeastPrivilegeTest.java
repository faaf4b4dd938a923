package dev.portcullis.lambda.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code functions.json} says which actions each handler calls; here the code says it. Module
 * {@code infra} tests that the role of every function allows exactly these.
 */
class LeastPrivilegeTest {
  private static final JsonNode CONTRACTS = contracts();
  private static final String JAVA = "::";

  /**
   * What a call needs besides, because what it touches is encrypted: the services ask the key in
   * the caller's name.
   */
  private static final Map<String, Set<String>> KEY_USES =
      Map.of(
          "dynamodb", Set.of("kms:Decrypt"),
          "s3:GetObject", Set.of("kms:Decrypt"),
          // Decrypt, too, because S3 asks for it when an upload has parts.
          "s3:PutObject", Set.of("kms:Decrypt", "kms:GenerateDataKey"),
          "secretsmanager:GetSecretValue", Set.of("kms:Decrypt"),
          "secretsmanager:PutSecretValue", Set.of("kms:Decrypt", "kms:GenerateDataKey"),
          "sns:Publish", Set.of("kms:Decrypt", "kms:GenerateDataKey"),
          "ssm:GetParameter", Set.of("kms:Decrypt"),
          "ssm:GetParameterHistory", Set.of("kms:Decrypt"),
          "ssm:GetParametersByPath", Set.of("kms:Decrypt"),
          "ssm:PutParameter", Set.of("kms:Encrypt"));

  static Stream<String> handlers() {
    Iterable<String> names = CONTRACTS::fieldNames;
    return StreamSupport.stream(names.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void callWhatTheySay(String handler) throws IOException {
    var own = new TreeSet<String>();
    var asOther = new TreeSet<String>();
    if (handler.contains(JAVA)) {
      var parts = handler.split(JAVA, 2);
      Reachable.sdkCallsOf(parts[0], parts[1])
          .forEach(call -> (call.asOther() ? asOther : own).add(call.action()));
    } else {
      var module = handler.substring(0, handler.lastIndexOf('.'));
      own.addAll(NodeModules.actionsOf(Path.of("node", module + ".mjs")));
    }

    assertThat(withKeyUses(own)).isEqualTo(texts(CONTRACTS.path(handler).path("actions")));
    assertThat(withKeyUses(asOther))
        .isEqualTo(texts(CONTRACTS.path(handler).path("asRecoveryRole")));
  }

  /** Were nothing found anywhere, everything above would hold as well. */
  @Test
  void findCallsThroughInterfacesAndLambdaExpressions() {
    assertThat(handlers()).hasSizeGreaterThan(10);
    assertThat(
            Reachable.sdkCallsOf(
                "dev.portcullis.lambda.promotion.PromoterHandler", "handleRequest"))
        .containsExactly(
            new SdkCall("rds:DescribeGlobalClusters", false),
            new SdkCall("rds:FailoverGlobalCluster", false));
  }

  private static Set<String> withKeyUses(Set<String> calls) {
    var actions = new TreeSet<>(calls);
    for (var call : calls) {
      actions.addAll(KEY_USES.getOrDefault(call, Set.of()));
      actions.addAll(KEY_USES.getOrDefault(call.substring(0, call.indexOf(':')), Set.of()));
    }
    return actions;
  }

  private static Set<String> texts(JsonNode array) {
    var texts = new TreeSet<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode contracts() {
    try {
      return new ObjectMapper().readTree(Path.of("functions.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
