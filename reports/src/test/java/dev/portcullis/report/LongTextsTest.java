package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.report.diff.DecisionDiff;
import dev.portcullis.report.diff.DiffPage;
import dev.portcullis.report.document.MarkdownPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value of a hundred thousand characters, in every place where one can stand. */
class LongTextsTest {
  private static final int LONG = 100_000;

  @ParameterizedTest
  @ValueSource(strings = {"x", "`", "|", "\ud83d\ude00", "\u001b", "\"", "&", "\\|", " a"})
  void everyFormatTakesThem(String piece) {
    var decision = decision(piece.repeat(LONG / piece.length()));
    for (var format : Formats.all()) {
      assertThat(format.render(decision)).as(format.name()).isNotEmpty();
    }
    OfficialSchemas.formats()
        .forEach(format -> OfficialSchemas.check(format, Formats.named(format).render(decision)));
    assertThat(Seen.junit(Formats.named("junit").render(decision)).findings()).hasSize(1);
    assertThat(text("markdown", decision).length()).isLessThan(65_536);
    // GitHub cuts what is longer than 64 KiB, and shows nothing of a line of megabytes.
    assertThat(text("github", decision).lines()).allMatch(line -> line.length() < 40_000);
    assertThat(text("console", decision).lines().filter(line -> line.contains("found")))
        .allMatch(line -> line.length() < 400);
    var diff = DiffPage.of(DecisionDiff.of(decision("other"), decision));
    assertThat(MarkdownPage.render(diff).length).isLessThan(65_536);
  }

  private static Decision decision(String text) {
    var single = SampleDecisions.single();
    var f = single.findings().get(0);
    return single.withFindings(
        List.of(
            new Finding(
                f.rule(),
                f.status(),
                f.urn(),
                text,
                text,
                text,
                "/" + text,
                text,
                text,
                text,
                text,
                f.fingerprint(),
                f.location(),
                null)));
  }

  private static String text(String format, Decision decision) {
    return new String(Formats.named(format).render(decision), StandardCharsets.UTF_8);
  }
}
