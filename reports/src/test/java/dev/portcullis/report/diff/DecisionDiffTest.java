package dev.portcullis.report.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Fingerprint;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.document.MarkdownPage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionDiffTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final String QUEUE = Decisions.urn(1);

  @Provide
  Arbitrary<Decision> decisions() {
    return Decisions.any();
  }

  @Property
  void aDecisionDoesNotDifferFromItself(@ForAll("decisions") Decision a) {
    var diff = DecisionDiff.of(a, a);
    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.isSameOutcome()).isTrue();
  }

  @Property
  void backwardsItIsTheMirrorImage(
      @ForAll("decisions") Decision a, @ForAll("decisions") Decision b) {
    assertThat(DecisionDiff.of(a, b).mirrored()).isEqualTo(DecisionDiff.of(b, a));
    assertThat(DecisionDiff.of(a, b).mirrored().mirrored()).isEqualTo(DecisionDiff.of(a, b));
  }

  /** Nothing is lost: what both have unchanged, and what changed, is each side whole. */
  @Property
  void accountsForEveryFinding(@ForAll("decisions") Decision a, @ForAll("decisions") Decision b) {
    var diff = DecisionDiff.of(a, b);
    var before = diff.findings().stream().map(FindingChange::before).filter(f -> f != null);
    var after = diff.findings().stream().map(FindingChange::after).filter(f -> f != null);
    var keptOfA = without(a.findings(), before.toList());
    var keptOfB = without(b.findings(), after.toList());
    assertThat(offences(keptOfA)).isEqualTo(offences(keptOfB));
    assertThat(keptOfA).hasSameSizeAs(keptOfB);
  }

  @Property
  void aDecisionIsTheSameExactlyWhenNothingDiffers(
      @ForAll("decisions") Decision a, @ForAll("decisions") Decision b) {
    if (DecisionDiff.of(a, b).isSameOutcome()) {
      assertThat(b.rules()).isEqualTo(a.rules());
      assertThat(b.requirements()).isEqualTo(a.requirements());
      assertThat(offences(b.findings())).isEqualTo(offences(a.findings()));
    }
  }

  @Test
  void whatPassesNowIsFixed() {
    assertThat(kind(open("30"), Decisions.of(NOW, List.of(), QUEUE)))
        .isEqualTo(FindingChange.Kind.FIXED);
  }

  @Test
  void whatNobodyLookedAtIsNotFixed() {
    var change = DecisionDiff.of(open("30"), Decisions.of(NOW, List.of())).findings().get(0);
    assertThat(change.kind()).isEqualTo(FindingChange.Kind.GONE);
    assertThat(change.seen()).isEqualTo(Seen.NO_SUBJECT);
    var undecided = DecisionDiff.of(open("30"), Decisions.undecided()).findings().get(0);
    assertThat(undecided.kind()).isEqualTo(FindingChange.Kind.GONE);
    assertThat(undecided.seen()).isEqualTo(Seen.NOT_DECIDED);
  }

  @Test
  void whatAnUnknownValueMayHideIsNotFixed() {
    var elsewhere =
        finding(Decisions.finding(QUEUE, Status.Subject.UNDECIDED, "(unknown)"), "/inputs/b");
    var changes = DecisionDiff.of(open("30"), Decisions.of(NOW, List.of(elsewhere))).findings();
    assertThat(changes)
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.NEWLY_UNKNOWN, FindingChange.Kind.GONE);
    assertThat(changes.get(1).seen()).isEqualTo(Seen.UNDECIDED);
  }

  @Test
  void aWaiverMakesNothingKnown() {
    var unknown = one(Status.Subject.UNDECIDED, "(unknown)");
    var excused = one(Status.Subject.WAIVED, "(unknown)");
    assertThat(kind(unknown, excused)).isEqualTo(FindingChange.Kind.CHANGED);
    assertThat(kind(excused, unknown)).isEqualTo(FindingChange.Kind.CHANGED);
    assertThat(kind(one(Status.Subject.WAIVED, "30"), unknown))
        .isEqualTo(FindingChange.Kind.NEWLY_UNKNOWN);
  }

  @Test
  void twoThatDecidedNothingDidNotDecideTheSame() {
    var error = Decisions.undecided();
    assertThat(DiffPage.summary(DecisionDiff.of(error, error)))
        .isEqualTo("not decided -> not decided; nothing to compare");
  }

  @Test
  void anotherValueAtTheSamePlaceIsChanged() {
    var change = DecisionDiff.of(open("30"), open("20")).findings();
    assertThat(change).hasSize(1);
    assertThat(change.get(0).kind()).isEqualTo(FindingChange.Kind.CHANGED);
    assertThat(change.get(0).before().actual()).isEqualTo("30");
    assertThat(change.get(0).after().actual()).isEqualTo("20");
  }

  @Test
  void whatWasKnownAndIsNotAnyMoreIsNewlyUnknown() {
    var unknown = one(Status.Subject.UNDECIDED, "(unknown)");
    assertThat(kind(open("30"), unknown)).isEqualTo(FindingChange.Kind.NEWLY_UNKNOWN);
    assertThat(kind(Decisions.of(NOW, List.of(), QUEUE), unknown))
        .isEqualTo(FindingChange.Kind.NEWLY_UNKNOWN);
    assertThat(kind(unknown, open("30"))).isEqualTo(FindingChange.Kind.NOW_KNOWN);
    assertThat(kind(unknown, Decisions.of(NOW, List.of(), QUEUE)))
        .isEqualTo(FindingChange.Kind.FIXED);
  }

  @Test
  void aWaiverChangesAFinding() {
    var diff = DecisionDiff.of(open("30"), one(Status.Subject.WAIVED, "30"));
    assertThat(diff.findings()).hasSize(1);
    assertThat(diff.findings().get(0).kind()).isEqualTo(FindingChange.Kind.CHANGED);
    assertThat(diff.waivers()).hasSize(1);
    assertThat(diff.rules().get(0).after().status()).isEqualTo(Status.Rule.WAIVED);
  }

  @Test
  void namesTheInputsThatDiffer() {
    var later = Decisions.of(NOW.plusSeconds(60), List.of(), QUEUE);
    var diff = DecisionDiff.of(Decisions.of(NOW, List.of(), QUEUE), later);
    assertThat(diff.isSameOutcome()).isTrue();
    assertThat(diff.inputs())
        .containsExactly(new Change<>("as of", "2026-11-21T00:00:00Z", "2026-11-21T00:01:00Z"));
  }

  @Test
  void whatTheRulesReadIsNoDifference() {
    var traced = open("30").withProvenance(new Provenance(new TreeMap<>(), new TreeMap<>()));
    assertThat(DecisionDiff.of(open("30"), traced).isEmpty()).isTrue();
  }

  @Test
  void aRuleThatVanishedIsSaidFirst() {
    var one = open("30");
    var markdown =
        new String(
            MarkdownPage.render(DiffPage.of(DecisionDiff.of(one, one.withRules(List.of())))),
            StandardCharsets.UTF_8);
    assertThat(markdown.substring(0, markdown.indexOf("\n| ")))
        .contains("B was not asked what A was asked by KMS-001.");
    assertThat(markdown).contains("Title of KMS-001 | **fail**", "| not asked |");
    assertThat(
            new String(
                MarkdownPage.render(DiffPage.of(DecisionDiff.of(one, Decisions.undecided()))),
                StandardCharsets.UTF_8))
        .contains("B is no decision: the engine is silent")
        .doesNotContain("B was not asked");
  }

  @Test
  void aRuleThatHasNoSubjectsAnyMoreIsSeen() {
    var before = Decisions.of(NOW, List.of(), QUEUE);
    var rule = before.rules().get(0).withoutSubjects();
    var vacuous =
        new RuleResult(
            rule.id(),
            rule.title(),
            rule.severity(),
            rule.enforcement(),
            Status.Rule.VACUOUS,
            List.of(),
            Map.of(),
            "1 subject required by the profile, none found",
            new RuleResult.Counts(0, 0, 0, 0, 0, 0),
            List.of(),
            List.of());
    var diff = DecisionDiff.of(before, before.withRules(List.of(vacuous)));
    assertThat(diff.isSameOutcome()).isFalse();
    assertThat(new String(MarkdownPage.render(DiffPage.of(diff)), StandardCharsets.UTF_8))
        .contains(
            "**vacuous**<br>high, mandatory<br>0 subjects<br>1 subject required by the profile")
        .contains("subjects: 0 more, 1 less");
  }

  @Test
  void saysWhatBecameOfWaiversAndInputs() {
    var waived = one(Status.Subject.WAIVED, "30");
    var added =
        new String(
            MarkdownPage.render(DiffPage.of(DecisionDiff.of(open("30"), waived))),
            StandardCharsets.UTF_8);
    assertThat(added).contains("## Waivers \\(1\\)", "| not there | active, expires 2026-12-31");
    var other =
        open("30")
            .withPolicy(
                new Decision.PolicyInfo(
                    "sha256:" + "ee".repeat(32), 3, Map.of("days", IntNode.valueOf(2))));
    assertThat(DecisionDiff.of(open("30"), other).inputs())
        .extracting(Change::id)
        .containsExactly("parameter days", "policy revision");
  }

  @Test
  void everyInputIsNamedThatIsNotTheSame() {
    var a = open("30");
    var b =
        new Decision(
            a.schemaVersion(),
            a.decision(),
            !a.partial(),
            "other",
            a.asOf().plusSeconds(1),
            new Decision.GraphInfo(
                "sha256:" + "99".repeat(32),
                5,
                new GraphSource(
                    GraphSource.Kind.STATE, "shop2", "prod", "trading", Map.of("a", "b"))),
            new Decision.EngineInfo("opa", "2"),
            new Decision.PolicyInfo("sha256:" + "ee".repeat(32), 4, Map.of()),
            a.rules(),
            a.findings(),
            a.requirements(),
            a.waivers(),
            null);
    assertThat(DecisionDiff.of(a, b).inputs())
        .extracting(Change::id)
        .containsExactly(
            "as of",
            "configuration a",
            "engine",
            "graph digest",
            "kind of graph",
            "parameter days",
            "policy revision",
            "profile",
            "project",
            "resources",
            "rules asked",
            "stack",
            "system");
  }

  @Test
  void anotherWaiverOfTheSameIsAChange() {
    var f = Decisions.finding(QUEUE, Status.Subject.WAIVED, "30");
    var other = finding(f, f.pointer(), f.fingerprint(), "W-other");
    var diff = DecisionDiff.of(Decisions.of(NOW, List.of(f)), Decisions.of(NOW, List.of(other)));
    assertThat(diff.findings())
        .singleElement()
        .extracting(FindingChange::kind)
        .isEqualTo(FindingChange.Kind.CHANGED);
  }

  private static Finding finding(Finding of, String pointer) {
    var fingerprint = Fingerprint.of(of.rule(), of.urn(), pointer, TextNode.valueOf(of.actual()));
    return finding(of, pointer, fingerprint, of.waiver());
  }

  private static Finding finding(
      Finding of, String pointer, String fingerprint, @Nullable String waiver) {
    return new Finding(
        of.rule(),
        of.status(),
        of.urn(),
        of.type(),
        of.name(),
        of.region(),
        pointer,
        of.message(),
        of.expected(),
        of.actual(),
        of.remediation(),
        fingerprint,
        of.location(),
        waiver);
  }

  private static Decision open(String actual) {
    return one(Status.Subject.FAIL, actual);
  }

  private static Decision one(Status.Subject status, String actual) {
    return Decisions.of(NOW, List.of(Decisions.finding(QUEUE, status, actual)));
  }

  private static FindingChange.Kind kind(Decision a, Decision b) {
    var findings = DecisionDiff.of(a, b).findings();
    assertThat(findings).hasSize(1);
    return findings.get(0).kind();
  }

  private static List<Finding> without(List<Finding> all, List<Finding> some) {
    var left = new ArrayList<>(all);
    some.forEach(left::remove);
    return left;
  }

  private static Set<String> offences(List<Finding> findings) {
    return findings.stream()
        .map(f -> f.fingerprint() + f.status() + f.waiver())
        .collect(Collectors.toSet());
  }
}
