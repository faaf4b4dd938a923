package dev.portcullis.report.portfolio;

import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.document.Block;
import dev.portcullis.report.document.Cell;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.Look;
import dev.portcullis.report.portfolio.Portfolio.History;
import dev.portcullis.report.portfolio.Portfolio.Step;
import java.util.List;

/** One stack over time: a picture of its findings, and a row for each decision. */
final class HistorySection {
  private final Document.Builder page;
  private final EntryCells cells;

  HistorySection(Document.Builder page, EntryCells cells) {
    this.page = page;
    this.cells = cells;
  }

  void of(History history) {
    var name = history.stack().name();
    page.heading(name);
    var bars = history.entries().stream().map(HistorySection::bar).toList();
    page.bars("Findings of " + name + " over time", bars);
    page.table(
        "Decisions of " + name + ", the newest first",
        List.of(
            "As of",
            "Verdict",
            "Resources",
            "Fail",
            "Undecided",
            "Waived",
            "Since the one before",
            "Graph and policy",
            "File"),
        history.steps().stream().map(this::step).toList());
  }

  private static Block.Bar bar(Entry entry) {
    return new Block.Bar(
        entry.asOf() + (entry.partial() ? " (partial)" : ""),
        entry.isDecided()
            ? List.of(
                new Block.Part("fail", entry.findings(Status.Subject.FAIL), Look.BAD),
                new Block.Part("undecided", entry.findings(Status.Subject.UNDECIDED), Look.OPEN),
                new Block.Part("waived", entry.findings(Status.Subject.WAIVED), Look.MUTED))
            : null);
  }

  private List<Cell> step(Step step) {
    var entry = step.entry();
    return List.of(
        Cell.code(entry.asOf().toString()),
        cells.verdict(entry),
        Cell.number(entry.resources()),
        EntryCells.count(entry, Status.Subject.FAIL),
        EntryCells.count(entry, Status.Subject.UNDECIDED),
        EntryCells.count(entry, Status.Subject.WAIVED),
        EntryCells.moved(step),
        Cell.text(
            step.previous().stream().map(before -> inputs(before, entry)).findFirst().orElse("")),
        Cell.code(entry.file()));
  }

  private static String inputs(Entry before, Entry entry) {
    return (before.graphDigest().equals(entry.graphDigest()) ? "same graph" : "other graph")
        + ", "
        + (before.policyRevision().equals(entry.policyRevision()) ? "same policy" : "other policy");
  }
}
