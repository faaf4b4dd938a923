package dev.portcullis.report.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import dev.portcullis.report.diff.Decisions;
import dev.portcullis.report.document.HtmlPage;
import dev.portcullis.report.document.MarkdownPage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PortfolioTest {
  private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-17T00:00:00Z");

  @Provide
  Arbitrary<List<Decision>> folders() {
    return Decisions.any().list().ofMinSize(1).ofMaxSize(6).withoutEdgeCases();
  }

  @Property(tries = 100)
  void theOrderOfTheFilesMakesNoDifference(
      @ForAll("folders") List<Decision> decisions, @ForAll long seed) {
    var entries = new ArrayList<Entry>();
    for (var decision : decisions) {
      entries.add(Entry.of("d" + entries.size() + "/decision.json", decision));
    }
    var page = MarkdownPage.render(PortfolioPage.of(Portfolio.of(entries)));
    Collections.shuffle(entries, new Random(seed));
    assertThat(MarkdownPage.render(PortfolioPage.of(Portfolio.of(entries)))).isEqualTo(page);
  }

  @Property(tries = 100)
  void everyDecisionIsThereWithItsCounts(@ForAll("folders") List<Decision> decisions) {
    var entries = new ArrayList<Entry>();
    for (var decision : decisions) {
      entries.add(Entry.of("d" + entries.size() + "/decision.json", decision));
    }
    var portfolio = Portfolio.of(entries);
    assertThat(portfolio.entries()).containsExactlyInAnyOrderElementsOf(entries);
    var markdown =
        new String(MarkdownPage.render(PortfolioPage.of(portfolio)), StandardCharsets.UTF_8);
    var html =
        new String(HtmlPage.render(PortfolioPage.of(portfolio)), StandardCharsets.UTF_8)
            .replace("<wbr>", "");
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(markdown).contains("`" + entry.file() + "`");
              assertThat(html).contains(entry.file());
            });
  }

  @Test
  void theLastDecisionOfAStackCounts() {
    var denied =
        Decisions.of(
            MONDAY,
            List.of(
                Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30"),
                Decisions.finding(Decisions.urn(2), Status.Subject.UNDECIDED, "(unknown)")));
    var allowed = Decisions.of(TUESDAY, List.of(), Decisions.urn(1));
    var better = Portfolio.of(List.of(Entry.of("a.json", allowed), Entry.of("b.json", denied)));
    assertThat(better.histories()).hasSize(1);
    assertThat(better.verdict()).isEqualTo(Status.Verdict.ALLOW);
    var step = better.histories().get(0).steps().get(0);
    assertThat(step.appeared()).isZero();
    assertThat(step.disappeared()).isEqualTo(2);
    assertThat(PortfolioPage.summary(better))
        .isEqualTo(
            "1 stack (1 allowed), 2 decisions, 2026-11-16T00:00:00Z to 2026-11-17T00:00:00Z");
  }

  @Test
  void theWorstDecisionOfAnInstantCounts() {
    var fail = Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30");
    var denied = Decisions.of(MONDAY, List.of(fail));
    var allowed = Decisions.of(MONDAY, List.of(), Decisions.urn(1));
    for (var files : List.of(List.of("a", "b"), List.of("b", "a"))) {
      var entries = List.of(Entry.of(files.get(0), denied), Entry.of(files.get(1), allowed));
      assertThat(Portfolio.of(entries).verdict()).isEqualTo(Status.Verdict.DENY);
      assertThat(markdown(Portfolio.of(entries)))
          .as("row, trend and rules are those of the denial")
          .contains("| **denied** | `2026-11-16T00:00:00Z` | 1 | 0 | 0 | 1 new, 0 gone |")
          .contains("| `·█`<br>0 → 1 open |", "high, mandatory | shop/dev: fail, 1 open");
    }
  }

  @Test
  void whatWasDecidedBySomeRulesDoesNotTakeThePlaceOfADenial() {
    var fail = Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30");
    var denied = Entry.of("a.json", Decisions.of(MONDAY, List.of(fail)));
    var partial = Entry.of("b.json", Decisions.partial(TUESDAY));
    var portfolio = Portfolio.of(List.of(denied, partial));
    assertThat(portfolio.verdict()).isEqualTo(Status.Verdict.DENY);
    assertThat(PortfolioPage.summary(portfolio)).startsWith("1 stack (1 denied), 2 decisions");
    assertThat(markdown(portfolio))
        .contains(
            "| **denied** | `2026-11-16T00:00:00Z` | 1 | 0 | 0 | first | `█?`<br>1 → ? open |")
        .contains("2026-11-17T00:00:00Z (partial) none\n");
    assertThat(Portfolio.of(List.of(partial)).verdict()).isEqualTo(Status.Verdict.ALLOW);
  }

  @Test
  void aDenialBySomeRulesStandsAgainstAnEarlierLeave() {
    var fail = Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30");
    var allowed = Entry.of("a.json", Decisions.of(MONDAY, List.of(), Decisions.urn(1)));
    var denied = Entry.of("b.json", Decisions.partial(TUESDAY, fail));
    var again = Entry.of("c.json", Decisions.partial(TUESDAY.plusSeconds(1)));
    assertThat(Portfolio.of(List.of(allowed, denied, again)).histories().get(0).standing())
        .isEqualTo(denied);
    assertThat(Portfolio.of(List.of(allowed, again)).histories().get(0).standing())
        .as("by all rules")
        .isEqualTo(allowed);
  }

  @Test
  void whoseDecisionItIsMustBeKnownToTakeThePlaceOfAnother() {
    var fail = Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30");
    var denied = Entry.of("a.json", Decisions.of(MONDAY, List.of(fail)));
    var allowed = Entry.of("b.json", Decisions.of(TUESDAY, List.of(), Decisions.urn(1)));
    assertThat(Portfolio.of(List.of(denied, allowed)).verdict()).isEqualTo(Status.Verdict.ALLOW);
    var nobody = new Entry.Stack(null, null, null);
    var portfolio =
        Portfolio.of(
            List.of(
                entry(denied, nobody, denied.waivers()),
                entry(allowed, nobody, allowed.waivers())));
    assertThat(portfolio.verdict()).isEqualTo(Status.Verdict.DENY);
    assertThat(markdown(portfolio)).contains("| **denied** | `2026-11-16T00:00:00Z` |");
  }

  @Test
  void thePageHasTheDigitsOfItsFormatInEveryLanguage() {
    var entries =
        List.of(
            Entry.of("a.json", Decisions.undecided().withAsOf(MONDAY)),
            Entry.of(
                "b.json",
                Decisions.of(
                    TUESDAY,
                    List.of(Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30")))));
    var page = HtmlPage.render(PortfolioPage.of(Portfolio.of(entries)));
    var language = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(HtmlPage.render(PortfolioPage.of(Portfolio.of(entries)))).isEqualTo(page);
    } finally {
      Locale.setDefault(language);
    }
  }

  @Test
  void showsWhatStandsAgainstAStackAndWhichWaiverRunsOut() {
    var decision =
        Decisions.of(
            TUESDAY,
            List.of(
                Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30"),
                Decisions.finding(Decisions.urn(2), Status.Subject.WAIVED, "20")));
    var markdown =
        new String(
            MarkdownPage.render(
                PortfolioPage.of(Portfolio.of(List.of(Entry.of("d.json", decision))))),
            StandardCharsets.UTF_8);
    assertThat(markdown)
        .contains("KMS-001")
        .contains("high, mandatory | shop/dev: fail, 1 open")
        .contains("| 2026-12-31 | 44 |");
  }

  @Test
  void whatIsNotDecidedIsNotNothing() {
    var denied =
        Decisions.of(
            MONDAY,
            List.of(Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30")),
            Decisions.urn(2));
    var error = Decisions.undecided().withAsOf(TUESDAY);
    var portfolio = Portfolio.of(List.of(Entry.of("a.json", denied), Entry.of("b.json", error)));
    assertThat(markdown(portfolio))
        .contains(
            "| **not decided** | `2026-11-17T00:00:00Z` | not known | not known | not known |"
                + " not known | `█?`<br>1 → ? open |")
        .contains("2026-11-16T00:00:00Z ████████████████████ 1 fail\n")
        .contains("2026-11-17T00:00:00Z ? not decided\n");
    assertThat(new String(HtmlPage.render(PortfolioPage.of(portfolio)), StandardCharsets.UTF_8))
        .contains("<title>2026-11-17T00:00:00Z: not decided</title>");
  }

  @Test
  void whatWasNotAskedHasNotDisappeared() {
    var before =
        Decisions.of(
            MONDAY, List.of(Decisions.finding(Decisions.urn(1), Status.Subject.FAIL, "30")));
    var partial = Decisions.partial(TUESDAY);
    assertThat(
            markdown(
                Portfolio.of(List.of(Entry.of("a.json", before), Entry.of("b.json", partial)))))
        .doesNotContain("gone");
  }

  @Test
  void leadsToTheReportsThatThereAre() {
    var portfolio =
        Portfolio.of(
            List.of(
                Entry.of("a.json", Decisions.of(MONDAY, List.of(), Decisions.urn(1))),
                Entry.of("b.json", Decisions.of(TUESDAY, List.of(), Decisions.urn(1)))));
    var page =
        PortfolioPage.of(
            portfolio,
            entry ->
                entry.file().equals("a.json")
                    ? Optional.of("javascript:alert(1)//\" onclick=x/<a>.html")
                    : Optional.empty());
    var uri = "javascript%3Aalert%281%29//%22%20onclick%3Dx/%3Ca%3E.html";
    var html = new String(HtmlPage.render(page), StandardCharsets.UTF_8);
    assertThat(html)
        .containsOnlyOnce("<a ")
        .contains("<a href=\"" + uri + "\"><span class=\"good\">allowed</span></a>");
    assertThat(new String(MarkdownPage.render(page), StandardCharsets.UTF_8))
        .containsOnlyOnce("](")
        .contains("[allowed](<" + uri + ">)");
  }

  @Test
  void showsTheTrendOfAStack() {
    var entries = new ArrayList<Entry>();
    for (var open : List.of(8, 4, 1, 0)) {
      var findings =
          IntStream.range(0, open)
              .mapToObj(i -> Decisions.finding(Decisions.urn(i), Status.Subject.FAIL, "x"))
              .toList();
      var asOf = MONDAY.plusSeconds(entries.size());
      entries.add(
          Entry.of(entries.size() + ".json", Decisions.of(asOf, findings, Decisions.urn(9))));
    }
    assertThat(markdown(Portfolio.of(entries))).contains("| `█▄▁·`<br>8 → 0 open |");
  }

  @Test
  void theWaiverThatRunsOutFirstIsTheFirst() {
    var decision = Entry.of("a.json", Decisions.of(MONDAY, List.of(), Decisions.urn(1)));
    var page =
        markdown(
            Portfolio.of(
                List.of(
                    entry(
                        decision,
                        decision.stack(),
                        List.of(
                            waiver("W-1", "anna", "2027-01-31"),
                            waiver("W-2", "bert", "2026-11-15"),
                            waiver("W-3", "carl", "2026-12-01"))))));
    assertThat(page.indexOf("`W-2`")).isPositive().isLessThan(page.indexOf("`W-3`"));
    assertThat(page.indexOf("`W-3`")).isLessThan(page.indexOf("`W-1`"));
    assertThat(page).contains("**run out 1 day ago**", "| 15 |");
  }

  private static WaiverResult waiver(String id, String owner, String expires) {
    return new WaiverResult(
        id, "KMS-001", "*", owner, "approver", "reason", "T-1", expires, "active", List.of());
  }

  private static Entry entry(Entry of, Entry.Stack stack, List<WaiverResult> waivers) {
    return new Entry(
        of.file(),
        stack,
        of.asOf(),
        of.verdict(),
        of.partial(),
        of.profile(),
        of.resources(),
        of.graphDigest(),
        of.policyRevision(),
        of.findings(),
        of.requirements(),
        of.open(),
        of.opposed(),
        waivers);
  }

  private static String markdown(Portfolio portfolio) {
    return new String(MarkdownPage.render(PortfolioPage.of(portfolio)), StandardCharsets.UTF_8);
  }

  @Test
  void theWorstOfTheStacksCounts() {
    var allowed = Decisions.of(MONDAY, List.of(), Decisions.urn(1));
    var other = Entry.of("b.json", Decisions.undecided());
    var elsewhere = entry(other, new Entry.Stack("shop", "prod", null), other.waivers());
    assertThat(Portfolio.of(List.of(Entry.of("a.json", allowed), elsewhere)).verdict())
        .isEqualTo(Status.Verdict.ERROR);
  }

  @Test
  void whatIsUndecidedIsOpen() {
    var before = Decisions.of(MONDAY, List.of(), Decisions.urn(1));
    var after =
        Decisions.of(
            TUESDAY,
            List.of(Decisions.finding(Decisions.urn(1), Status.Subject.UNDECIDED, "(unknown)")));
    assertThat(
            markdown(Portfolio.of(List.of(Entry.of("a.json", before), Entry.of("b.json", after)))))
        .contains("| 0 | 1 | 0 | 1 new, 0 gone | `·█`<br>0 → 1 open |");
  }
}
