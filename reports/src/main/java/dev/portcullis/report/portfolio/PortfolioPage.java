package dev.portcullis.report.portfolio;

import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import dev.portcullis.report.document.Cell;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.Look;
import dev.portcullis.report.document.Span;
import dev.portcullis.report.document.Words;
import dev.portcullis.report.portfolio.Portfolio.History;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The page of a portfolio: where each stack stands, what stands in the way, which exceptions run
 * out, and how it came to that.
 */
public final class PortfolioPage {
  private final Portfolio portfolio;
  private final EntryCells cells;
  private final Document.Builder page = Document.titled("Portfolio of decisions");

  private PortfolioPage(Portfolio portfolio, EntryCells cells) {
    this.portfolio = portfolio;
    this.cells = cells;
  }

  /** The page without links. */
  public static Document of(Portfolio portfolio) {
    return of(portfolio, entry -> Optional.empty());
  }

  /**
   * The page.
   *
   * @param report file of the report of a decision, if there is one: a path relative to the page,
   *     with slashes between its parts
   */
  public static Document of(Portfolio portfolio, Function<Entry, Optional<String>> report) {
    var page = new PortfolioPage(portfolio, new EntryCells(report));
    page.page.text(Span.text(summary(portfolio)));
    page.stacks();
    page.rules();
    page.waivers();
    portfolio.histories().forEach(history -> new HistorySection(page.page, page.cells).of(history));
    return page.page.build();
  }

  /** One line: how many stacks, and where they stand. */
  public static String summary(Portfolio portfolio) {
    var verdicts =
        portfolio.histories().stream()
            .collect(
                Collectors.groupingBy(
                    history -> Words.verdict(history.standing().verdict()).text(),
                    TreeMap::new,
                    Collectors.summingInt(history -> 1)));
    return portfolio.histories().size()
        + (portfolio.histories().size() == 1 ? " stack (" : " stacks (")
        + verdicts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "))
        + "), "
        + portfolio.entries().count()
        + (portfolio.entries().count() == 1 ? " decision, " : " decisions, ")
        + portfolio.from()
        + " to "
        + portfolio.until();
  }

  private void stacks() {
    page.heading("Where each stack stands");
    page.table(
        "The last decision of each stack",
        List.of(
            "Stack",
            "Verdict",
            "As of",
            "Fail",
            "Undecided",
            "Waived",
            "Since the one before",
            "Trend",
            "Sentences"),
        portfolio.histories().stream().map(this::stack).toList());
  }

  private List<Cell> stack(History history) {
    var standing = history.standing();
    return List.of(
        Cell.of(Span.code(history.stack().name()), Span.muted("profile " + standing.profile())),
        cells.verdict(standing),
        Cell.code(standing.asOf().toString()),
        EntryCells.count(standing, Status.Subject.FAIL),
        EntryCells.count(standing, Status.Subject.UNDECIDED),
        EntryCells.count(standing, Status.Subject.WAIVED),
        EntryCells.moved(history.standingStep()),
        Trend.of(history),
        sentences(standing));
  }

  private static Cell sentences(Entry entry) {
    return Cell.text(
        entry.requirements().entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().json())
            .collect(Collectors.joining(", ")));
  }

  /** What a rule stands against: the stack, and the rule as it was decided there. */
  private record Against(Entry.Stack stack, Entry.Opposed opposed) {}

  private void rules() {
    Map<String, List<Against>> byRule = new TreeMap<>();
    for (var history : portfolio.histories()) {
      for (var opposed : history.standing().opposed()) {
        byRule
            .computeIfAbsent(opposed.rule().id(), id -> new ArrayList<>())
            .add(new Against(history.stack(), opposed));
      }
    }
    page.heading("Rules that stand against a stack");
    if (byRule.isEmpty()) {
      page.text(Span.text("None."));
    }
    page.table(
        "Rules that are not in favour in the last decision of a stack",
        List.of("Rule", "Weight", "Stacks"),
        byRule.values().stream().map(PortfolioPage::rule).toList());
  }

  private static List<Cell> rule(List<Against> against) {
    var rule = against.get(0).opposed().rule();
    return List.of(
        Cell.of(Span.text(rule.id()), Span.muted(rule.title())),
        Cell.text(weight(against)),
        Cell.of(
            against.stream()
                .map(
                    one ->
                        Span.text(
                            one.stack().name()
                                + ": "
                                + one.opposed().rule().status().json()
                                + ", "
                                + one.opposed().open()
                                + " open"))
                .toArray(Span[]::new)));
  }

  /** A profile may take a rule more seriously than another does. */
  private static String weight(List<Against> against) {
    return against.stream()
        .map(one -> one.opposed().rule())
        .map(Words::weight)
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private record Granted(Entry.Stack stack, WaiverResult waiver) {}

  private void waivers() {
    var granted =
        portfolio.histories().stream()
            .flatMap(
                history ->
                    history.standing().waivers().stream()
                        .map(waiver -> new Granted(history.stack(), waiver)))
            .sorted(
                Comparator.comparing((Granted one) -> one.waiver().expires())
                    .thenComparing(one -> one.waiver().id()))
            .toList();
    if (!granted.isEmpty()) {
      page.heading("Waivers, the first to run out first");
    }
    page.table(
        "Waivers of the last decision of each stack",
        List.of("Waiver", "Stack", "Rule", "Status", "Expires", "Days left", "Owner", "Why"),
        granted.stream().map(this::waiver).toList());
  }

  private List<Cell> waiver(Granted granted) {
    var waiver = granted.waiver();
    return List.of(
        Cell.code(waiver.id()),
        Cell.code(granted.stack().name()),
        Cell.text(waiver.rule()),
        Cell.text(waiver.status()),
        Cell.text(waiver.expires()),
        Cell.of(daysLeft(waiver)),
        Cell.of(Span.text(waiver.owner()), Span.muted("approver " + waiver.approver())),
        Cell.of(Span.text(waiver.ticket()), Span.muted(waiver.reason())));
  }

  /** Counted from the last instant of the portfolio; the day of expiry is the last valid one. */
  private Span daysLeft(WaiverResult waiver) {
    var today = portfolio.until().atZone(ZoneOffset.UTC).toLocalDate();
    long days = ChronoUnit.DAYS.between(today, LocalDate.parse(waiver.expires()));
    return days < 0
        ? new Span("run out " + -days + (days == -1 ? " day ago" : " days ago"), Look.BAD)
        : new Span(Long.toString(days), Look.OPEN);
  }
}
