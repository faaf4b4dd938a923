package dev.portcullis.report.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.HtmlPage;
import dev.portcullis.report.document.MarkdownPage;
import dev.portcullis.report.portfolio.Entry;
import dev.portcullis.report.portfolio.Portfolio;
import dev.portcullis.report.portfolio.PortfolioPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages byte by byte. {@code -Dgolden.update=true} writes the files anew; the difference is
 * read in review.
 */
class DiffGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden-pages");
  private static final String HOSTILE = "<b>\u202e\u001b[31m | `x` @team";

  static Stream<Arguments> pages() {
    var monday = decision("2026-11-16T00:00:00Z", Status.Subject.FAIL, "30", Status.Subject.FAIL);
    var tuesday =
        decision("2026-11-17T00:00:00Z", Status.Subject.FAIL, HOSTILE, Status.Subject.UNDECIDED);
    var friday =
        decision("2026-11-20T00:00:00Z", Status.Subject.WAIVED, HOSTILE, Status.Subject.PASS);
    return Stream.of(
        Arguments.of("worse", diff(monday, tuesday)),
        Arguments.of("better", diff(tuesday, friday)),
        Arguments.of("same", diff(monday, monday)),
        Arguments.of("undecided", diff(monday, Decisions.undecided())),
        Arguments.of(
            "portfolio",
            PortfolioPage.of(
                Portfolio.of(
                    List.of(
                        Entry.of("mon/decision.json", monday),
                        Entry.of("tue/decision.json", tuesday),
                        Entry.of("fri/decision.json", friday))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void rendersAsWritten(String name, Document page) throws IOException {
    compare(FOLDER.resolve(name + ".md"), MarkdownPage.render(page));
    compare(FOLDER.resolve(name + ".html"), HtmlPage.render(page));
  }

  private static void compare(Path file, byte[] bytes) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    }
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(Files.readString(file));
  }

  private static Document diff(Decision a, Decision b) {
    return DiffPage.of(DecisionDiff.of(a, b));
  }

  private static Decision decision(
      String asOf, Status.Subject first, String value, Status.Subject second) {
    var one = Decisions.finding(Decisions.urn(1), first, value);
    var two = Decisions.urn(2);
    return second == Status.Subject.PASS
        ? Decisions.of(Instant.parse(asOf), List.of(one), two)
        : Decisions.of(Instant.parse(asOf), List.of(one, Decisions.finding(two, second, "x")));
  }
}
