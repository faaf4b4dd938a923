package dev.portcullis.policy.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.cases.RuleCases;
import dev.portcullis.policy.engine.OnPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OPA evaluates every expression of the pack at most twice as often for a graph of twice the size.
 * The graph has the resources of every case, right ones and wrong ones. OPA's own counts, never its
 * times.
 */
@Tag("opa")
class RulesStayLinearInOpaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double GROWTH = 2.2;

  /** What is evaluated less often has a fixed part that hides nothing. */
  private static final long FEW = 500;

  @TempDir private Path folder;

  @BeforeAll
  static void needOpa() {
    if (OnPath.find("opa").isEmpty() && System.getenv("PORTCULLIS_REQUIRE_TOOLS") == null) {
      System.err.println(
          "NOT RUN: RulesStayLinearInOpaTest needs opa on the PATH; OPA's counts are not compared on this machine");
      assumeTrue(false, "opa is not on the PATH");
    }
  }

  @Test
  void everyExpressionIsEvaluatedInProportion() throws Exception {
    var bundle = PolicyBundle.builtIn();
    var resources = resourcesOfAllCases(bundle);
    assertThat(resources.size()).isGreaterThan(300);
    var once = counts(bundle, resources, 1);
    var twice = counts(bundle, resources, 2);
    assertThat(once).hasSizeGreaterThan(500);
    var bends = new ArrayList<String>();
    twice.forEach(
        (place, count) -> {
          var before = once.getOrDefault(place, 0L);
          if (count > FEW && count > GROWTH * before) {
            bends.add(place + ": " + before + ", then " + count);
          }
        });
    assertThat(bends).isEmpty();
  }

  private static ArrayNode resourcesOfAllCases(PolicyBundle bundle) {
    List<String> ids = bundle.catalogue().rules().stream().map(RuleInfo::id).toList();
    var all = JSON.createArrayNode();
    for (var cases : RuleCases.builtIn(ids)) {
      var inputs = CaseInputs.of(bundle, cases);
      for (int i = 0; i < inputs.size(); i++) {
        var suffix = "-" + cases.rule() + "-" + i;
        all.addAll(GrownGraphs.renamed(inputs.get(i).path("resources"), suffix));
      }
    }
    return all;
  }

  /** How often OPA evaluated each expression, by its place in the sources. */
  private Map<String, Long> counts(PolicyBundle bundle, ArrayNode resources, int times)
      throws IOException, InterruptedException {
    var input = JSON.createObjectNode();
    input.putObject("source").put("system", "trading");
    input.set("resources", GrownGraphs.MANY_RESOURCES.grow(resources, times));
    var file = folder.resolve("input.json");
    JSON.writeValue(file.toFile(), input);
    var pack = Files.write(folder.resolve("bundle.tar.gz"), bundle.serverBundle());
    var output = folder.resolve("profile.json");
    var process =
        new ProcessBuilder(
                OnPath.find("opa").orElseThrow().toString(),
                "eval",
                "--profile",
                "--profile-limit",
                "1000000",
                "--format",
                "json",
                "--bundle",
                pack.toString(),
                "--input",
                file.toString(),
                "data.portcullis.decision.verdicts.examined.resources")
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).isZero();
    var answer = JSON.readTree(output.toFile());
    assertThat(answer.at("/result/0/expressions/0/value").intValue())
        .isEqualTo(resources.size() * times);
    var counts = new TreeMap<String, Long>();
    answer.path("profile").forEach(e -> counts.put(place(e), e.path("num_eval").longValue()));
    return counts;
  }

  private static String place(JsonNode expression) {
    var at = expression.path("location");
    return at.path("file").asText() + ":" + at.path("row") + ":" + at.path("col");
  }
}
