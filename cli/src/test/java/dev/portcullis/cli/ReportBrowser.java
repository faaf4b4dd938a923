package dev.portcullis.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium, which keeps a list of everything a page must not do: to fail, to write to the
 * console, and to ask for anything but itself.
 */
final class ReportBrowser implements AutoCloseable {
  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("PORTCULLIS_CHROMIUM", "/usr/bin/chromium"));

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  ReportBrowser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    // In a container the sandbox of Chromium has no rights; the page is our own.
                    .setArgs(List.of("--no-sandbox")));
  }

  /** Skips the tests of a class, loudly, where there is no Chromium and it is not demanded. */
  static void needed(Class<?> test) {
    if (!Files.isExecutable(CHROMIUM) && System.getenv("PORTCULLIS_REQUIRE_TOOLS") == null) {
      System.err.println("NOT RUN: " + test.getSimpleName() + " needs " + CHROMIUM.getFileName());
      assumeTrue(false, "Chromium is not there");
    }
  }

  /** A file in a new window of its own, with nothing remembered. */
  Page open(Path file, ColorScheme scheme) {
    return open(file, scheme, 1500, 1000);
  }

  /** The same in a window of that size, in pixels. */
  Page open(Path file, ColorScheme scheme, int width, int height) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme));
    var page = context.newPage();
    page.onConsoleMessage(m -> complaints.add("console " + m.type() + ": " + m.text()));
    page.onPageError(error -> complaints.add("error: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    var address = file.toUri().toString();
    page.onRequest(
        request -> {
          if (!request.url().split("#", 2)[0].equals(address)) {
            complaints.add("request: " + request.url());
          }
        });
    page.navigate(address);
    return page;
  }

  /** What any page has done that it must not do. */
  List<String> complaints() {
    return complaints;
  }

  /** Forgets them, after a test that provoked them. */
  void forgive() {
    complaints.clear();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
