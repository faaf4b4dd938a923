package dev.portcullis.report.html;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.PlainText;
import dev.portcullis.report.picture.Inventory;
import dev.portcullis.report.picture.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The findings, by rule: what denies first. */
final class FindingCards {
  /** A value longer than this is cut; decision.json has all of it. */
  static final int VALUE = 2000;

  /** More of one rule are not read one by one; they are found at their resources. */
  private static final int MOST_OF_A_RULE = 50;

  private final Decision decision;
  private final Inventory inventory;
  private final Addresses addresses;
  private final Set<String> drawn;

  /**
   * @param drawn URNs of what the picture shows
   */
  FindingCards(Decision decision, Inventory inventory, Addresses addresses, Set<String> drawn) {
    this.decision = decision;
    this.inventory = inventory;
    this.addresses = addresses;
    this.drawn = drawn;
  }

  /**
   * The findings of one rule.
   *
   * @param expected of all of them, empty where they differ or there is but one
   * @param fix of all of them, empty where they differ or there is but one
   * @param more how many are not shown, empty for none
   */
  record Group(
      Ref rule,
      String title,
      String severity,
      String enforcement,
      String status,
      int count,
      List<String> sentences,
      String expected,
      String fix,
      List<Card> cards,
      String more) {}

  /**
   * One finding.
   *
   * @param handle its name in the page
   * @param place in the picture, empty when it is not in it
   * @param expected empty where it stands at the head of the group
   * @param fix empty where it stands at the head of the group
   */
  record Card(
      String handle,
      String status,
      String mark,
      String words,
      String message,
      Ref resource,
      String type,
      String region,
      String place,
      String source,
      String pointer,
      String actual,
      String expected,
      String fix,
      String fingerprint,
      Ref waiver,
      List<FieldsRead.Group> read,
      int fields) {}

  List<Group> groups() {
    var rules =
        decision.rules().stream().collect(Collectors.toMap(RuleResult::id, Function.identity()));
    Map<String, List<Finding>> byRule =
        decision.findings().stream()
            .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()));
    var groups = new ArrayList<Map.Entry<Rank, Group>>();
    byRule.forEach(
        (id, findings) -> {
          var rule = rules.get(id);
          groups.add(Map.entry(Rank.of(id, rule), group(id, rule, findings)));
        });
    return groups.stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
  }

  /**
   * What denies first, then what has failed before what is not known, then the more severe; before
   * all, a rule that the decision does not list, for nobody expects it.
   */
  private record Rank(boolean listed, boolean denies, boolean failed, Severity severity, String id)
      implements Comparable<Rank> {
    private static final Comparator<Rank> ORDER =
        Comparator.comparing(Rank::listed)
            .thenComparing(Rank::denies, Comparator.reverseOrder())
            .thenComparing(Rank::failed, Comparator.reverseOrder())
            .thenComparing(Rank::severity, Comparator.reverseOrder())
            .thenComparing(Rank::id);

    static Rank of(String id, @Nullable RuleResult rule) {
      return rule == null
          ? new Rank(false, true, true, Severity.CRITICAL, id)
          : new Rank(
              true,
              !rule.status().allows() && rule.enforcement() == Enforcement.MANDATORY,
              rule.status() == Status.Rule.FAIL,
              rule.severity(),
              id);
    }

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }
  }

  private Group group(String id, @Nullable RuleResult rule, List<Finding> findings) {
    var sorted =
        findings.stream()
            .sorted(Comparator.comparing((Finding f) -> Standing.of(f.status())))
            .toList();
    var rest = sorted.size() - MOST_OF_A_RULE;
    var expected = common(sorted, Finding::expected);
    var fix = common(sorted, Finding::remediation);
    return new Group(
        addresses.rule(id),
        rule == null ? "" : PlainText.folded(rule.title()),
        rule == null ? "" : rule.severity().json(),
        rule == null ? "" : rule.enforcement().json(),
        rule == null ? "not listed" : rule.status().json(),
        sorted.size(),
        RuleRows.sentences(id, decision),
        expected,
        fix,
        sorted.stream()
            .limit(MOST_OF_A_RULE)
            .map(finding -> card(finding, expected.isEmpty(), fix.isEmpty()))
            .toList(),
        rest > 0 ? Integer.toString(rest) : "");
  }

  private static String common(List<Finding> findings, Function<Finding, String> text) {
    var texts = findings.stream().map(text).distinct().limit(2).toList();
    return findings.size() > 1 && texts.size() == 1 ? PlainText.folded(texts.get(0)) : "";
  }

  private Card card(Finding finding, boolean withExpected, boolean withFix) {
    var standing = Standing.of(finding.status());
    var item = inventory.find(finding.urn());
    var location = finding.location();
    var read = read(finding);
    return new Card(
        addresses.handle(finding),
        standing.key(),
        standing.mark(),
        standing.words(),
        PlainText.folded(finding.message()),
        addresses.resource(finding.urn(), finding.name()),
        finding.type(),
        finding.region() == null ? "" : finding.region(),
        item == null || !drawn.contains(finding.urn()) ? "" : Integer.toString(item.index()),
        location == null ? "" : location.file() + ":" + location.line(),
        finding.pointer(),
        PlainText.shortened(finding.actual(), VALUE),
        withExpected ? PlainText.folded(finding.expected()) : "",
        withFix ? PlainText.folded(finding.remediation()) : "",
        finding.fingerprint(),
        addresses.waiver(finding.waiver()),
        FieldsRead.of(read, finding.urn(), inventory, addresses),
        read.size());
  }

  private List<Provenance.Field> read(Finding finding) {
    var provenance = decision.provenance();
    var reads = provenance == null ? null : provenance.rules().get(finding.rule());
    return reads == null
        ? List.of()
        : reads.findings().getOrDefault(finding.fingerprint(), List.of());
  }
}
