package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.cases.CaseRunner;
import dev.portcullis.policy.cases.RuleCases;
import dev.portcullis.policy.plan.PlanEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every case of every rule, in the embedded engine. The same cases run through an OPA server in
 * policy-tests.
 */
class CasesTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyCaseHasItsVerdict() {
    var bundle = PolicyBundle.builtIn();
    var runner = new CaseRunner(bundle, new PlanEngine(bundle));
    List<String> ids = bundle.catalogue().rules().stream().map(RuleInfo::id).toList();
    return RuleCases.builtIn(ids).stream()
        .flatMap(file -> runner.run(file).stream())
        .map(
            outcome ->
                DynamicTest.dynamicTest(
                    outcome.rule() + " " + outcome.name(),
                    () -> assertThat(outcome.problem()).isNull()));
  }

  @Test
  void everyCaseFileIsOfARuleThatExists() {
    var folder = Path.of(System.getProperty("portcullis.root"), "policies/src/cases");
    assertThat(RuleCases.in(folder))
        .extracting(RuleCases::rule)
        .containsExactlyElementsOf(
            PolicyBundle.builtIn().catalogue().rules().stream().map(RuleInfo::id).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: broken|nmae: broken|nmae",
        "name: r, type|name: r, tpye|type",
        "name: r, type: a:b:C}]|name: r, type: a:b:C}, {name: r, type: a:b:D}]|two resources",
        "pointer: /x|point: /x|point",
        "name: broken|name: right|two cases",
        "unknowns: [{|findings: [{|no unknown case",
        "findings: [{|unknowns: [{|no failing case",
      })
  void rejectsCasesThatProveNothing(String was, String is, String named) throws IOException {
    var good =
        """
        rule: KMS-001
        cases:
          - {name: right, resources: [{name: r, type: a:b:C}], expect: {targets: [r]}}
          - {name: broken, resources: [{name: r, type: a:b:C}], expect: {targets: [r], findings: [{name: r, pointer: /x}]}}
          - {name: open, resources: [{name: r, type: a:b:C}], expect: {targets: [r], unknowns: [{name: r, pointer: /x}]}}
        """;
    Files.writeString(folder.resolve("KMS-001.yaml"), good);
    assertThat(RuleCases.in(folder)).hasSize(1);
    Files.writeString(folder.resolve("KMS-001.yaml"), good.replace(was, is));
    assertThatThrownBy(() -> RuleCases.in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("KMS-001.yaml")
        .hasMessageContaining(named);
  }

  @Test
  void tellsWhatDiffersWhenAVerdictIsNotTheExpectedOne() throws IOException {
    Files.writeString(
        folder.resolve("HLT-001.yaml"),
        """
        rule: HLT-001
        cases:
          - {name: wrong, resources: [{name: r, type: "aws:route53/healthCheck:HealthCheck", inputs: {type: HTTPS, requestInterval: 30}}], expect: {targets: [r]}}
          - {name: broken, resources: [], expect: {targets: [r], findings: [{name: r, pointer: /x}]}}
          - {name: open, resources: [], expect: {targets: [r], unknowns: [{name: r, pointer: /x}]}}
        """);
    var bundle = PolicyBundle.builtIn();
    try (var engine = new PlanEngine(bundle)) {
      var outcomes = new CaseRunner(bundle, engine).run(RuleCases.in(folder).get(0));
      assertThat(outcomes)
          .extracting(CaseRunner.Outcome::problem)
          .containsExactly(
              "findings: expected [], got [r /inputs/requestInterval]",
              "targets: expected [r], got []; findings: expected [r /x], got []",
              "targets: expected [r], got []; unknowns: expected [r /x], got []");
    }
  }
}
