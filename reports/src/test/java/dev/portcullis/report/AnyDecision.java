package dev.portcullis.report;

import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.Location;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Any decision the gate could come to, as its document describes it: rules with subjects of every
 * status, findings for those that need one, some with the same fingerprint, and texts that nobody
 * would write and somebody will.
 */
final class AnyDecision {
  private static final List<String> PIECES =
      List.of(
          "plain",
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "\u001b[31mred\u001b[0m",
          "\u202egnp.exe",
          "\u2067isolate",
          "\n::error title=x::forged\n",
          "\r\n##[error]forged",
          "##vso[task.complete result=Succeeded;]",
          "#\u200b#[error]hidden",
          "::stop-commands::token",
          "\u0085\u2028\u2029::error::after other line ends",
          "%0A::warning::x",
          "=cmd|' /C calc'!A0",
          "+1",
          "-1",
          "@SUM(A1)",
          "\t=1+1",
          "a,\"b\"\r\n,c",
          "]]>&<![CDATA[",
          "--><!--",
          "</script><script>alert(1)</script>",
          "</code></td></tr></table>",
          "&#x1b;&lt;b&gt;&amp;",
          "\"onmouseover=alert(1) x='",
          "javascript:alert(1)",
          "| cell | `tick` ``two`` |",
          "back\\slash \\| pipe \\\\| two \\",
          "[click](https://evil.example/)",
          "[ref]: https://evil.example/ \"t\"",
          "<https://evil.example/>",
          "mailto:a@evil.example a@evil.example",
          "xmpp:a@evil.example ftp://evil.example",
          "# h\n- l\n1. n\n> q\n---\n```\nfence\n```\n    code",
          "<details><summary>",
          "GH-1 owner/repo#1 0123456789abcdef0123456789abcdef01234567",
          "![img](https://evil.example/x.png)",
          "https://evil.example/ www.evil.example",
          "@somebody #12 :tada: :white_check_mark: $x^2$ https://x@y.example ~~no~~ **bold**",
          "{0} {{x}} {{ insert: param, x }}",
          "\u0000\u0007\ufffe\uffff\ud800",
          "\u00e4\u00f6\u6f22\u5b57\ud83d\ude00",
          " ",
          "\u00a0",
          "/../../etc/passwd",
          "C:\\windows\\x",
          "//evil.example/x",
          "?query#fragment",
          "%2e%2e/%00",
          "\ud83d",
          "\ude00\ud83d",
          "e\u0301\u0301\u0301",
          "\u061c\u200e\u200f\u2066\u2069",
          "\udb40\udc41\udb40\udc42",
          "x".repeat(3_000));

  private final Random random;

  private AnyDecision(long seed) {
    this.random = new Random(seed);
  }

  static Decision of(long seed) {
    return new AnyDecision(seed).decision();
  }

  private Decision decision() {
    var rules = new ArrayList<RuleResult>();
    var findings = new ArrayList<Finding>();
    var failed = random.nextInt(8) == 0;
    for (int i = 0, many = failed ? 0 : random.nextInt(7); i < many; i++) {
      rules.add(rule("ABC-00" + i, findings));
    }
    var denied = rules.stream().anyMatch(r -> Facts.isMandatory(r) && !r.status().allows());
    return new Decision(
        Decision.SCHEMA_VERSION,
        failed ? Status.Verdict.ERROR : denied ? Status.Verdict.DENY : Status.Verdict.ALLOW,
        random.nextBoolean(),
        text(),
        Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000)),
        new Decision.GraphInfo(digest(), 1 + random.nextInt(9), source()),
        new Decision.EngineInfo("embedded", "plan 1"),
        new Decision.PolicyInfo(digest(), Math.max(1, rules.size()), Map.of()),
        rules,
        findings,
        requirements(rules),
        List.of(waiver("W-1"), waiver("W-2")),
        failed ? text() : null,
        random.nextBoolean() ? null : provenance(rules, findings));
  }

  private GraphSource source() {
    return new GraphSource(GraphSource.Kind.PROGRAM, text(), text(), null, Map.of("key", text()));
  }

  private RuleResult rule(String id, List<Finding> findings) {
    var targets = new ArrayList<RuleResult.Target>();
    for (int i = 0, many = random.nextInt(5); i < many; i++) {
      var status = one(Status.Subject.values());
      var urn = "urn:pulumi:s::p::t::" + i + text();
      targets.add(
          new RuleResult.Target(
              urn, status, status == Status.Subject.PASS_BY_REFERENCE ? text() : null));
      for (int n = 0, found = isFound(status) ? 1 + random.nextInt(2) : 0; n < found; n++) {
        // The worst of them is the status of the subject.
        findings.add(finding(id, urn, n == 0 ? status : noWorse(status)));
      }
    }
    var status = status(targets);
    return new RuleResult(
        id,
        text(),
        one(Severity.values()),
        one(Enforcement.values()),
        status,
        List.of("X-01", text()),
        random.nextBoolean()
            ? Map.of()
            : Map.of("nist-800-53-r5", List.of("SC-28(1)", "SC-28"), "other", List.of(text())),
        random.nextBoolean() ? null : text(),
        new RuleResult.Counts(
            targets.size(),
            count(targets, Status.Subject.PASS),
            count(targets, Status.Subject.PASS_BY_REFERENCE),
            count(targets, Status.Subject.FAIL),
            count(targets, Status.Subject.UNDECIDED),
            count(targets, Status.Subject.WAIVED)),
        targets,
        List.of(new RuleResult.Exemption("urn:x", "/inputs", text())));
  }

  private Status.Subject noWorse(Status.Subject status) {
    return random.nextBoolean() || status != Status.Subject.FAIL ? status : Status.Subject.WAIVED;
  }

  private static boolean isFound(Status.Subject status) {
    return status == Status.Subject.FAIL
        || status == Status.Subject.UNDECIDED
        || status == Status.Subject.WAIVED;
  }

  private Status.Rule status(List<RuleResult.Target> targets) {
    if (count(targets, Status.Subject.FAIL) > 0) {
      return Status.Rule.FAIL;
    }
    if (count(targets, Status.Subject.UNDECIDED) > 0) {
      return Status.Rule.UNDECIDED;
    }
    if (random.nextInt(4) == 0) {
      return Status.Rule.VACUOUS;
    }
    if (targets.isEmpty()) {
      return Status.Rule.NOT_APPLICABLE;
    }
    return count(targets, Status.Subject.WAIVED) > 0 ? Status.Rule.WAIVED : Status.Rule.PASS;
  }

  private static int count(List<RuleResult.Target> targets, Status.Subject status) {
    return (int) targets.stream().filter(target -> target.status() == status).count();
  }

  private Finding finding(String rule, String urn, Status.Subject status) {
    return new Finding(
        rule,
        status,
        urn,
        text(),
        text(),
        random.nextBoolean() ? null : text(),
        "/inputs/" + text(),
        text(),
        text(),
        text(),
        text(),
        digest(),
        random.nextBoolean() ? null : new Location("src/" + text(), 1 + random.nextInt(500)),
        status == Status.Subject.WAIVED ? "W-" + (1 + random.nextInt(2)) : null);
  }

  private List<RequirementResult> requirements(List<RuleResult> rules) {
    var requirements = new ArrayList<RequirementResult>();
    for (int i = 0, many = random.nextInt(4); i < many; i++) {
      requirements.add(
          new RequirementResult(
              "A-0" + i,
              text(),
              one(Status.Requirement.values()),
              rules.stream().filter(r -> random.nextBoolean()).map(RuleResult::id).toList(),
              List.of(text()),
              random.nextBoolean() ? "" : text()));
    }
    return requirements;
  }

  private WaiverResult waiver(String id) {
    return new WaiverResult(
        id,
        "ABC-000",
        "*",
        text(),
        text(),
        text(),
        text(),
        LocalDate.of(2023, 10, 1).plusDays(random.nextInt(1_500)).toString(),
        List.of("active", "expired", "orphaned", "mismatched").get(random.nextInt(4)),
        List.of(digest()));
  }

  private Provenance provenance(List<RuleResult> rules, List<Finding> findings) {
    var reads = new TreeMap<String, Provenance.RuleReads>();
    for (var rule : rules) {
      var targets = new TreeMap<String, List<String>>();
      rule.targets().forEach(target -> targets.put(target.urn(), List.of("/inputs/" + text())));
      var found = new TreeMap<String, List<Provenance.Field>>();
      for (var finding : findings) {
        if (finding.rule().equals(rule.id())) {
          found.put(finding.fingerprint(), List.of(field(finding.urn()), field(""), field(text())));
        }
      }
      reads.put(rule.id(), new Provenance.RuleReads(targets, found));
    }
    var unread = new TreeMap<String, List<String>>();
    unread.put("urn:pulumi:s::p::" + text() + "::x", List.of("/inputs/" + text()));
    return new Provenance(reads, unread);
  }

  private Provenance.Field field(String urn) {
    return new Provenance.Field(urn, "/inputs/" + text());
  }

  /** Few of them, so that some are the same. */
  private String digest() {
    return "sha256:" + String.valueOf(random.nextInt(10)).repeat(64);
  }

  /** Never empty, as the schema demands. */
  private String text() {
    var text = new StringBuilder();
    for (int i = 0, many = 1 + random.nextInt(3); i < many; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
