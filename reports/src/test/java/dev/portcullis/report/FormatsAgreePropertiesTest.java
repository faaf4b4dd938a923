package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;

/** Of any decision all formats say the same, are valid, and obey nothing that is written in it. */
class FormatsAgreePropertiesTest {
  /** The same trials in every run: a change is not blamed for what nobody tried before. */
  private static final String SEED = "20261121";

  private static final Pattern SECTION =
      Pattern.compile(
          "(?m)^### (Denied|Undecided|Advisory: failed|Advisory: undecided|Waived) \\((\\d+)\\)$");
  private static final Pattern TAG = Pattern.compile("<(?!!-- -->)/?([a-zA-Z0-9]+)");
  private static final List<String> REFERENCES =
      List.of("subject-uuid", "observation-uuid", "risk-uuid");
  private static final Set<String> OUR_TAGS =
      Set.of(
          "h2", "h3", "h4", "ul", "li", "p", "table", "thead", "tbody", "tr", "th", "td", "code",
          "strong", "br", "details", "summary");

  @Property(tries = 150, seed = SEED)
  void formatsAgreeOnIdsStatusesAndCounts(@ForAll long seed) {
    var decision = AnyDecision.of(seed);
    var expected = Seen.expected(decision);
    assertThat(Seen.json(render("json", decision))).as("json").isEqualTo(expected);
    assertThat(Seen.sarif(render("sarif", decision))).as("sarif").isEqualTo(expected);
    assertThat(Seen.junit(render("junit", decision))).as("junit").isEqualTo(expected);
    assertThat(Seen.html(render("html", decision))).as("html").isEqualTo(expected);
    assertThat(Seen.csv(render("csv", decision))).as("csv").isEqualTo(expected);
    assertThat(Seen.oscalAssessment(render("oscal-ar", decision)))
        .as("oscal-ar")
        .isEqualTo(expected);
    assertThat(Seen.github(render("github", decision))).as("github").isEqualTo(expected.findings());
    assertThat(Seen.gitlab(render("gitlab", decision))).as("gitlab").isEqualTo(expected.findings());
    assertThat(Seen.oscalComponent(render("oscal-cd", decision)))
        .as("oscal-cd")
        .isEqualTo(decision.rules().stream().map(RuleResult::id).toList());
  }

  @Property(tries = 150, seed = SEED)
  void textsForPeopleAgreeToo(@ForAll long seed) {
    var decision = AnyDecision.of(seed);
    assertThat(Seen.console(render("console", decision)))
        .as("console")
        .isEqualTo(
            decision.findings().stream()
                .map(
                    f ->
                        f.rule() + " " + f.status().json() + " " + f.fingerprint().substring(7, 19))
                .sorted()
                .toList());
    var page = Jsoup.parse(RenderedMarkdown.html(render("markdown", decision)));
    if (page.select("p:contains(too many for a comment)").isEmpty()) {
      assertThat(Seen.markdown(page))
          .as("markdown")
          .isEqualTo(
              decision.findings().stream()
                  .map(f -> f.rule() + " " + f.status().json())
                  .sorted()
                  .toList());
    }
    for (var rule : decision.rules()) {
      var row = page.select("details tr:has(strong:matchesOwn(^" + rule.id() + "$))").first();
      var counts = rule.counts();
      assertThat(row.select("td").eachText().stream().skip(1))
          .containsExactly(
              rule.status().json() + (Facts.isMandatory(rule) ? "" : " (advisory)"),
              Integer.toString(counts.targets()),
              Integer.toString(counts.pass()),
              Integer.toString(counts.passByReference()),
              Integer.toString(counts.fail()),
              Integer.toString(counts.undecided()),
              Integer.toString(counts.waived()));
    }
    var listed =
        SECTION
            .matcher(text("markdown", decision))
            .results()
            .mapToInt(m -> Integer.parseInt(m.group(2)))
            .sum();
    assertThat(listed).isEqualTo(decision.findings().size());
  }

  /** No reader of one format alone may take for passed what is not. */
  @Property(tries = 150, seed = SEED)
  void onlyWhatIsAllowedLooksAllowed(@ForAll long seed) {
    var decision = AnyDecision.of(seed);
    var allowed = decision.decision() == Status.Verdict.ALLOW;
    var run = Seen.tree(render("sarif", decision)).at("/runs/0");
    var notifications = run.at("/invocations/0/toolExecutionNotifications").toString();
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean())
        .isEqualTo(decision.decision() != Status.Verdict.ERROR);
    assertThat(run.at("/invocations/0/exitCode").asInt()).isEqualTo(decision.decision().exitCode());
    for (var rule : decision.rules()) {
      assertThat(notifications.contains("\"id\":\"" + rule.id() + "\""))
          .as("a notification of " + rule.id())
          .isEqualTo(Facts.lacksSubjects(rule) || rule.counts().undecided() > 0);
    }
    var junit = Seen.document(render("junit", decision));
    assertThat(Seen.elements(junit, "failure").isEmpty() && Seen.elements(junit, "error").isEmpty())
        .as("junit")
        .isEqualTo(allowed);
    assertThat(text("github", decision).lines().anyMatch(line -> line.startsWith("::error ")))
        .as("github")
        .isEqualTo(!allowed);
    var severities = Seen.tree(render("gitlab", decision)).findValuesAsText("severity");
    if (decision.decision() == Status.Verdict.ERROR) {
      assertThat(severities).as("gitlab").contains("blocker");
      assertThat(text("csv", decision)).contains("\"error\"");
    }
    if (allowed) {
      assertThat(severities).doesNotContain("blocker", "critical", "major");
    } else {
      assertThat(severities).as("gitlab").isNotEmpty();
    }
    var judged = Seen.tree(render("oscal-ar", decision)).at("/assessment-results/results/0");
    assertThat(judged.at("/findings/0/target/status/state").asText())
        .as("oscal-ar")
        .isEqualTo(allowed && !decision.partial() ? "satisfied" : "not-satisfied");
    assertThat(text("markdown", decision).startsWith("## Portcullis: allowed\n"))
        .as("markdown")
        .isEqualTo(allowed);
    assertThat(text("html", decision).contains("</span> Allowed</h1>"))
        .as("html")
        .isEqualTo(allowed);
  }

  /** Whoever has one format only must not take a part of the rules for all of them. */
  @Property(tries = 60, seed = SEED)
  void everyFormatSaysThatOnlySomeRulesWereAsked(@ForAll long seed) {
    var decision = AnyDecision.of(seed);
    for (var format : Formats.all()) {
      var text = text(format.name(), decision);
      var said =
          Pattern.compile("(?i)\\bpartial\\b")
              .matcher(text.replaceAll("(?s)<s(cript|tyle).*?</s", ""));
      var always = Set.of("json", "sarif", "oscal-ar", "oscal-cd").contains(format.name());
      assertThat(said.find()).as(format.name()).isEqualTo(decision.partial() || always);
    }
  }

  @Property(tries = 150, seed = SEED)
  void htmlHasNoMarkupButOurs(@ForAll long seed) {
    var page = Jsoup.parse(text("html", AnyDecision.of(seed)));
    assertThat(page.select("script")).hasSize(2);
    assertThat(page.select("img, iframe, object, embed, link, base, svg, style:not(head > style)"))
        .isEmpty();
    for (var element : page.getAllElements()) {
      for (var attribute : element.attributes()) {
        assertThat(attribute.getKey()).doesNotStartWith("on").isNotEqualTo("style");
        if (attribute.getKey().equals("href")) {
          assertThat(attribute.getValue()).startsWith("#");
        }
      }
    }
  }

  @Property(tries = 60, seed = SEED)
  void machineFormatsAreValid(@ForAll long seed) {
    var decision = AnyDecision.of(seed);
    OfficialSchemas.formats().forEach(f -> OfficialSchemas.check(f, render(f, decision)));
  }

  @Property(tries = 150, seed = SEED)
  void textOfOthersIsOnlyShown(@ForAll long seed) {
    var decision = AnyDecision.of(seed);
    for (var format : Formats.all()) {
      assertThat(
              text(format.name(), decision).codePoints().filter(FormatsAgreePropertiesTest::steers))
          .as(format.name())
          .isEmpty();
    }
    assertThat(text("github", decision).lines())
        .allSatisfy(line -> assertThat(line).matches("::(error|warning|notice) [^:]*::.*"))
        .hasSize(
            decision.findings().size()
                + (int) decision.rules().stream().filter(Facts::lacksSubjects).count()
                + (decision.error() == null ? 1 : 2));
    for (var line : text("console", decision).lines().toList()) {
      assertThat(line).doesNotStartWith("::").doesNotContain("##");
    }
    for (var row : Seen.rows(render("csv", decision))) {
      assertThat(row.values()).noneMatch(v -> !v.isEmpty() && "=+-@".indexOf(v.charAt(0)) >= 0);
    }
  }

  @Property(tries = 150, seed = SEED)
  void markdownHasNoMarkupButOurs(@ForAll long seed) {
    var decision = AnyDecision.of(seed);
    var markdown = text("markdown", decision);
    assertThat(markdown.length()).isLessThan(65_536);
    var html = RenderedMarkdown.html(render("markdown", decision));
    var tags =
        TAG.matcher(html)
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(OUR_TAGS).containsAll(tags);
    // Outside of code nothing is left of what GitHub turns into a mention, a reference or an emoji.
    assertThat(html.replaceAll("<code>.*?</code>", ""))
        .doesNotContainPattern("[@#!%~$]\\w|\\bGH-\\d|:[\\w+-]+:|://|(?i:\\bwww)\\.");
  }

  @Property(tries = 60, seed = SEED)
  void oscalIdentifiersAreUniqueAndReferencesResolve(@ForAll long seed) {
    for (var format : List.of("oscal-ar", "oscal-cd")) {
      var document = Seen.tree(render(format, AnyDecision.of(seed)));
      var defined = document.findValuesAsText("uuid");
      assertThat(defined).as(format).isNotEmpty().doesNotHaveDuplicates();
      var referred = new ArrayList<String>();
      REFERENCES.forEach(name -> referred.addAll(document.findValuesAsText(name)));
      Stream.of("href", "source")
          .flatMap(name -> document.findValuesAsText(name).stream())
          .filter(reference -> reference.startsWith("#"))
          .forEach(reference -> referred.add(reference.substring(1)));
      assertThat(referred).as(format).isSubsetOf(defined);
    }
  }

  private static boolean steers(int c) {
    return c != '\n'
        && c != '\r'
        && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  private static byte[] render(String format, Decision decision) {
    return Formats.named(format).render(decision);
  }

  private static String text(String format, Decision decision) {
    return new String(render(format, decision), StandardCharsets.UTF_8);
  }

  @Property(tries = 50, seed = SEED)
  void sameDecisionGivesSameBytes(@ForAll long seed) {
    for (var format : Formats.all()) {
      assertThat(format.render(AnyDecision.of(seed)))
          .isEqualTo(format.render(AnyDecision.of(seed)));
    }
  }

  @Property(tries = 50, seed = SEED)
  void findingsWithoutTheirRuleAreRefused(@ForAll long seed) {
    var decision = AnyDecision.of(seed);
    var broken = decision.withFindings(SampleDecisions.single().findings());
    for (var format :
        List.of("sarif", "junit", "csv", "markdown", "github", "gitlab", "oscal-ar")) {
      assertThatThrownBy(() -> render(format, broken))
          .as(format)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("/findings/0");
    }
  }
}
