package dev.portcullis.report.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.Location;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Fingerprint;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Decisions of a world small enough that two of them often say something of the same place. */
public final class Decisions {
  private static final List<String> RULES = List.of("IAM-001", "KMS-001", "TAG-001");

  private Decisions() {}

  /** What is said of one subject by one rule. */
  private record Said(int rule, int subject, Status.Subject status, int value, int line) {
    String urn() {
      return Decisions.urn(subject);
    }
  }

  /** Any decision. */
  public static Arbitrary<Decision> any() {
    var said =
        Combinators.combine(
                Arbitraries.integers().between(0, RULES.size() - 1),
                Arbitraries.integers().between(0, 3),
                Arbitraries.of(Status.Subject.class),
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(1, 9))
            .as(Said::new)
            .list()
            .ofMaxSize(8);
    return Combinators.combine(
            said,
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false))
        .as(Decisions::decision)
        .withoutEdgeCases();
  }

  /** A decision over these findings, each on its own subject, and subjects that pass. */
  public static Decision of(Instant asOf, List<Finding> findings, String... passing) {
    var subjects = new ArrayList<RuleResult.Target>();
    findings.forEach(f -> subjects.add(new RuleResult.Target(f.urn(), f.status(), null)));
    Stream.of(passing)
        .forEach(urn -> subjects.add(new RuleResult.Target(urn, Status.Subject.PASS, null)));
    var rule = rule("KMS-001", subjects);
    return decision(asOf, List.of(rule), findings, Map.of("days", IntNode.valueOf(1)), false);
  }

  /** A decision that says only why there is none. */
  public static Decision undecided() {
    var none = decision(Instant.EPOCH, List.of(), List.of(), Map.of(), false);
    return new Decision(
        none.schemaVersion(),
        Status.Verdict.ERROR,
        false,
        none.profile(),
        none.asOf(),
        none.graph(),
        none.engine(),
        none.policy(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "the engine is silent");
  }

  /** A decision of which hardly anything was asked. */
  public static Decision partial(Instant asOf, Finding... findings) {
    var whole = of(asOf, List.of(findings));
    var rules = findings.length == 0 ? List.<RuleResult>of() : whole.rules();
    return decision(asOf, rules, whole.findings(), Map.of(), true);
  }

  /** A finding of rule KMS-001. */
  public static Finding finding(String urn, Status.Subject status, String actual) {
    return finding("KMS-001", urn, status, actual, 1);
  }

  /** URN of a subject of the small world. */
  public static String urn(int subject) {
    return "urn:pulumi:dev::shop::aws:sqs/queue:Queue::q" + subject;
  }

  private static Decision decision(List<Said> said, int asked, int days, boolean partial) {
    var rules = new ArrayList<RuleResult>();
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < asked; i++) {
      var subjects = new ArrayList<RuleResult.Target>();
      for (var one : said) {
        if (one.rule() != i || subjects.stream().anyMatch(t -> t.urn().equals(one.urn()))) {
          continue;
        }
        subjects.add(new RuleResult.Target(one.urn(), one.status(), null));
        if (one.status() != Status.Subject.PASS
            && one.status() != Status.Subject.PASS_BY_REFERENCE) {
          findings.add(
              finding(RULES.get(i), one.urn(), one.status(), "value " + one.value(), one.line()));
        }
      }
      rules.add(rule(RULES.get(i), subjects));
    }
    return decision(
        Instant.EPOCH.plusSeconds(days),
        rules,
        findings,
        Map.of("days", IntNode.valueOf(days)),
        partial);
  }

  private static Decision decision(
      Instant asOf,
      List<RuleResult> rules,
      List<Finding> findings,
      Map<String, JsonNode> parameters,
      boolean partial) {
    var denied = rules.stream().anyMatch(rule -> !rule.status().allows());
    return new Decision(
        Decision.SCHEMA_VERSION,
        denied ? Status.Verdict.DENY : Status.Verdict.ALLOW,
        partial,
        "baseline",
        asOf,
        new Decision.GraphInfo(
            "sha256:" + "ab".repeat(32),
            4,
            new GraphSource(GraphSource.Kind.PROGRAM, "shop", "dev", null, Map.of())),
        new Decision.EngineInfo("embedded", "1"),
        new Decision.PolicyInfo("sha256:" + "cd".repeat(32), 3, parameters),
        rules,
        findings,
        rules.stream().map(Decisions::sentence).toList(),
        findings.stream()
            .filter(f -> f.waiver() != null)
            .map(Finding::fingerprint)
            .distinct()
            .map(Decisions::waiver)
            .toList(),
        null);
  }

  private static RequirementResult sentence(RuleResult rule) {
    return new RequirementResult(
        "X-" + rule.id(),
        "A sentence",
        rule.status() == Status.Rule.PASS ? Status.Requirement.MET : Status.Requirement.UNDECIDED,
        List.of(rule.id()),
        rule.targets().stream().map(RuleResult.Target::urn).toList(),
        "");
  }

  private static WaiverResult waiver(String fingerprint) {
    return new WaiverResult(
        "W-" + fingerprint.substring(7, 12),
        "KMS-001",
        "*",
        "owner",
        "approver",
        "reason",
        "T-1",
        "2026-12-31",
        "active",
        List.of(fingerprint));
  }

  private static RuleResult rule(String id, List<RuleResult.Target> subjects) {
    var status = Status.Rule.NOT_APPLICABLE;
    for (var subject : subjects) {
      status = worse(status, subject.status());
    }
    return new RuleResult(
        id,
        "Title of " + id,
        Severity.HIGH,
        Enforcement.MANDATORY,
        status,
        List.of(),
        Map.of(),
        null,
        new RuleResult.Counts(
            subjects.size(),
            count(subjects, Status.Subject.PASS),
            count(subjects, Status.Subject.PASS_BY_REFERENCE),
            count(subjects, Status.Subject.FAIL),
            count(subjects, Status.Subject.UNDECIDED),
            count(subjects, Status.Subject.WAIVED)),
        subjects,
        List.of());
  }

  private static Status.Rule worse(Status.Rule rule, Status.Subject subject) {
    return switch (subject) {
      case FAIL -> Status.Rule.FAIL;
      case UNDECIDED -> rule == Status.Rule.FAIL ? rule : Status.Rule.UNDECIDED;
      case WAIVED -> rule.allows() ? Status.Rule.WAIVED : rule;
      case PASS, PASS_BY_REFERENCE -> rule == Status.Rule.NOT_APPLICABLE ? Status.Rule.PASS : rule;
    };
  }

  private static int count(List<RuleResult.Target> subjects, Status.Subject status) {
    return (int) subjects.stream().filter(subject -> subject.status() == status).count();
  }

  private static Finding finding(
      String rule, String urn, Status.Subject status, String actual, int line) {
    var fingerprint = Fingerprint.of(rule, urn, "/inputs/a", TextNode.valueOf(actual));
    return new Finding(
        rule,
        status,
        urn,
        "aws:sqs/queue:Queue",
        urn.substring(urn.lastIndexOf(':') + 1),
        "us-east-1",
        "/inputs/a",
        "a is wrong",
        "right",
        actual,
        "Set a.",
        fingerprint,
        new Location("Main.java", line),
        waiver(status, fingerprint));
  }

  private static @Nullable String waiver(Status.Subject status, String fingerprint) {
    return status == Status.Subject.WAIVED ? "W-" + fingerprint.substring(7, 12) : null;
  }
}
