package dev.portcullis.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.cases.CaseRunner;
import dev.portcullis.policy.cases.RuleCases;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.engine.ManagedOpaServer;
import dev.portcullis.policy.engine.OnPath;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.WasmEngine;
import dev.portcullis.policy.plan.PlanEngine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule case and every system, through the plan evaluator, through WebAssembly and through a
 * real OPA server: the same verdicts. Needs opa, mandatory in CI.
 */
@Tag("opa")
class EnginesAgreeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static PolicyBundle bundle;
  private static PolicyEngine plan;
  private static PolicyEngine wasm;
  private static PolicyEngine server;

  @BeforeAll
  static void start() {
    if (OnPath.find("opa").isEmpty() && System.getenv("PORTCULLIS_REQUIRE_TOOLS") == null) {
      System.err.println(
          "NOT RUN: EnginesAgreeTest needs opa on the PATH; the OPA engine is not proven on this machine");
      assumeTrue(false, "opa is not on the PATH");
    }
    bundle = PolicyBundle.builtIn();
    plan = new PlanEngine(bundle);
    wasm = new WasmEngine(bundle);
    server = ManagedOpaServer.start(bundle, Duration.ofSeconds(60));
  }

  @AfterAll
  static void stop() {
    for (var engine : new PolicyEngine[] {plan, wasm, server}) {
      if (engine != null) {
        engine.close();
      }
    }
  }

  @Test
  void everyCaseHasTheSameVerdictInAll() {
    var files = RuleCases.builtIn(bundle.catalogue().rules().stream().map(RuleInfo::id).toList());
    assertThat(files).hasSameSizeAs(bundle.catalogue().rules());
    for (var file : files) {
      var planned = new CaseRunner(bundle, plan).run(file);
      assertThat(planned)
          .isNotEmpty()
          .allSatisfy(outcome -> assertThat(outcome.problem()).as(outcome.name()).isNull());
      assertThat(new CaseRunner(bundle, wasm).run(file)).isEqualTo(planned);
      assertThat(new CaseRunner(bundle, server).run(file)).isEqualTo(planned);
    }
  }

  static List<String> systems() {
    return BuiltInSystems.names();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everySystemHasTheSameDecisionInAll(String system) throws IOException {
    var graph = Systems.capture(system);
    var planned = decision(plan, graph);
    assertThat(decision(wasm, graph)).isEqualTo(planned);
    assertThat(decision(server, graph)).isEqualTo(planned);
  }

  private static JsonNode decision(PolicyEngine engine, ResourceGraph graph) throws IOException {
    var decision = new Gate(bundle, engine, GateRequest.at(NOW)).decide(graph);
    return withoutEngine(DecisionJson.write(decision));
  }

  private static JsonNode withoutEngine(byte[] decision) throws IOException {
    var json = (ObjectNode) new ObjectMapper().readTree(decision);
    json.remove("engine");
    return json;
  }
}
