package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.report.document.Block;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.HtmlPage;
import dev.portcullis.report.document.Look;
import dev.portcullis.report.html.HtmlReport;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same bytes on every machine, whatever its language writes for a digit or a small i. */
class MachinesTest {
  private static final Locale LANGUAGE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(LANGUAGE);
    TimeZone.setDefault(ZONE);
  }

  @ParameterizedTest
  @CsvSource({"ar-EG, Asia/Kolkata", "tr-TR, America/Los_Angeles", "fa-IR, Pacific/Kiritimati"})
  void everyFormatHasTheSameBytes(String language, String zone) {
    var system = SampleSystem.plain();
    var page = HtmlReport.render(system.decision(), system.graph());
    for (var decision : SampleDecisions.all()) {
      for (var format : Formats.all()) {
        restore();
        var here = format.render(decision);
        there(language, zone);
        assertThat(format.render(decision)).as(format.name()).isEqualTo(here);
      }
    }
    assertThat(HtmlReport.render(system.decision(), system.graph())).isEqualTo(page);
  }

  @ParameterizedTest
  @CsvSource({"ar-EG, Asia/Kolkata", "fa-IR, Pacific/Kiritimati"})
  void pagesHaveTheSameBytes(String language, String zone) {
    var here = HtmlPage.render(bars());
    there(language, zone);
    assertThat(HtmlPage.render(bars())).isEqualTo(here);
  }

  @Test
  void failsWhereDigitsAreThoseOfTheLanguage() {
    there("ar-EG", "Asia/Kolkata");
    for (int number = 0; number < 10; number++) {
      assertThat("%d".formatted(number)).isNotEqualTo(Integer.toString(number));
    }
  }

  private static Document bars() {
    var bars =
        List.of(
            new Block.Bar("2026-11-20", List.of(new Block.Part("fail", 3, Look.BAD))),
            new Block.Bar("2026-11-21", null));
    return Document.titled("Trend").bars("Findings", bars).build();
  }

  private static void there(String language, String zone) {
    Locale.setDefault(Locale.forLanguageTag(language));
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
  }
}
