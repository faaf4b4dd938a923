package dev.portcullis.report.html;

import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.report.PlainText;
import dev.portcullis.report.Version;
import dev.portcullis.report.picture.Inventory;
import dev.portcullis.report.picture.Picture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Page} of a decision. */
final class PageBuilder {
  private final Decision decision;
  private final @Nullable ResourceGraph graph;
  private final Inventory inventory;
  private final Addresses addresses;

  PageBuilder(Decision decision, @Nullable ResourceGraph graph) {
    this.decision = decision;
    this.graph = graph;
    this.inventory = Inventory.of(decision, graph);
    this.addresses = new Addresses(decision, inventory);
  }

  Page page(String style, String script) {
    var pictures =
        graph == null ? List.<Picture>of() : List.of(Picture.of(decision, graph, inventory));
    Map<String, Integer> boxOf = pictures.isEmpty() ? Map.of() : pictures.get(0).boxOf();
    var origin = origin();
    var findings = new FindingCards(decision, inventory, addresses, boxOf.keySet()).groups();
    return new Page(
        title(origin),
        verdict(),
        reasons(),
        Tallies.of(decision, inventory),
        origin,
        findings,
        decision.findings().size(),
        pictures,
        RuleRows.of(decision, inventory, addresses),
        Matrix.of(decision, addresses),
        Matrix.counts(decision),
        Frameworks.of(decision, addresses),
        WaiverRows.of(decision, addresses, names(findings)),
        decision.provenance() != null,
        graph != null,
        Coverage.unread(decision, inventory),
        graph == null ? List.of() : Coverage.untaggable(inventory),
        graph == null ? List.of() : Coverage.untagged(decision, inventory),
        Coverage.unexamined(inventory),
        Coverage.unanswered(decision),
        Coverage.notAsked(decision),
        parameters(),
        "default-src 'none'; style-src '"
            + Integrity.of(style)
            + "'; script-src '"
            + Integrity.of(script)
            + "'; base-uri 'none'; form-action 'none'",
        style,
        script,
        new DataIsland(decision, graph, inventory, addresses, boxOf).json());
  }

  private static Set<String> names(List<FindingCards.Group> findings) {
    return findings.stream()
        .flatMap(group -> group.cards().stream())
        .map(FindingCards.Card::handle)
        .collect(Collectors.toSet());
  }

  private String title(Page.Origin origin) {
    var subject = origin.system().isEmpty() ? origin.stack() : origin.system();
    return verdict().words()
        + (subject.isEmpty() ? "" : ": " + subject)
        + " · profile "
        + decision.profile();
  }

  private Page.Verdict verdict() {
    var error = decision.error() == null ? "" : PlainText.folded(decision.error());
    var code = decision.decision().exitCode();
    return switch (decision.decision()) {
      case ALLOW -> new Page.Verdict("pass", "Allowed", "✔", code, error, decision.partial());
      case DENY -> new Page.Verdict("fail", "Denied", "✘", code, error, decision.partial());
      case ERROR -> new Page.Verdict("error", "Not decided", "!", code, error, decision.partial());
    };
  }

  private List<Page.Reason> reasons() {
    return decision.rules().stream()
        .filter(rule -> !rule.status().allows() && rule.enforcement() == Enforcement.MANDATORY)
        .map(
            rule ->
                new Page.Reason(
                    rule.id(),
                    PlainText.folded(rule.title()),
                    rule.status().json(),
                    rule.note() == null ? Matrix.found(rule) : PlainText.folded(rule.note())))
        .toList();
  }

  private Page.Origin origin() {
    var source = decision.graph().source();
    return new Page.Origin(
        source.system() == null ? "" : source.system(),
        source.project() == null || source.stack() == null
            ? ""
            : source.project() + "/" + source.stack(),
        kind(source),
        decision.profile(),
        decision.graph().resources(),
        decision.rules().size(),
        decision.asOf().toString(),
        decision.engine().kind() + " " + decision.engine().version(),
        decision.graph().digest(),
        decision.policy().revision(),
        Version.current());
  }

  private static String kind(GraphSource source) {
    return source.kind() == null ? "" : source.kind().name().toLowerCase(Locale.ROOT);
  }

  private List<Page.Parameter> parameters() {
    return new TreeMap<>(decision.policy().parameters())
        .entrySet().stream()
            .map(entry -> new Page.Parameter(entry.getKey(), entry.getValue().toString()))
            .toList();
  }
}
