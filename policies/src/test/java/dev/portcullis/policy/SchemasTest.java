package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.policy.plan.PlanEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schemas describe what the gate writes and reads, no more and no less. */
class SchemasTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static PolicyBundle bundle;
  private static PolicyEngine engine;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    bundle = PolicyBundle.builtIn();
    engine = new PlanEngine(bundle);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({"10, serverless", "30, baseline", "30, healthcare"})
  void aDecisionIsAsItsSchemaSays(int seconds, String profile) throws IOException {
    var decision =
        new Gate(bundle, engine, GateRequest.at(NOW).withProfile(profile))
            .decide(Graphs.checkEvery(seconds));
    assertThat(problems(tree(decision))).isEmpty();
  }

  @Test
  void soIsADecisionWithWaiversAndOneThatIsNone() throws IOException {
    var open = new Gate(bundle, engine, GateRequest.at(NOW)).decide(Graphs.checkEvery(30));
    var waiver = waiver(open.findings().get(0).fingerprint());
    var file = Files.writeString(folder.resolve("waivers.yaml"), waiver);
    var request = new GateRequest(null, Map.of(), Waiver.read(file), List.of(), NOW);
    assertThat(problems(tree(new Gate(bundle, engine, request).decide(Graphs.checkEvery(30)))))
        .isEmpty();
    var broken =
        new Doctored(
            engine,
            answer -> {
              throw new PolicyEngineException("broken");
            });
    assertThat(
            problems(
                tree(new Gate(bundle, broken, GateRequest.at(NOW)).decide(Graphs.checkEvery(30)))))
        .isEmpty();
    assertThat(schema("waivers.schema.json").validate(new YAMLMapper().readTree(waiver))).isEmpty();
  }

  @Test
  void noMemberMayBeMissingOrUnknown() throws IOException {
    var tree = tree(new Gate(bundle, engine, GateRequest.at(NOW)).decide(Graphs.checkEvery(30)));
    for (var path :
        List.of("", "/graph", "/engine", "/policy", "/rules/0", "/rules/0/counts", "/findings/0")) {
      var object = (ObjectNode) tree.at(path);
      var names = object.deepCopy().fieldNames();
      while (names.hasNext()) {
        var copy = tree.deepCopy();
        ((ObjectNode) copy.at(path)).remove(names.next());
        assertThat(problems(copy)).as(path).isNotEmpty();
      }
      var more = tree.deepCopy();
      ((ObjectNode) more.at(path)).put("more", 1);
      assertThat(problems(more)).as(path).isNotEmpty();
    }
  }

  private static ObjectNode tree(Decision decision) throws IOException {
    return (ObjectNode) JSON.readTree(DecisionJson.write(decision));
  }

  private static Set<String> problems(JsonNode decision) throws IOException {
    return schema("decision/decision.schema.json").validate(decision).stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toSet());
  }

  private static JsonSchema schema(String name) throws IOException {
    try (var in = Gate.class.getResourceAsStream(name)) {
      var config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in, config);
    }
  }

  private static String waiver(String fingerprint) {
    return """
    waivers:
      - id: W-1
        rule: HLT-001
        urn: "urn:pulumi:*::check"
        fingerprints: [%s]
        owner: a
        approver: b
        reason: cost
        ticket: T-1
        granted: "2026-01-01"
        expires: "2026-12-31"
    """
        .formatted(fingerprint);
  }
}
