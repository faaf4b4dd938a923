package dev.portcullis.report;

import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.Location;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decisions that show every status a report must be able to say. */
final class SampleDecisions {
  private static final String HOSTILE = "<script>alert(1)</script>\u001b[31m\u202ered ]]> & \"q\"";

  private SampleDecisions() {}

  static Decision allowed() {
    return decision(
        Status.Verdict.ALLOW,
        List.of(
            rule(
                "KMS-001",
                Status.Rule.PASS,
                Status.Subject.PASS,
                Status.Subject.PASS_BY_REFERENCE)),
        List.of(),
        null);
  }

  /**
   * Failed, undecided and waived subjects, an advisory failure, a vacuous and a not applicable
   * rule, hostile text.
   */
  static Decision mixed() {
    return decision(
        Status.Verdict.DENY,
        List.of(
            rule("HLT-001", Status.Rule.FAIL, Status.Subject.FAIL, Status.Subject.PASS),
            rule("IAM-001", Status.Rule.UNDECIDED, Status.Subject.UNDECIDED),
            rule("KMS-001", Status.Rule.WAIVED, Status.Subject.WAIVED),
            rule("TAG-001", Status.Rule.VACUOUS),
            rule("TAG-002", Status.Rule.NOT_APPLICABLE),
            advisory(rule("XYZ-001", Status.Rule.FAIL, Status.Subject.FAIL))),
        List.of(
            finding("HLT-001", Status.Subject.FAIL, "requestInterval is 30", null),
            finding("IAM-001", Status.Subject.UNDECIDED, "the document is not known", null),
            finding("KMS-001", Status.Subject.WAIVED, "no key", "W-1"),
            finding("XYZ-001", Status.Subject.FAIL, HOSTILE, null)),
        null);
  }

  /** Sixty findings of one rule, the first of them waived, and one of another. */
  static Decision large() {
    var findings = new ArrayList<Finding>();
    findings.add(finding("KMS-001", Status.Subject.WAIVED, "waived", "W-1"));
    for (int i = 1; i < 60; i++) {
      findings.add(finding("KMS-001", Status.Subject.FAIL, "no key " + i, null));
    }
    findings.add(finding("TAG-001", Status.Subject.FAIL, "no tag", null));
    return decision(
        Status.Verdict.DENY,
        List.of(
            rule("KMS-001", Status.Rule.FAIL, Status.Subject.FAIL, Status.Subject.WAIVED),
            rule("TAG-001", Status.Rule.FAIL, Status.Subject.FAIL)),
        findings,
        null);
  }

  static Decision undecidable() {
    return decision(
        Status.Verdict.ERROR, List.of(), List.of(), "the engine did not echo the graph");
  }

  /** Rules were asked, and none of them had a subject. */
  static Decision empty() {
    return decision(
        Status.Verdict.ALLOW,
        List.of(rule("TAG-002", Status.Rule.NOT_APPLICABLE)),
        List.of(),
        null);
  }

  static Decision single() {
    return decision(
        Status.Verdict.DENY,
        List.of(rule("HLT-001", Status.Rule.FAIL, Status.Subject.FAIL)),
        List.of(finding("HLT-001", Status.Subject.FAIL, "requestInterval is 30", null)),
        null);
  }

  static Decision waived() {
    return decision(
        Status.Verdict.ALLOW,
        List.of(rule("KMS-001", Status.Rule.WAIVED, Status.Subject.WAIVED, Status.Subject.PASS)),
        List.of(finding("KMS-001", Status.Subject.WAIVED, "no key", "W-1")),
        null);
  }

  static Decision undecided() {
    return decision(
        Status.Verdict.DENY,
        List.of(rule("IAM-001", Status.Rule.UNDECIDED, Status.Subject.UNDECIDED)),
        List.of(finding("IAM-001", Status.Subject.UNDECIDED, "the document is not known", null)),
        null);
  }

  /** By the name of their golden files. */
  static SortedMap<String, Decision> byName() {
    return new TreeMap<>(
        Map.of(
            "empty", empty(),
            "single", single(),
            "mixed", mixed(),
            "waived", waived(),
            "undecided", undecided(),
            "allowed", allowed(),
            "error", undecidable()));
  }

  static List<Decision> all() {
    return List.copyOf(byName().values());
  }

  private static Decision decision(
      Status.Verdict verdict,
      List<RuleResult> rules,
      List<Finding> findings,
      @Nullable String error) {
    return new Decision(
        Decision.SCHEMA_VERSION,
        verdict,
        false,
        "serverless",
        Instant.parse("2026-11-21T00:00:00Z"),
        new Decision.GraphInfo(
            "sha256:" + "ab".repeat(32),
            3,
            new GraphSource(
                GraphSource.Kind.PROGRAM,
                "portcullis",
                "dev",
                "serverless",
                Map.of("environmentSuffix", "dev"))),
        new Decision.EngineInfo("embedded", "1.0.4"),
        new Decision.PolicyInfo("sha256:" + "cd".repeat(32), Math.max(1, rules.size()), Map.of()),
        rules,
        findings,
        List.of(sentence(rules)),
        findings.stream().anyMatch(f -> f.waiver() != null)
            ? List.of(
                new WaiverResult(
                    "W-1",
                    "KMS-001",
                    "*",
                    "owner",
                    "approver",
                    "reason",
                    "T-1",
                    "2026-12-31",
                    "active",
                    List.of("sha256:" + "0".repeat(64))))
            : List.of(),
        error);
  }

  /** As the gate judges a sentence that one rule answers. */
  private static RequirementResult sentence(List<RuleResult> rules) {
    var asked = rules.stream().filter(r -> r.id().equals("KMS-001")).findFirst();
    var status =
        asked
            .map(
                rule ->
                    switch (rule.status()) {
                      case PASS -> Status.Requirement.MET;
                      case FAIL -> Status.Requirement.UNMET;
                      default -> Status.Requirement.UNDECIDED;
                    })
            .orElse(Status.Requirement.UNDECIDED);
    return new RequirementResult(
        "A-18",
        "RDS encrypted at rest with KMS",
        status,
        asked.stream().map(RuleResult::id).toList(),
        List.of("urn:0"),
        status == Status.Requirement.UNDECIDED
            ? asked.map(rule -> "KMS-001 is " + rule.status().json()).orElse("not asked: KMS-001")
            : "");
  }

  private static RuleResult rule(String id, Status.Rule status, Status.Subject... subjects) {
    var targets = new ArrayList<RuleResult.Target>();
    for (var subject : subjects) {
      targets.add(
          new RuleResult.Target(
              urn(targets.size()),
              subject,
              subject == Status.Subject.PASS_BY_REFERENCE ? "urn:key" : null));
    }
    return new RuleResult(
        id,
        "Title of " + id,
        Severity.HIGH,
        Enforcement.MANDATORY,
        status,
        List.of("X-01"),
        Map.of("nist-800-53-r5", List.of("SC-28")),
        status == Status.Rule.VACUOUS ? "1 subject required, none found" : null,
        new RuleResult.Counts(
            subjects.length,
            count(subjects, Status.Subject.PASS),
            count(subjects, Status.Subject.PASS_BY_REFERENCE),
            count(subjects, Status.Subject.FAIL),
            count(subjects, Status.Subject.UNDECIDED),
            count(subjects, Status.Subject.WAIVED)),
        targets,
        List.of());
  }

  private static RuleResult advisory(RuleResult rule) {
    return new RuleResult(
        rule.id(),
        rule.title(),
        rule.severity(),
        Enforcement.ADVISORY,
        rule.status(),
        rule.requirements(),
        rule.controls(),
        rule.note(),
        rule.counts(),
        rule.targets(),
        rule.exemptions());
  }

  private static int count(Status.Subject[] subjects, Status.Subject wanted) {
    return (int) List.of(subjects).stream().filter(s -> s == wanted).count();
  }

  private static Finding finding(
      String rule, Status.Subject status, String message, @Nullable String waiver) {
    return new Finding(
        rule,
        status,
        urn(0),
        "aws:route53/healthCheck:HealthCheck",
        HOSTILE,
        "us-east-1",
        "/inputs/requestInterval",
        message,
        "10",
        "30",
        "Set requestInterval to 10.",
        "sha256:" + "0".repeat(64),
        new Location("infra/src/main/java/dev/portcullis/infra/edge/Dns.java", 88),
        waiver);
  }

  private static String urn(int index) {
    return "urn:pulumi:dev::portcullis::aws:route53/healthCheck:HealthCheck::check-" + index;
  }
}
