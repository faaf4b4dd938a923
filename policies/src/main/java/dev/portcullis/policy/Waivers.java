package dev.portcullis.policy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Fingerprint;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Waivers applied to findings. A waiver that is not in force is a finding itself, under the rule
 * {@value #RULE}: an exception nobody looks after is how a gate rots.
 *
 * @param findings all findings, the covered ones with status waived
 * @param results every waiver with its status
 * @param rule the rule about waivers, present when there are waivers
 */
record Waivers(List<Finding> findings, List<WaiverResult> results, Optional<RuleResult> rule) {
  static final String RULE = "WVR-001";
  private static final String TYPE = "portcullis:waiver";

  static Waivers none() {
    return new Waivers(List.of(), List.of(), Optional.empty());
  }

  static Waivers apply(List<Waiver> waivers, List<Finding> findings, Instant asOf) {
    if (waivers.isEmpty()) {
      return new Waivers(findings, List.of(), Optional.empty());
    }
    var ofRule = findings.stream().collect(Collectors.groupingBy(Finding::rule));
    var coveredBy = new HashMap<Finding, String>();
    var results = new ArrayList<WaiverResult>();
    var targets = new ArrayList<RuleResult.Target>();
    var problems = new ArrayList<Finding>();
    for (var waiver : waivers.stream().sorted(Comparator.comparing(Waiver::id)).toList()) {
      var meant = waiver.meant(ofRule.getOrDefault(waiver.rule(), List.of()));
      var covered = waiver.covered(meant);
      if (waiver.isGranted(asOf) && !waiver.isExpired(asOf)) {
        covered.forEach(finding -> coveredBy.putIfAbsent(finding, waiver.id()));
      }
      var problem = problem(waiver, meant, asOf);
      results.add(result(waiver, problem, covered));
      targets.add(
          new RuleResult.Target(
              urn(waiver), problem == null ? Status.Subject.PASS : Status.Subject.FAIL, null));
      if (problem != null) {
        problems.add(finding(waiver, problem));
      }
    }
    var all = new ArrayList<Finding>(findings.size() + problems.size());
    for (var finding : findings) {
      var by = coveredBy.get(finding);
      all.add(by == null ? finding : withWaiver(finding, by));
    }
    all.addAll(problems);
    return new Waivers(all, results, Optional.of(rule(targets)));
  }

  private static Finding withWaiver(Finding f, String waiver) {
    return new Finding(
        f.rule(),
        Status.Subject.WAIVED,
        f.urn(),
        f.type(),
        f.name(),
        f.region(),
        f.pointer(),
        f.message(),
        f.expected(),
        f.actual(),
        f.remediation(),
        f.fingerprint(),
        f.location(),
        waiver);
  }

  /** Status and message of a waiver that is not in force; null when it is. */
  private record Problem(String status, String message, String fix) {}

  private static @Nullable Problem problem(Waiver waiver, List<Finding> meant, Instant asOf) {
    if (waiver.isExpired(asOf)) {
      return new Problem(
          "expired",
          "the waiver expired on " + waiver.expires(),
          "Mend what it covered, or have it granted anew.");
    }
    if (!waiver.isGranted(asOf)) {
      return new Problem(
          "expired",
          "the waiver is granted from " + waiver.granted() + " only",
          "Wait for that day, or correct the date.");
    }
    if (meant.isEmpty()) {
      return new Problem(
          "orphaned",
          "no finding of " + waiver.rule() + " on " + waiver.urn(),
          "Remove the waiver: what it covered is gone.");
    }
    var gone = waiver.goneFrom(meant);
    if (!gone.isEmpty()) {
      return new Problem(
          "mismatched",
          "the offending content is no longer the one that was waived: " + String.join(", ", gone),
          "Look at the finding again; mend it, or have the waiver granted anew for the fingerprints of today.");
    }
    return null;
  }

  private static WaiverResult result(
      Waiver waiver, @Nullable Problem problem, List<Finding> covered) {
    var fingerprints =
        problem != null && !problem.status().equals("mismatched")
            ? List.<String>of()
            : covered.stream().map(Finding::fingerprint).distinct().sorted().toList();
    return new WaiverResult(
        waiver.id(),
        waiver.rule(),
        waiver.urn(),
        waiver.owner(),
        waiver.approver(),
        waiver.reason(),
        waiver.ticket(),
        waiver.expires(),
        problem == null ? "active" : problem.status(),
        fingerprints);
  }

  private static Finding finding(Waiver waiver, Problem problem) {
    return new Finding(
        RULE,
        Status.Subject.FAIL,
        urn(waiver),
        TYPE,
        waiver.id(),
        null,
        "/" + problem.status(),
        problem.message(),
        "a waiver in force, or none",
        problem.status(),
        problem.fix(),
        Fingerprint.of(
            RULE, urn(waiver), "/" + problem.status(), TextNode.valueOf(problem.status())),
        null,
        null);
  }

  private static String urn(Waiver waiver) {
    return TYPE + "::" + waiver.id();
  }

  private static RuleResult rule(List<RuleResult.Target> targets) {
    var failed = (int) targets.stream().filter(t -> t.status() == Status.Subject.FAIL).count();
    return new RuleResult(
        RULE,
        "Every waiver is in force and covers something",
        Severity.HIGH,
        Enforcement.MANDATORY,
        failed > 0 ? Status.Rule.FAIL : Status.Rule.PASS,
        List.of(),
        Map.of(),
        null,
        new RuleResult.Counts(targets.size(), targets.size() - failed, 0, failed, 0, 0),
        targets,
        List.of());
  }
}
