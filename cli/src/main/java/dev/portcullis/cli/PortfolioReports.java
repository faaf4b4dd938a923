package dev.portcullis.cli;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.report.Format;
import dev.portcullis.report.Formats;
import dev.portcullis.report.portfolio.Entry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The report of each decision of a portfolio, written where the decision lies in its folder: {@code
 * a/decision.json} has {@code a/report.html}, {@code b.decision.json} has {@code b.report.html}.
 */
final class PortfolioReports implements DecisionFolder.Visitor {
  private static final Format HTML = Formats.named("html");

  private final OutputDirectory files;
  private final Map<String, String> reports = new HashMap<>();
  private int withoutPicture;

  PortfolioReports(OutputDirectory files) {
    this.files = files;
  }

  @Override
  public void visit(Path file, String name, Decision decision) {
    var beside = GraphBeside.of(file, name, decision.graph().digest());
    withoutPicture += beside.graph() == null ? 1 : 0;
    var report = name.substring(0, name.length() - DecisionFolder.NAME.length()) + HTML.fileName();
    files.add(report, HTML.render(decision, beside.graph()));
    reports.put(name, report);
  }

  /** The report of a decision that was visited, as a path from the page of the portfolio. */
  Optional<String> report(Entry entry) {
    return Optional.ofNullable(reports.get(entry.file()));
  }

  /** Reports whose graph does not lie beside the decision. */
  int withoutPicture() {
    return withoutPicture;
  }
}
