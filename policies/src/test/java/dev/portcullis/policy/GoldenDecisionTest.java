package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.plan.PlanEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The bytes of a decision: names, order and form that others rely on. Update with {@code
 * -Dgolden.update=true} and read the difference.
 */
class GoldenDecisionTest {
  private static final Path GOLDEN =
      Path.of(
          System.getProperty("portcullis.root"),
          "policies/src/test/resources/dev/portcullis/policy/decision.golden.json");

  @Test
  void aDenialHasExactlyTheseBytes() throws IOException {
    var bundle = PolicyBundle.builtIn();
    var request =
        new GateRequest(
            null, Map.of(), List.of(), List.of("HLT-001"), Instant.parse("2026-11-21T12:00:00Z"));
    try (var engine = new PlanEngine(bundle)) {
      var decision = new Gate(bundle, engine, request).decide(Graphs.checkEvery(30));
      var bytes = DecisionJson.write(steady(decision));
      if (Boolean.getBoolean("golden.update")) {
        Files.write(GOLDEN, bytes);
      }
      assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(Files.readString(GOLDEN));
    }
  }

  /** Without what changes whenever any rule or parameter changes. */
  private static Decision steady(Decision d) {
    return d.withPolicy(
        new Decision.PolicyInfo("sha256:" + "0".repeat(64), d.policy().rules(), Map.of()));
  }
}
