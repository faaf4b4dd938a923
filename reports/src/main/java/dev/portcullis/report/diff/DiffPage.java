package dev.portcullis.report.diff;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.report.document.Cell;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.Look;
import dev.portcullis.report.document.Span;
import dev.portcullis.report.document.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page that shows what differs between two decisions: the outcome first, the inputs last. */
public final class DiffPage {
  private final DecisionDiff diff;
  private final Document.Builder page;

  private DiffPage(DecisionDiff diff) {
    this.diff = diff;
    this.page = Document.titled("Difference of two decisions: " + verdicts(diff, "→"));
  }

  /** The page. */
  public static Document of(DecisionDiff diff) {
    var page = new DiffPage(diff);
    page.summary();
    new FindingTables(diff, page.page).write();
    new ChangedTables(page.page).write(diff);
    page.inputs();
    return page.page.build();
  }

  /** One line for a terminal: verdicts, and what became of the findings. */
  public static String summary(DecisionDiff diff) {
    return verdicts(diff, "->") + "; " + kinds(diff);
  }

  private static String verdicts(DecisionDiff diff, String arrow) {
    return Words.verdict(diff.before().decision()).text()
        + " "
        + arrow
        + " "
        + Words.verdict(diff.after().decision()).text();
  }

  private static String kinds(DecisionDiff diff) {
    if (diff.findings().isEmpty()) {
      if (diff.before().error() != null || diff.after().error() != null) {
        return "nothing to compare";
      }
      return diff.isSameOutcome() ? "the same was decided" : "no finding differs";
    }
    var counts = new EnumMap<FindingChange.Kind, Integer>(FindingChange.Kind.class);
    diff.findings().forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + lowerFirst(count.getKey().words()))
        .collect(Collectors.joining("; "));
  }

  private static String lowerFirst(String words) {
    return Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }

  private void summary() {
    var before = diff.before();
    var after = diff.after();
    page.text(
        Words.verdict(before.decision()),
        Span.text(" → "),
        Words.verdict(after.decision()),
        Span.text(": " + kinds(diff) + "."));
    var caveats = caveats();
    caveats.forEach(caveat -> page.text(new Span("Note: ", Look.OPEN), Span.text(caveat)));
    page.table(
        "The two decisions",
        List.of("", "A", "B"),
        List.of(
            row("verdict", d -> Cell.of(Words.verdict(d.decision()))),
            row("stack", d -> Cell.code(stack(d))),
            row("profile", d -> Cell.code(d.profile())),
            row("as of", d -> Cell.code(d.asOf().toString())),
            row("resources", d -> Cell.number(d.graph().resources())),
            row(
                "rules asked",
                d -> Cell.text(d.rules().size() + (d.partial() ? " (partial)" : ""))),
            row("findings", d -> Cell.text(Words.findings(d)))));
  }

  private List<Cell> row(String name, Function<Decision, Cell> value) {
    return List.of(Cell.text(name), value.apply(diff.before()), value.apply(diff.after()));
  }

  /** Why a difference may not be one of the program. */
  private List<String> caveats() {
    var caveats = new ArrayList<String>();
    if (!stack(diff.before()).equals(stack(diff.after()))) {
      caveats.add(
          "these are decisions of different stacks; resources of one are not in the other.");
    }
    if (diff.before().partial() || diff.after().partial()) {
      caveats.add("not every rule was asked in both; what was not asked is not known to be fixed.");
    }
    noDecision("A", diff.before()).ifPresent(caveats::add);
    noDecision("B", diff.after()).ifPresent(caveats::add);
    var vanished = diff.rules().stream().filter(c -> c.after() == null).map(Change::id).toList();
    if (!vanished.isEmpty() && diff.after().error() == null) {
      caveats.add("B was not asked what A was asked by " + String.join(", ", vanished) + ".");
    }
    if (!diff.before().policy().revision().equals(diff.after().policy().revision())) {
      caveats.add("the rules themselves are not the same in both.");
    }
    return caveats;
  }

  private static Optional<String> noDecision(String name, Decision decision) {
    return Optional.ofNullable(decision.error())
        .map(error -> name + " is no decision: " + Words.value(error));
  }

  private static String stack(Decision decision) {
    var source = decision.graph().source();
    return Words.stack(source.project(), source.stack());
  }

  private void inputs() {
    page.heading("What went into them (" + diff.inputs().size() + ")");
    if (diff.inputs().isEmpty()) {
      page.text(Span.text("The same graph, rules, parameters and instant."));
    }
    page.table(
        "Inputs that are not the same",
        List.of("Input", "A", "B"),
        diff.inputs().stream()
            .map(
                change ->
                    List.of(Cell.text(change.id()), input(change.before()), input(change.after())))
            .toList());
  }

  private static Cell input(@Nullable String value) {
    return value == null ? ChangedTables.NOT_THERE : Cell.code(Words.value(value));
  }
}
