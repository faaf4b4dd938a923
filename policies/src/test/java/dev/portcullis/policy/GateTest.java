package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.policy.plan.PlanEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
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

  @Test
  void allowsWhatEveryRuleDecidedInFavour() {
    var decision = decide(Graphs.checkEvery(10), GateRequest.at(NOW));
    assertThat(decision.findings()).isEmpty();
    assertThat(decision.decision()).isEqualTo(Status.Verdict.ALLOW);
    assertThat(result(decision, "HLT-001").counts())
        .isEqualTo(new RuleResult.Counts(1, 1, 0, 0, 0, 0));
  }

  @Test
  void deniesAndSaysWhereAndWhatToChange() {
    var decision = decide(Graphs.checkEvery(30), GateRequest.at(NOW));
    assertThat(decision.decision()).isEqualTo(Status.Verdict.DENY);
    assertThat(decision.findings()).hasSize(1);
    var finding = decision.findings().get(0);
    assertThat(finding.rule()).isEqualTo("HLT-001");
    assertThat(finding.urn()).isEqualTo(Graphs.URN);
    assertThat(finding.pointer()).isEqualTo("/inputs/requestInterval");
    assertThat(finding.actual()).isEqualTo("30");
    assertThat(finding.remediation()).isNotBlank();
    assertThat(result(decision, "HLT-001").status()).isEqualTo(Status.Rule.FAIL);
  }

  @Test
  void deniesSubjectsThatTheProfileRequiresAndNobodyFound() {
    var decision = decide(Graphs.checkEvery(10), GateRequest.at(NOW).withProfile("serverless"));
    assertThat(decision.decision()).isEqualTo(Status.Verdict.DENY);
    var kms = result(decision, "KMS-001");
    assertThat(kms.status()).isEqualTo(Status.Rule.VACUOUS);
    assertThat(kms.note()).contains("required").contains("none found");
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("other digest", "digest", a -> examined(a).put("digest", "sha256:0")),
        lie("no digest", "digest", a -> examined(a).remove("digest")),
        lie("fewer resources", "resources", a -> examined(a).set("resources", IntNode.valueOf(0))),
        lie("other profile", "profile", a -> examined(a).put("profile", "trading")),
        lie("other policy", "revision", a -> examined(a).put("revision", "sha256:0")),
        lie("no echo", "digest", a -> a.remove("examined")),
        lie("no rules", "gave no verdict", a -> a.remove("rules")),
        lie("a rule is silent", "HLT-001", a -> rules(a).remove(pathOf("HLT-001"))),
        lie(
            "a set is missing",
            "unknowns",
            a -> ((ObjectNode) rules(a).get(pathOf("HLT-001"))).remove("unknowns")),
        lie(
            "a set is no set",
            "findings",
            a -> ((ObjectNode) rules(a).get(pathOf("HLT-001"))).put("findings", true)),
        lie(
            "a target of another graph",
            "not in the graph",
            a -> set(a, "targets").add("urn:other")),
        lie(
            "a finding about no target",
            "not among its targets",
            a ->
                set(a, "findings")
                    .addObject()
                    .put("urn", "urn:other")
                    .put("pointer", "/x")
                    .put("message", "m")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void decidesNothingWhenTheEngineDoesNotTellTheTruth(
      String what, String named, Consumer<ObjectNode> tamper) {
    var decision =
        new Gate(bundle, new Doctored(engine, tamper), GateRequest.at(NOW))
            .decide(Graphs.checkEvery(10));
    assertThat(decision.decision()).isEqualTo(Status.Verdict.ERROR);
    assertThat(decision.decision().exitCode()).isEqualTo(2);
    assertThat(decision.error()).contains(named);
    assertThat(decision.findings()).isEmpty();
  }

  @Test
  void decidesNothingWhenTheEngineBreaksOff() {
    Consumer<ObjectNode> broken =
        answer -> {
          throw new PolicyEngineException("rule KMS-001 line 3: builtin failed");
        };
    var decision =
        new Gate(bundle, new Doctored(engine, broken), GateRequest.at(NOW))
            .decide(Graphs.checkEvery(10));
    assertThat(decision.decision()).isEqualTo(Status.Verdict.ERROR);
    assertThat(decision.error()).contains("builtin failed");
  }

  @Test
  void sameInputGivesSameBytesWhateverTheOrderOfTheEngine() {
    Consumer<ObjectNode> shuffled =
        answer ->
            rules(answer)
                .forEach(
                    verdict ->
                        verdict.forEach(
                            set -> {
                              var items = new ArrayList<JsonNode>();
                              set.forEach(items::add);
                              Collections.reverse(items);
                              ((ArrayNode) set).removeAll().addAll(items);
                            }));
    var graph = Graphs.checkEvery(30);
    var one = new Gate(bundle, engine, GateRequest.at(NOW)).decide(graph);
    var other = new Gate(bundle, new Doctored(engine, shuffled), GateRequest.at(NOW)).decide(graph);
    assertThat(DecisionJson.write(one)).isEqualTo(DecisionJson.write(other));
  }

  @Test
  void decisionSurvivesItsJson() throws Exception {
    var decision = decide(Graphs.checkEvery(30), GateRequest.at(NOW));
    var file = Files.write(folder.resolve("decision.json"), DecisionJson.write(decision));
    assertThat(DecisionJson.read(file)).isEqualTo(decision);
  }

  @Test
  void asksOnlyTheRulesNamedAndMarksThePart() {
    var request = new GateRequest(null, Map.of(), List.of(), List.of("HLT-001"), NOW);
    var decision = decide(Graphs.checkEvery(10), request);
    assertThat(decision.partial()).isTrue();
    assertThat(decision.rules()).extracting(RuleResult::id).containsExactly("HLT-001");
  }

  @Test
  void aParameterChangesWhatIsDemanded() {
    var request =
        new GateRequest(
            null,
            Map.of("healthCheckIntervalSeconds", IntNode.valueOf(30)),
            List.of(),
            List.of(),
            NOW);
    assertThat(decide(Graphs.checkEvery(30), request).findings()).isEmpty();
    assertThat(decide(Graphs.checkEvery(10), request).findings())
        .extracting(Finding::rule)
        .containsExactly("HLT-001");
  }

  @Test
  void rejectsParametersThatDoNotFitTheirDeclaration() {
    assertThatThrownBy(() -> withParameter("healthCheckIntervalSeconds", IntNode.valueOf(20)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("20")
        .hasMessageContaining("[10,30]");
    assertThatThrownBy(() -> withParameter("healthCheckIntervalSeconds", TextNode.valueOf("10")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("integer");
    assertThatThrownBy(() -> withParameter("unheardOf", IntNode.valueOf(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("unheardOf");
  }

  @Test
  void rejectsUnknownProfilesAndRules() {
    assertThatThrownBy(
            () -> decide(Graphs.checkEvery(10), GateRequest.at(NOW).withProfile("nobody")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nobody")
        .hasMessageContaining("serverless");
    var request = new GateRequest(null, Map.of(), List.of(), List.of("KMS-999"), NOW);
    assertThatThrownBy(() -> decide(Graphs.checkEvery(10), request))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("KMS-999")
        .hasMessageContaining("KMS-001");
  }

  @Test
  void waivesExactlyTheContentThatWasAgreed() throws Exception {
    var finding = decide(Graphs.checkEvery(30), GateRequest.at(NOW)).findings().get(0);
    var request = waiving(finding.fingerprint(), "2026-12-31");
    var waived = decide(Graphs.checkEvery(30), request);
    assertThat(waived.decision()).isEqualTo(Status.Verdict.ALLOW);
    assertThat(waived.findings())
        .extracting(Finding::status)
        .containsExactly(Status.Subject.WAIVED);
    assertThat(waived.waivers().get(0).status()).isEqualTo("active");
    assertThat(result(waived, "HLT-001").status()).isEqualTo(Status.Rule.WAIVED);
  }

  @ParameterizedTest
  @CsvSource({"30, 2026-11-20, expired", "10, 2026-12-31, orphaned", "60, 2026-12-31, mismatched"})
  void deniesAWaiverThatIsNotInForce(int seconds, String expires, String status) throws Exception {
    var finding = decide(Graphs.checkEvery(30), GateRequest.at(NOW)).findings().get(0);
    var decision = decide(Graphs.checkEvery(seconds), waiving(finding.fingerprint(), expires));
    assertThat(decision.decision()).isEqualTo(Status.Verdict.DENY);
    assertThat(decision.waivers().get(0).status()).isEqualTo(status);
    assertThat(result(decision, "WVR-001").status()).isEqualTo(Status.Rule.FAIL);
    assertThat(decision.findings())
        .extracting(Finding::status)
        .doesNotContain(Status.Subject.WAIVED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "owner: a|owner: ''|owner",
        "approver: b|approver: a|approver",
        "expires: 2026-12-31|expires: 2028-01-01|expires",
        "expires: 2026-12-31|expires: soon|expires",
        "ticket: T-1|tikcet: T-1|tikcet",
        "fingerprints: [FP]|fingerprints: [abc]|fingerprints",
        "fingerprints: [FP]|fingerprints: []|fingerprints",
      })
  void rejectsWaiversThatDoNotSayWhoWhyAndHowLong(String was, String is, String named)
      throws Exception {
    var text =
        waiver("sha256:" + "0".repeat(64), "2026-12-31")
            .replace("sha256:" + "0".repeat(64), "FP")
            .replace(was, is)
            .replace("FP", "sha256:" + "0".repeat(64));
    var file = Files.writeString(folder.resolve("waivers.yaml"), text);
    assertThatThrownBy(() -> Waiver.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("waivers.yaml")
        .hasMessageContaining(named);
  }

  @Test
  void requirementsNobodyAnswersAreNotMet() {
    var decision = decide(Graphs.checkEvery(10), GateRequest.at(NOW).withProfile("serverless"));
    assertThat(decision.requirements()).hasSize(70);
    var unanswered = decision.requirements().stream().filter(r -> r.rules().isEmpty()).toList();
    assertThat(unanswered).isNotEmpty().noneMatch(r -> r.status() == Status.Requirement.MET);
    assertThat(new String(DecisionJson.write(decision), StandardCharsets.UTF_8))
        .contains("no rule answers this sentence yet");
  }

  @ParameterizedTest
  @CsvSource({
    "serverless, A, 65, 0",
    "trading, B, 80, 4",
    "healthcare, C, 109, 3",
    "payments, D, 41, 2"
  })
  void answersEverySentenceOfTheSystemAndSaysWhichWereOverridden(
      String profile, String letter, int sentences, int overridden) {
    var decision = decide(Graphs.checkEvery(10), GateRequest.at(NOW).withProfile(profile));
    var own =
        decision.requirements().stream().filter(r -> r.id().startsWith(letter + "-")).toList();
    assertThat(own).hasSize(sentences);
    assertThat(decision.requirements()).filteredOn(r -> r.id().startsWith("X-")).hasSize(5);
    assertThat(own)
        .filteredOn(r -> r.status() == Status.Requirement.OVERRIDDEN)
        .hasSize(overridden)
        .allSatisfy(r -> assertThat(r.note()).contains("K-02"));
  }

  @Test
  void aPartialRunMeetsNoSentenceThatOtherRulesDecideToo() {
    var request = new GateRequest("serverless", Map.of(), List.of(), List.of("DEL-001"), NOW);
    var sentence =
        decide(Graphs.checkEvery(10), request).requirements().stream()
            .filter(r -> r.id().equals("X-04"))
            .findFirst()
            .orElseThrow();
    assertThat(sentence.status()).isEqualTo(Status.Requirement.UNDECIDED);
    assertThat(sentence.note()).contains("not asked").contains("DEL-002");
  }

  @Test
  void aPartialRunTellsWhatWasNotAskedFromWhatNoRuleAnswers() {
    var request = new GateRequest("serverless", Map.of(), List.of(), List.of("TAG-001"), NOW);
    var unanswered =
        decide(Graphs.checkEvery(10), request).requirements().stream()
            .filter(r -> r.rules().isEmpty() && r.status() == Status.Requirement.UNDECIDED)
            .toList();
    assertThat(unanswered).filteredOn(RequirementResult::wasNotAsked).isNotEmpty();
    assertThat(unanswered).filteredOn(r -> !r.wasNotAsked()).isNotEmpty();
    var whole = decide(Graphs.checkEvery(10), GateRequest.at(NOW).withProfile("serverless"));
    var open =
        whole.requirements().stream()
            .filter(r -> r.note().contains("no rule answers this sentence yet"))
            .map(RequirementResult::id);
    assertThat(unanswered.stream().filter(r -> !r.wasNotAsked()).map(RequirementResult::id))
        .containsAll(open.toList());
  }

  @Test
  void deniesAWaiverOfWhichAPartCoversNothing() throws Exception {
    var finding = decide(Graphs.checkEvery(30), GateRequest.at(NOW)).findings().get(0);
    var gone = "sha256:" + "0".repeat(64);
    var decision =
        decide(Graphs.checkEvery(30), waiving(finding.fingerprint() + ", " + gone, "2026-12-31"));
    assertThat(decision.decision()).isEqualTo(Status.Verdict.DENY);
    assertThat(decision.waivers().get(0).status()).isEqualTo("mismatched");
    assertThat(decision.waivers().get(0).findings()).containsExactly(finding.fingerprint());
    assertThat(decision.findings()).extracting(Finding::message).anyMatch(m -> m.contains(gone));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-31T23:59:59Z, ALLOW",
    "2027-01-01T00:00:00Z, DENY",
    "2025-12-31T23:59:59Z, DENY"
  })
  void aWaiverLastsFromItsFirstDayToTheEndOfItsLast(Instant asOf, Status.Verdict verdict)
      throws Exception {
    var finding = decide(Graphs.checkEvery(30), GateRequest.at(NOW)).findings().get(0);
    var waivers = waiving(finding.fingerprint(), "2026-12-31").waivers();
    var request = new GateRequest(null, Map.of(), waivers, List.of(), asOf);
    assertThat(decide(Graphs.checkEvery(30), request).decision()).isEqualTo(verdict);
  }

  private Decision withParameter(String name, JsonNode value) {
    return decide(
        Graphs.checkEvery(10),
        new GateRequest(null, Map.of(name, value), List.of(), List.of(), NOW));
  }

  private GateRequest waiving(String fingerprint, String expires) throws Exception {
    var file =
        Files.writeString(folder.resolve("w-" + expires + ".yaml"), waiver(fingerprint, expires));
    return new GateRequest(null, Map.of(), Waiver.read(file), List.of(), NOW);
  }

  private static String waiver(String fingerprint, String expires) {
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
        granted: 2026-01-01
        expires: %s
    """
        .formatted(fingerprint, expires);
  }

  private static Decision decide(ResourceGraph graph, GateRequest request) {
    return new Gate(bundle, engine, request).decide(graph);
  }

  private static RuleResult result(Decision decision, String id) {
    return decision.rules().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  private static Arguments lie(String what, String named, Consumer<ObjectNode> tamper) {
    return Arguments.of(what, named, tamper);
  }

  private static ObjectNode examined(ObjectNode answer) {
    return (ObjectNode) answer.get("examined");
  }

  private static ObjectNode rules(ObjectNode answer) {
    return (ObjectNode) answer.get("rules");
  }

  private static ArrayNode set(ObjectNode answer, String name) {
    return (ArrayNode) rules(answer).get(pathOf("HLT-001")).get(name);
  }

  private static String pathOf(String id) {
    return bundle.catalogue().find(id).orElseThrow().path();
  }
}
