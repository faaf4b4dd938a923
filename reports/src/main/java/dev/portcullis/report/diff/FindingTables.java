package dev.portcullis.report.diff;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.document.Cell;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.Span;
import dev.portcullis.report.document.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings that are not the same in both decisions, by what became of them, and their fixes. */
final class FindingTables {
  private final DecisionDiff diff;
  private final Map<String, RuleResult> rules;
  private final Document.Builder page;

  FindingTables(DecisionDiff diff, Document.Builder page) {
    this.diff = diff;
    this.page = page;
    this.rules = byId(diff.before());
    this.rules.putAll(byId(diff.after()));
  }

  void write() {
    findings();
    fixes();
  }

  private static Map<String, RuleResult> byId(Decision decision) {
    return decision.rules().stream()
        .collect(Collectors.toMap(RuleResult::id, Function.identity(), (one, two) -> one));
  }

  private void findings() {
    for (var kind : FindingChange.Kind.values()) {
      var changes = diff.findings().stream().filter(change -> change.kind() == kind).toList();
      if (!changes.isEmpty()) {
        page.heading(kind.words() + " (" + changes.size() + ")");
        page.table(
            kind.words() + " findings",
            List.of("Rule", "Resource", "Where", "A", "B", "Message"),
            changes.stream().map(this::finding).toList());
      }
    }
  }

  private List<Cell> finding(FindingChange change) {
    var finding = change.either();
    return List.of(
        Cell.of(Span.text(finding.rule()), Span.muted(weight(finding.rule()))),
        resource(finding),
        Cell.of(Span.code(finding.pointer()), source(finding)),
        side(change.before(), change.seen()),
        side(change.after(), change.seen()),
        Cell.text(finding.message()));
  }

  private String weight(String rule) {
    var result = rules.get(rule);
    return result == null ? "" : Words.weight(result);
  }

  private static Cell resource(Finding finding) {
    return Cell.of(
        Span.code(finding.name()),
        Span.muted(finding.type()),
        Span.muted(Objects.requireNonNullElse(finding.region(), "")));
  }

  private static Span source(Finding finding) {
    var location = finding.location();
    return Span.muted(location == null ? "" : location.file() + ":" + location.line());
  }

  private static Cell side(@Nullable Finding finding, Seen seen) {
    return finding == null
        ? Cell.of(Span.muted(seen.words()))
        : Cell.of(Words.status(finding), Span.code(Words.value(finding.actual())));
  }

  /** Each fix once, however many findings it mends; of what is gone or waived, none. */
  private void fixes() {
    var findings = new TreeMap<String, Map<String, Integer>>();
    diff.findings().stream()
        .map(FindingChange::after)
        .filter(finding -> finding != null && finding.status() != Status.Subject.WAIVED)
        .forEach(
            finding ->
                findings
                    .computeIfAbsent(finding.rule(), rule -> new TreeMap<>())
                    .merge(finding.remediation().strip(), 1, Integer::sum));
    var rows = new ArrayList<List<Cell>>();
    findings.forEach(
        (rule, fixes) ->
            fixes.forEach(
                (fix, count) ->
                    rows.add(List.of(Cell.text(rule), Cell.text(fix), Cell.number(count)))));
    if (!rows.isEmpty()) {
      page.heading("What to change");
      page.table("Fixes of the findings above", List.of("Rule", "Fix", "Findings"), rows);
    }
  }
}
