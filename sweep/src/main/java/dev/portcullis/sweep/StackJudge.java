package dev.portcullis.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.JsonDocuments;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.sweep.result.FindingRow;
import dev.portcullis.sweep.result.RuleRow;
import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.result.StackRow;
import dev.portcullis.sweep.source.Document;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One document to its rows: the one code path of every sweep, however its documents are
 * distributed. A document that cannot be decided is a row that says why; it never stops the others.
 * Safe for threads as far as the engine is.
 */
public final class StackJudge {
  private final SweepPolicy policy;
  private final WaiverScope waivers;
  private final String binding;

  public StackJudge(SweepPolicy policy) {
    this.policy = policy;
    this.waivers = new WaiverScope(policy.request().waivers());
    this.binding = policy.binding();
  }

  /**
   * The rows of a document.
   *
   * @param engine asked for in the thread that uses it
   */
  public StackResult judge(Document document, Supplier<PolicyEngine> engine) {
    var source = document.name();
    var digest = document.digest();
    DocumentKind kind = null;
    try {
      var json = parse(document);
      kind = DocumentKind.of(source, json);
      var graph = kind.read(source, json);
      var asked = policy.request();
      var request =
          new GateRequest(
              asked.profile(), asked.parameters(), waivers.of(graph), asked.only(), asked.asOf());
      var gate = new Gate(policy.bundle(), engine.get(), request);
      return rows(source, kind, digest, gate.decide(graph));
    } catch (InputException e) {
      var meant = kind == null ? DocumentKind.ofBroken(document.content()) : kind;
      return undecided(source, meant, digest, e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      return undecided(source, kind, digest, "not decided: " + e);
    } catch (OutOfMemoryError e) {
      return undecided(
          source,
          kind,
          digest,
          "not decided: out of memory; sweep with fewer --threads, or give the JVM more with -Xmx in"
              + " JDK_JAVA_OPTIONS");
    }
  }

  private static ObjectNode parse(Document document) {
    var stream = new ByteArrayInputStream(document.content());
    return JsonDocuments.parse(document.name(), stream, GraphJson.maxBytes());
  }

  /** The row of a document that could not even be read. */
  public StackResult unreadable(String source, String why) {
    return undecided(source, null, null, why);
  }

  private StackResult undecided(
      String source, @Nullable DocumentKind kind, @Nullable String digest, @Nullable String why) {
    var request = policy.request();
    return new StackResult(
        new StackRow(
            source,
            kind == null ? null : kind.json(),
            digest,
            null,
            null,
            null,
            null,
            null,
            0,
            Status.Verdict.ERROR,
            !request.only().isEmpty(),
            why,
            request.asOf().toString(),
            policy.bundle().revision(),
            binding,
            policy.engine().kind(),
            policy.engine().version(),
            StackRow.RuleCounts.NONE,
            StackRow.FindingCounts.NONE),
        List.of(),
        List.of());
  }

  private StackResult rows(String source, DocumentKind kind, String digest, Decision decision) {
    var graph = decision.graph();
    var rules = decision.rules();
    var stack =
        new StackRow(
            source,
            kind.json(),
            digest,
            graph.digest(),
            graph.source().project(),
            graph.source().stack(),
            graph.source().system(),
            decision.profile(),
            graph.resources(),
            decision.decision(),
            decision.partial(),
            decision.error(),
            decision.asOf().toString(),
            decision.policy().revision(),
            binding,
            decision.engine().kind(),
            decision.engine().version(),
            new StackRow.RuleCounts(
                decision.policy().rules(),
                count(rules, Status.Rule.PASS),
                count(rules, Status.Rule.FAIL),
                count(rules, Status.Rule.UNDECIDED),
                count(rules, Status.Rule.VACUOUS),
                count(rules, Status.Rule.WAIVED)),
            new StackRow.FindingCounts(
                count(decision, Status.Subject.FAIL),
                count(decision, Status.Subject.UNDECIDED),
                count(decision, Status.Subject.WAIVED)));
    var byId = rules.stream().collect(Collectors.toMap(RuleResult::id, Function.identity()));
    return new StackResult(
        stack,
        rules.stream().map(rule -> row(source, rule)).toList(),
        decision.findings().stream()
            .map(finding -> row(source, finding, byId.get(finding.rule())))
            .toList());
  }

  private static int count(List<RuleResult> rules, Status.Rule status) {
    return (int) rules.stream().filter(rule -> rule.status() == status).count();
  }

  private static int count(Decision decision, Status.Subject status) {
    return (int) decision.findings().stream().filter(f -> f.status() == status).count();
  }

  private static RuleRow row(String source, RuleResult rule) {
    var counts = rule.counts();
    return new RuleRow(
        source,
        rule.id(),
        rule.title(),
        rule.severity().json(),
        rule.enforcement().json(),
        rule.status().json(),
        rule.enforcement() == Enforcement.MANDATORY && !rule.status().allows(),
        counts.targets(),
        counts.pass(),
        counts.passByReference(),
        counts.fail(),
        counts.undecided(),
        counts.waived(),
        rule.note());
  }

  private static FindingRow row(String source, Finding finding, RuleResult rule) {
    var location = finding.location();
    return new FindingRow(
        source,
        finding.rule(),
        rule.severity().json(),
        rule.enforcement().json(),
        finding.status().json(),
        finding.urn(),
        finding.type(),
        finding.name(),
        finding.region(),
        finding.pointer(),
        finding.message(),
        finding.expected(),
        finding.actual(),
        finding.remediation(),
        finding.fingerprint(),
        location == null ? null : location.file(),
        location == null ? null : location.line(),
        finding.waiver());
  }
}
