package dev.portcullis.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The HTML report of a large graph in Debian's Chromium: from the navigation to the end of its load
 * event, and from the change of a search text to the page laid out anew. Each round has a window of
 * its own, with nothing remembered.
 */
record PagePart(Tools tools, SeriesBook book) {
  static final String NAME = "report.html";
  static final String OPEN = "open in Chromium";
  static final String FILTER_RESOURCES = "filter the resources";
  static final String FILTER_SENTENCES = "filter the requirement matrix";
  static final int RESOURCES = 10_000;

  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("PORTCULLIS_CHROMIUM", "/usr/bin/chromium"));
  private static final int ROUNDS = 7;

  /** Of the style and the layout, too: a filter is done when the reader sees it. */
  private static final String FILTER =
      "([form, text]) => { const input = document.querySelector(form + ' input[name=text]');"
          + " const start = performance.now(); input.value = text;"
          + " input.dispatchEvent(new Event('input', {bubbles: true}));"
          + " document.body.getBoundingClientRect(); return performance.now() - start; }";

  private static final String LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd";

  void run() {
    var page = report().toUri().toString();
    var nothing = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    try (var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(nothing));
        var browser = playwright.chromium().launch(options())) {
      for (int round = 0; round < ROUNDS; round++) {
        measure(browser, page);
      }
    }
  }

  /** In a container the sandbox of Chromium has no rights; the page is our own. */
  private static BrowserType.LaunchOptions options() {
    return new BrowserType.LaunchOptions()
        .setExecutablePath(CHROMIUM)
        .setArgs(List.of("--no-sandbox"));
  }

  private Path report() {
    var out = ScratchFolder.clear(tools.scratch().resolve("page"));
    var command =
        List.of(
            tools.gate(),
            "check",
            "--graph",
            tools.graph(RESOURCES).toString(),
            "--trace",
            "--quiet",
            "--format",
            "html",
            "--out",
            out.toString());
    ProcessRun.of(command, Map.of(), tools.root(), tools.scratch(), Duration.ofMinutes(2))
        .expecting(0);
    return out.resolve("report.html");
  }

  private void measure(Browser browser, String address) {
    try (var context = browser.newContext()) {
      var page = context.newPage();
      page.navigate(address);
      book.seconds(NAME, OPEN, RESOURCES, millis(page.evaluate(LOADED)) / 1e3);
      filter(page, FILTER_RESOURCES, "form[data-list]", "bucket");
      filter(page, FILTER_SENTENCES, "form[data-filter=matrix]", "kms");
    }
  }

  private void filter(Page page, String subject, String form, String text) {
    var millis = millis(page.evaluate(FILTER, List.of(form, text)));
    book.seconds(NAME, subject, RESOURCES, millis / 1e3);
  }

  private static double millis(Object number) {
    return ((Number) number).doubleValue();
  }
}
