package dev.portcullis.report.diff;

import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.WaiverResult;
import dev.portcullis.report.document.Cell;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.Span;
import dev.portcullis.report.document.Words;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules, sentences and waivers that are not the same in both decisions. */
final class ChangedTables {
  /** For what only the other decision has. */
  static final Cell NOT_THERE = Cell.of(Span.muted("not there"));

  private final Document.Builder page;

  ChangedTables(Document.Builder page) {
    this.page = page;
  }

  void write(DecisionDiff diff) {
    rules(diff.rules());
    requirements(diff.requirements());
    waivers(diff.waivers());
  }

  private void rules(List<Change<RuleResult>> rules) {
    page.heading("Rules (" + rules.size() + ")");
    if (rules.isEmpty()) {
      page.text(Span.text("Each rule was decided alike over the same subjects."));
    }
    page.table(
        "Rules that were decided otherwise",
        List.of("Rule", "A", "B", "What moved"),
        rules.stream().map(ChangedTables::rule).toList());
  }

  private static List<Cell> rule(Change<RuleResult> change) {
    var either = either(change);
    return List.of(
        Cell.of(Span.text(change.id()), Span.muted(either.title())),
        rule(change.before()),
        rule(change.after()),
        Cell.of(
            moved("subjects", change, RuleResult::targets, RuleResult.Target::urn),
            moved("exemptions", change, RuleResult::exemptions, Function.identity())));
  }

  private static Cell rule(@Nullable RuleResult rule) {
    return rule == null
        ? Cell.of(Span.muted("not asked"))
        : Cell.of(
            Words.status(rule),
            Span.muted(Words.weight(rule)),
            Span.text(Words.counts(rule)),
            Span.text(Objects.requireNonNullElse(rule.note(), "")));
  }

  private static <T, I> Span moved(
      String what, Change<T> change, Function<T, List<I>> items, Function<I, ?> id) {
    return Span.text(
        Words.movement(what, list(change.before(), items), list(change.after(), items), id));
  }

  private static <T, I> List<I> list(@Nullable T side, Function<T, List<I>> items) {
    return side == null ? List.of() : items.apply(side);
  }

  private static <T> T either(Change<T> change) {
    return change.after() != null ? change.after() : Objects.requireNonNull(change.before());
  }

  private void requirements(List<Change<RequirementResult>> requirements) {
    page.heading("Sentences (" + requirements.size() + ")");
    if (requirements.isEmpty()) {
      page.text(Span.text("Each sentence is answered alike."));
    }
    page.table(
        "Sentences that are answered otherwise",
        List.of("Sentence", "A", "B", "What moved"),
        requirements.stream().map(ChangedTables::requirement).toList());
  }

  private static List<Cell> requirement(Change<RequirementResult> change) {
    return List.of(
        Cell.of(Span.text(change.id()), Span.muted(either(change).text())),
        requirement(change.before()),
        requirement(change.after()),
        Cell.of(
            moved("rules", change, RequirementResult::rules, Function.identity()),
            moved("evidence", change, RequirementResult::evidence, Function.identity())));
  }

  private static Cell requirement(@Nullable RequirementResult requirement) {
    return requirement == null
        ? NOT_THERE
        : Cell.of(Words.status(requirement.status()), Span.text(requirement.note()));
  }

  private void waivers(List<Change<WaiverResult>> waivers) {
    if (!waivers.isEmpty()) {
      page.heading("Waivers (" + waivers.size() + ")");
    }
    page.table(
        "Waivers that are not the same",
        List.of("Waiver", "A", "B"),
        waivers.stream()
            .map(
                change ->
                    List.of(
                        Cell.of(Span.code(change.id()), Span.muted(either(change).rule())),
                        waiver(change.before()),
                        waiver(change.after())))
            .toList());
  }

  private static Cell waiver(@Nullable WaiverResult waiver) {
    return waiver == null
        ? NOT_THERE
        : Cell.of(
            Span.text(waiver.status() + ", expires " + waiver.expires()),
            Span.text("covers " + waiver.findings().size() + " of " + waiver.urnPattern()),
            Span.text("owner " + waiver.owner() + ", approver " + waiver.approver()),
            Span.text(waiver.ticket() + ": " + waiver.reason()));
  }
}
