package dev.portcullis.report.portfolio;

import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.document.Cell;
import dev.portcullis.report.document.Span;
import dev.portcullis.report.document.Words;
import dev.portcullis.report.portfolio.Portfolio.Step;
import java.util.Optional;
import java.util.function.Function;

/** What both tables of decisions say of one: what is not known is never a number. */
final class EntryCells {
  private static final Cell UNKNOWN = Cell.of(Span.muted("not known"));

  private final Function<Entry, Optional<String>> report;

  EntryCells(Function<Entry, Optional<String>> report) {
    this.report = report;
  }

  /** Verdict, as a link to the report where there is one. */
  Cell verdict(Entry entry) {
    var verdict = Words.verdict(entry.verdict());
    return Cell.of(
        report.apply(entry).map(verdict::to).orElse(verdict),
        Span.muted(entry.partial() ? "partial: only some rules were asked" : ""));
  }

  static Cell count(Entry entry, Status.Subject status) {
    return entry.isDecided() ? Cell.number(entry.findings(status)) : UNKNOWN;
  }

  static Cell moved(Step step) {
    if (step.previous().isEmpty()) {
      return Cell.of(Span.muted("first"));
    }
    return step.isComparable()
        ? Cell.text(step.appeared() + " new, " + step.disappeared() + " gone")
        : UNKNOWN;
  }
}
