package dev.portcullis.sweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final List<Status.Verdict> VERDICTS =
      List.of(Status.Verdict.ALLOW, Status.Verdict.DENY, Status.Verdict.ERROR);

  private static final SummaryJson.Policy POLICY =
      new SummaryJson.Policy(
          "sha256:1",
          "sha256:2",
          GateRequest.at(Instant.parse("2026-11-21T00:00:00Z")),
          new Decision.EngineInfo("embedded", "plan 1"));

  @Test
  void theOrderOfCountingAndMergingDoesNotMatter() {
    var results = results(350);
    var expected = SummaryJson.write(POLICY, tally(results), 350);
    var random = new Random(7);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(results, random);
      var tallies = new ArrayList<Tally>();
      for (int from = 0; from < results.size(); ) {
        var to = Math.min(results.size(), from + 1 + random.nextInt(90));
        tallies.add(tally(results.subList(from, to)));
        from = to;
      }
      var merged = tallies.stream().reduce(new Tally(), Tally::merge);
      assertThat(SummaryJson.write(POLICY, merged, 350)).isEqualTo(expected);
    }
  }

  @Test
  void namesOnlyTheFirstOfThem() {
    var tally = tally(results(1_000));
    assertThat(tally.denied()).hasSize(Tally.NAMED);
    assertThat(tally.denied().firstKey()).isEqualTo("s00001");
    assertThat(tally.decided(Status.Verdict.DENY)).isGreaterThan(Tally.NAMED);
  }

  @Test
  void errorComesBeforeDenyBeforeAllow() {
    var one = results(1);
    assertThat(SummaryJson.verdict(tally(one), 1)).isEqualTo(Status.Verdict.ALLOW);
    assertThat(SummaryJson.verdict(tally(results(2)), 2)).isEqualTo(Status.Verdict.DENY);
    assertThat(SummaryJson.verdict(tally(results(3)), 3)).isEqualTo(Status.Verdict.ERROR);
    assertThat(SummaryJson.verdict(tally(one), 2)).isEqualTo(Status.Verdict.ERROR);
    assertThat(SummaryJson.verdict(new Tally(), 0)).isEqualTo(Status.Verdict.ERROR);
  }

  private static Tally tally(List<StackResult> results) {
    var tally = new Tally();
    results.forEach(tally::add);
    return tally;
  }

  private static List<StackResult> results(int count) {
    var results = new ArrayList<StackResult>();
    for (int i = 0; i < count; i++) {
      results.add(result(String.format("s%05d", i), VERDICTS.get(i % VERDICTS.size())));
    }
    return results;
  }

  private static StackResult result(String source, Status.Verdict verdict) {
    var error = verdict == Status.Verdict.ERROR;
    var stack =
        new StackRow(
            source,
            error ? null : "graph",
            "sha256:0",
            null,
            null,
            null,
            null,
            error ? null : "baseline",
            error ? 0 : 7,
            verdict,
            false,
            error ? "broken" : null,
            "2026-11-21T00:00:00Z",
            "sha256:1",
            "sha256:2",
            "embedded",
            "plan 1",
            StackRow.RuleCounts.NONE,
            StackRow.FindingCounts.NONE);
    if (error) {
      return new StackResult(stack, List.of(), List.of());
    }
    var denied = verdict == Status.Verdict.DENY;
    var rule =
        new RuleRow(
            source,
            "DEL-001",
            "title",
            "high",
            "mandatory",
            denied ? "fail" : "pass",
            denied,
            1,
            denied ? 0 : 1,
            0,
            denied ? 1 : 0,
            0,
            0,
            null);
    var finding =
        new FindingRow(
            source,
            "DEL-001",
            "high",
            "mandatory",
            "fail",
            "urn",
            "type",
            "name",
            null,
            "/p",
            "m",
            "e",
            "a",
            "r",
            "sha256:f",
            null,
            null,
            null);
    return new StackResult(stack, List.of(rule), denied ? List.of(finding) : List.of());
  }
}
