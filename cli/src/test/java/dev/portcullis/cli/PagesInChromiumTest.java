package dev.portcullis.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The portfolio and the difference of decisions, as their readers use them. */
@Tag("chromium")
class PagesInChromiumTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202e";

  private static ReportBrowser browser;
  @TempDir private static Path scratch;
  private static Path decisions;
  private static Path pages;

  @BeforeAll
  static void start() throws IOException {
    ReportBrowser.needed(PagesInChromiumTest.class);
    browser = new ReportBrowser();
    decisions = scratch.resolve("decisions");
    pages = scratch.resolve("pages");
    check(0, "payments 1", "16", "payments");
    check(0, "serverless 1", "16", "serverless");
    check(0, "serverless 3", "18", "serverless");
    var slow = scratch.resolve("slow.json");
    var graph =
        Files.readString(decisions.resolve("serverless 1/graph.json"))
            .replace("\"requestInterval\":10", "\"requestInterval\":30")
            .replace("::serverless-failover-use1\"", "::" + HOSTILE + "\"")
            .replace("\"name\":\"serverless-failover-use1\"", "\"name\":\"" + HOSTILE + "\"")
            .replaceFirst("\"digest\":\"sha256:[0-9a-f]+\",", "");
    Files.writeString(slow, graph);
    check(1, "serverless 2", "17", "--graph", slow.toString());
    write(0, "report", decisions.toString());
    write(1, "diff", decision("serverless 1"), decision("serverless 2"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void check(int status, String name, String day, String... what) {
    var out = decisions.resolve(name).toString();
    var options = Stream.of("--as-of", "2026-11-" + day + "T00:00:00Z", "--quiet", "--out", out);
    var run =
        Run.of(
            Stream.of(Stream.of("check"), Stream.of(what), options)
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isEqualTo(status);
  }

  private static void write(int status, String... what) {
    var run =
        Run.of(
            Stream.concat(Stream.of(what), Stream.of("--format", "html", "--out", pages.toString()))
                .toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isEqualTo(status);
  }

  private static String decision(String name) {
    return decisions.resolve(name).resolve("decision.json").toString();
  }

  @Test
  void thePortfolioShowsTheTrendAndOpensEveryReport() {
    var portfolio = pages.resolve("portfolio.html");
    var page = browser.open(portfolio, ColorScheme.LIGHT);
    assertThat(page.locator("figure svg g")).hasCount(3);
    assertThat(page.locator("figure rect.bad")).hasCount(1);
    assertThat(page.locator("a")).hasCount(6);
    assertThat(browser.complaints()).isEmpty();

    for (int i = 0; i < 6; i++) {
      var link = page.locator("a").nth(i);
      var bad = row(link).locator(".bad").count() > 0;
      var report = pages.resolve(pages.toUri().resolve(link.getAttribute("href")).getPath());
      link.click();
      assertThat(page.locator("h1")).containsText(bad ? "Denied" : "Allowed");
      assertThat(page.locator("#picture .box").first()).isAttached();
      assertThat(browser.complaints())
          .as("nothing but what was clicked is asked for")
          .containsExactly("request: " + report.toUri());
      browser.complaints().clear();
      page.navigate(portfolio.toUri().toString());
    }
    page.context().close();
  }

  private static Locator row(Locator cell) {
    return cell.locator("xpath=ancestor::tr");
  }

  @Test
  void theDifferenceShowsNamesAsText() {
    var page = browser.open(pages.resolve("diff.html"), ColorScheme.DARK);
    assertThat(page.locator("main")).containsText("<img src=x onerror=alert(1)>\\u202e");
    assertThat(page.locator("h2").first()).containsText("New (");
    assertThat(page.locator("img, script")).hasCount(0);
    assertThat(browser.complaints()).isEmpty();
    page.context().close();
  }

  @Test
  void everybodyCanReadThemOnEveryScreen() {
    for (var file : List.of("portfolio.html", "diff.html")) {
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        var page = browser.open(pages.resolve(file), scheme);
        accessible(page);
        page.setViewportSize(390, 800);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as("only tables scroll sideways")
            .isTrue();
        page.context().close();
      }
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private static void accessible(Page page) {
    var result =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze();
    assertThat(result.getPasses()).isNotEmpty();
    assertThat(result.getViolations())
        .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getTarget())
        .isEmpty();
  }

  @Test
  void areBlackOnWhiteInPrint() {
    for (var file : List.of("portfolio.html", "diff.html")) {
      var page = browser.open(pages.resolve(file), ColorScheme.DARK);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(page.locator("body")).hasCSS("background-color", "rgb(255, 255, 255)");
      assertThat(page.locator("body")).hasCSS("color", "rgb(0, 0, 0)");
      assertThat(page.pdf()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
      page.context().close();
    }
    assertThat(browser.complaints()).isEmpty();
  }
}
