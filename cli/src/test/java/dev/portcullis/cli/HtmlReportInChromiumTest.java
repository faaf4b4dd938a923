package dev.portcullis.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.report.html.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of each system, allowed and denied, as its readers use it. */
@Tag("chromium")
class HtmlReportInChromiumTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOSTILE = "<img src=x onerror=alert(1)></script>\u202e'\"`{{1}}";
  private static final List<String> KEYS =
      List.of("kmsKeyId", "kmsKeyArn", "kmsMasterKeyId", "kmsMasterKeyArn");

  private static ReportBrowser browser;
  @TempDir private static Path scratch;

  @BeforeAll
  static void start() {
    ReportBrowser.needed(HtmlReportInChromiumTest.class);
    browser = new ReportBrowser();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"serverless", "trading", "healthcare", "payments"})
  void anAllowedSystemIsSearchedAndItsPictureLeadsToItsResources(String system) throws IOException {
    var page = browser.open(report(allowed(system)), ColorScheme.LIGHT);
    assertThat(page.locator("h1")).containsText("Allowed");
    assertThat(page.locator(".region text")).hasCount(2);
    assertThat(page.locator(".line.is-replication").first()).isAttached();
    assertThat(page.locator(".line.is-failover").first()).isAttached();

    page.locator("form[data-filter=matrix] select[name=status]").selectOption("met");
    assertThat(page.locator(".matrix tbody tr:visible .tag.is-met").first()).isVisible();
    assertThat(page.locator(".matrix tbody tr:visible[data-status]:not([data-status=met])"))
        .hasCount(0);

    page.locator("form[data-list] input[name=text]").fill("aws:lambda/function");
    var rows = page.locator("#resource-table tbody tr");
    assertThat(rows.first()).containsText("aws:lambda/function:Function");
    assertThat(rows.filter(new Locator.FilterOptions().setHasNotText("aws:lambda/function")))
        .hasCount(0);

    page.locator(".row").first().click();
    assertThat(page.locator("#panel")).isVisible();
    assertThat(page.locator("#panel-body")).containsText("Rules that examined it");
    page.keyboard().press("Escape");
    assertThat(page.locator("#panel")).isHidden();
    assertThat(browser.complaints()).isEmpty();
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serverless", "trading", "healthcare", "payments"})
  void aFindingLeadsToThePictureAndBack(String system) throws IOException {
    var page = browser.open(report(denied(system, false)), ColorScheme.DARK);
    assertThat(page.locator("h1")).containsText("Denied");
    assertThat(page.locator(".box.is-fail").first()).isVisible();
    var finding = page.locator(".finding").nth(1);
    finding.locator(".to-picture").click();
    assertThat(page.locator(".box.found")).hasCount(1);
    assertThat(page.locator(".box.found")).hasClass(Pattern.compile("is-fail"));
    assertThat(page.locator(".box.found")).isInViewport();
    page.locator("#picture-back").click();
    assertThat(finding).isInViewport();
    assertThat(finding).isFocused();

    var search = page.locator("form[data-filter=findings] input[name=text]");
    search.fill("no such words anywhere");
    assertThat(page.locator(".finding:visible")).hasCount(0);
    // What stands once at the head of a rule is found at each of its findings.
    var ofRule = page.locator("section.group[aria-label=KMS-001] .finding").count();
    search.fill("kms-001 fix");
    assertThat(page.locator(".finding:visible")).hasCount(ofRule);
    search.fill("");
    assertThat(page.locator("form[data-filter=findings] output")).containsText("findings");
    assertThat(finding).isVisible();
    assertThat(browser.complaints()).isEmpty();
    page.context().close();
  }

  @Test
  void hostileNamesAreTextEverywhere() throws IOException {
    var page = browser.open(report(denied("serverless", true)), ColorScheme.LIGHT);
    assertThat(page.locator(".finding").first()).containsText("<img src=x onerror=alert(1)>");
    page.locator(".finding dd a").first().click();
    assertThat(page.locator("#panel-title")).containsText("<img src=x onerror=alert(1)></script>");
    assertThat(page.locator("#panel-title")).containsText("\\u202e");
    assertThat(page.locator("img")).hasCount(0);
    assertThat(browser.complaints()).isEmpty();
    page.context().close();
  }

  @Test
  void everybodyCanReadIt() throws IOException {
    var file = report(denied("serverless", false));
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = browser.open(file, scheme);
      accessible(page);
      page.locator(".row").first().click();
      assertThat(page.locator("#panel")).isVisible();
      accessible(page);
      page.context().close();
    }
  }

  private static void accessible(Page page) {
    var result =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze();
    assertThat(result.getPasses()).isNotEmpty();
    assertThat(result.getViolations())
        .as("violations of WCAG")
        .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getTarget())
        .isEmpty();
  }

  @Test
  void isPrintedWithWhatWasFolded() throws IOException {
    var page = browser.open(report(allowed("payments")), ColorScheme.LIGHT);
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assertThat(page.locator(".matrix details:not([open])")).hasCount(0);
    page.evaluate("dispatchEvent(new Event('afterprint'))");
    assertThat(page.locator(".matrix details[open]")).hasCount(0);
    assertThat(page.pdf()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    assertThat(browser.complaints()).isEmpty();
    page.context().close();
  }

  /** How fast, is for the benchmark (docs/performance.md). */
  @Test
  void tenThousandResourcesOpenAndAreFiltered() throws IOException {
    var folder = large();
    var resources = GraphJson.read(folder.resolve("graph.json")).resources();
    var page = browser.open(report(folder), ColorScheme.LIGHT);
    var counted = page.locator("form[data-list] output");
    assertThat(counted).hasText("%1$d of %1$d resources".formatted(resources.size()));
    page.locator("form[data-list] input[name=text]").fill("aws:cloudwatch/metricAlarm:");
    var alarms =
        resources.stream().filter(r -> r.type().startsWith("aws:cloudwatch/metricAlarm:")).count();
    assertThat(counted).hasText("%d of %d resources".formatted(alarms, resources.size()));
    page.locator("#resources .pager [data-step='1']").click();
    assertThat(page.locator("#resources .pager span")).containsText("101–");
    assertThat(page.locator(".box").first()).isAttached();
    page.locator(".box a").first().click();
    assertThat(page.locator("#panel")).isVisible();
    assertThat(browser.complaints()).isEmpty();
    page.context().close();
  }

  /** What a program might try that got into the page: the policy of the page lets none out. */
  @Test
  void noRequestLeavesThePageWhateverRunsInIt() throws IOException {
    var file = report(allowed("serverless"));
    var unguarded =
        Files.writeString(
            scratch.resolve("unguarded.html"),
            Files.readString(file)
                .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", ""));
    try (var listener = new Listener()) {
      assertThat(attempts(unguarded, listener)).as("without the policy").isGreaterThan(3);
      assertThat(attempts(file, listener)).as("with the policy").isZero();
    }
    browser.forgive();
  }

  private static int attempts(Path file, Listener listener) {
    var before = listener.heard();
    var page = browser.open(file, ColorScheme.LIGHT);
    page.evaluate(
        "address => { const add = (tag, properties) =>"
            + " document.body.append(Object.assign(document.createElement(tag), properties));"
            + " add('img', {src: address + 'img'}); add('script', {src: address + 'script'});"
            + " add('link', {rel: 'stylesheet', href: address + 'style'});"
            + " add('iframe', {src: address + 'frame'}); add('object', {data: address + 'object'});"
            + " add('video', {src: address + 'video'});"
            + " fetch(address + 'fetch', {mode: 'no-cors'}).catch(() => {});"
            + " try { navigator.sendBeacon(address + 'beacon'); } catch (refused) {}"
            + " try { new EventSource(address + 'events'); } catch (refused) {} }",
        listener.address());
    page.waitForTimeout(500);
    page.context().close();
    return listener.heard() - before;
  }

  @ParameterizedTest
  @ValueSource(strings = {"serverless", "trading", "healthcare", "payments"})
  void everyNameIsThereOnceAndNoLinkLeadsToNothing(String system) throws IOException {
    for (var folder : List.of(allowed(system), denied(system, false))) {
      var page = browser.open(report(folder), ColorScheme.LIGHT);
      var ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)");
      assertThat((List<?>) ids).isNotEmpty().doesNotHaveDuplicates();
      var nowhere =
          page.evaluate(
              "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
                  + ".filter(h => !h.startsWith('#') || (!/^#[rbpts]-/.test(h)"
                  + " && !document.getElementById(h.slice(1))))");
      assertThat((List<?>) nowhere).isEmpty();
      page.context().close();
    }
  }

  @Test
  void fitsAPhone() throws IOException {
    var page = browser.open(report(denied("trading", false)), ColorScheme.LIGHT, 390, 844);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    page.locator(".finding dd a").first().click();
    assertThat(page.locator("#panel")).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat(browser.complaints()).isEmpty();
    page.context().close();
  }

  @Test
  void isUsedWithTheKeyboardAlone() throws IOException {
    var page = browser.open(report(denied("serverless", false)), ColorScheme.LIGHT);
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#main")).isFocused();
    page.keyboard().press("Tab");
    assertThat(page.locator("form[data-filter=findings] input")).isFocused();
    var resource = page.locator(".finding dd a").first();
    resource.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#panel")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#panel")).isHidden();
    assertThat(resource).isFocused();
    page.locator(".finding .to-picture").first().focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".row:focus, .box a:focus")).hasCount(1);
    page.keyboard().press("Enter");
    assertThat(page.locator("#panel")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator(".box.found")).hasCount(1);
    assertThat(browser.complaints()).isEmpty();
    page.context().close();
  }

  /** As many copies of a system as make ten thousand resources, each a project of its own. */
  private static Path large() throws IOException {
    var out = scratch.resolve("large");
    var graph = (ObjectNode) JSON.readTree(allowed("serverless").resolve("graph.json").toFile());
    var one = graph.get("resources").toString();
    var all = graph.putArray("resources");
    for (int i = 0; all.size() < 10_000; i++) {
      all.addAll((ArrayNode) JSON.readTree(one.replace("::portcullis::", "::copy" + i + "::")));
    }
    graph.remove("digest");
    var input = scratch.resolve("large.json");
    JSON.writeValue(input.toFile(), graph);
    var run =
        Run.of(
            "check",
            "--graph",
            input.toString(),
            "--profile",
            "serverless",
            "--trace",
            "--quiet",
            "--out",
            out.toString());
    assertThat(run.status()).as(run.err()).isLessThan(2);
    return out;
  }

  /** The folder of a decision with its graph. */
  private static Path allowed(String system) {
    var out = scratch.resolve(system);
    if (!Files.exists(out)) {
      var run = Run.of("check", system, "--trace", "--quiet", "--out", out.toString());
      assertThat(run.status()).as(run.err()).isZero();
    }
    return out;
  }

  /** The same without the keys that its data is encrypted with. */
  private static Path denied(String system, boolean hostile) throws IOException {
    var out = scratch.resolve(system + (hostile ? "-hostile" : "-broken"));
    if (!Files.exists(out)) {
      var graph = (ObjectNode) JSON.readTree(allowed(system).resolve("graph.json").toFile());
      graph.remove("digest");
      withoutKeys(graph.get("resources"));
      if (hostile) {
        graph.get("resources").forEach(r -> ((ObjectNode) r).put("name", HOSTILE + r.get("name")));
      }
      var broken = scratch.resolve("input-" + out.getFileName() + ".json");
      JSON.writeValue(broken.toFile(), graph);
      var run =
          Run.of(
              "check",
              "--graph",
              broken.toString(),
              "--profile",
              system,
              "--trace",
              "--quiet",
              "--out",
              out.toString());
      assertThat(run.status()).as(run.err()).isEqualTo(1);
    }
    return out;
  }

  private static void withoutKeys(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(KEYS);
    }
    node.forEach(HtmlReportInChromiumTest::withoutKeys);
  }

  private static Path report(Path folder) throws IOException {
    var page =
        HtmlReport.render(
            DecisionJson.read(folder.resolve("decision.json")),
            GraphJson.read(folder.resolve("graph.json")));
    return Files.write(folder.resolve("report.html"), page);
  }
}
