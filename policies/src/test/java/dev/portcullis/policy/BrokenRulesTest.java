package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.plan.PlanEngine;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real rules that are broken in the ways rules break (policies/src/test/rego/broken), through the
 * real engine.
 */
class BrokenRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static PolicyBundle bundle;
  private static PolicyEngine engine;

  @BeforeAll
  static void load() throws URISyntaxException {
    var folder = Objects.requireNonNull(BrokenRulesTest.class.getResource("broken"));
    bundle = PolicyBundle.in(Path.of(folder.toURI()));
    engine = new PlanEngine(bundle);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "BRK-001, gave no verdict",
    "BRK-002, not among its targets",
    "BRK-004, gave no verdict",
    "BRK-005, not in the graph"
  })
  void decidesNothingOverABrokenRule(String rule, String named) {
    var request = new GateRequest(null, Map.of(), List.of(), List.of(rule), NOW);
    var decision = new Gate(bundle, engine, request).decide(Graphs.checkEvery(10));
    assertThat(decision.decision()).isEqualTo(Status.Verdict.ERROR);
    assertThat(decision.error()).contains(rule).contains(named);
  }

  @Test
  void decidesNothingWhenARuleContradictsItself() {
    var request = new GateRequest(null, Map.of(), List.of(), List.of("BRK-003"), NOW);
    var gate = new Gate(bundle, engine, request);
    assertThat(gate.decide(Graphs.checkEvery(10)).decision()).isEqualTo(Status.Verdict.ALLOW);
    var contradiction =
        gate.decide(
            Graphs.read(
                "{\"urn\":\"urn:pulumi:dev::p::a:b:C::contradiction\",\"type\":\"a:b:C\",\"name\":\"contradiction\",\"inputs\":{}}"));
    assertThat(contradiction.decision()).isEqualTo(Status.Verdict.ERROR);
    assertThat(contradiction.error()).contains("several values").contains(".rego:");
    // The engine is as good as new afterwards.
    assertThat(gate.decide(Graphs.checkEvery(10)).decision()).isEqualTo(Status.Verdict.ALLOW);
  }
}
