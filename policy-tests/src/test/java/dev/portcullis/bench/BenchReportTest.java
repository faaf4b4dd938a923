package dev.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final BenchMode QUICK = BenchMode.of("quick");

  private static Target cold(SeriesBook book) {
    return Target.judge(book, QUICK).stream()
        .filter(target -> target.demand().contains("conftest, 1,000"))
        .findFirst()
        .orElseThrow();
  }

  private static SeriesBook book(double[] gate, double[] conftest) {
    var book = new SeriesBook();
    for (int i = 0; i < gate.length; i++) {
      book.seconds(ColdPart.NAME, ColdPart.GATE, 1_000, gate[i]);
      book.seconds(ColdPart.NAME, ColdPart.CONFTEST, 1_000, conftest[i]);
    }
    return book;
  }

  private static BenchReport report(SeriesBook book) {
    return new BenchReport(
        "2026-11-21T00:00Z",
        "quick",
        Map.of("cores", "2"),
        Map.of("opa", "1.22.0"),
        Map.of("1,000", 2_231_056L),
        Target.judge(book, QUICK),
        book.series());
  }

  /** A load that comes and goes must not change the ratio: 1/1, 4/4 and 9/3 have the median 1. */
  @Test
  void ratiosAreFormedRoundByRound() {
    var target = cold(book(new double[] {1, 4, 9}, new double[] {1, 4, 3}));
    assertThat(target.measured()).isEqualTo(1, within(1e-9));
    assertThat(target.isMet()).isTrue();
  }

  @Test
  void failsATargetThatIsExceeded() {
    var target = cold(book(new double[] {3}, new double[] {1}));
    assertThat(target.isMet()).isFalse();
    assertThat(report(book(new double[] {3}, new double[] {1})).markdown())
        .contains("| 2.50 | **3.00** | **missed** |");
  }

  /** Cut off after 60 s: whoever needed 30 s is at least twice as fast. */
  @Test
  void aPeerThatWasCutOffBoundsTheRatioFromAbove() {
    var book = new SeriesBook();
    book.seconds(ColdPart.NAME, ColdPart.GATE, 1_000, 30);
    book.cutOff(ColdPart.NAME, ColdPart.CONFTEST, 1_000, Duration.ofSeconds(60));
    assertThat(cold(book).cutOff()).isTrue();
    assertThat(report(book).markdown()).contains("**< 0.500**").contains("> 60.0 (1 round)");
  }

  @Test
  void rejectsToCallATargetMetWhenTheGateItselfWasCutOff() {
    var book = new SeriesBook();
    book.cutOff(ColdPart.NAME, ColdPart.GATE, 1_000, Duration.ofSeconds(60));
    book.cutOff(ColdPart.NAME, ColdPart.CONFTEST, 1_000, Duration.ofSeconds(60));
    assertThat(Target.judge(book, QUICK))
        .filteredOn(target -> target.demand().contains("conftest"))
        .singleElement()
        .satisfies(target -> assertThat(target.isMet()).isFalse());
  }

  /** 1,200 stacks more in 6 s: what a stack costs, whatever the start did. */
  @Test
  void tellsTheRateOfASweepWithItsStartAndWithoutIt() {
    var book = new SeriesBook();
    book.seconds(SweepPart.NAME, SweepPart.GATE, 300, 4);
    book.seconds(SweepPart.NAME, SweepPart.GATE, 1_500, 10);
    assertThat(Target.judge(book, QUICK))
        .extracting(Target::measured, Target::isMet)
        .containsExactly(tuple(150.0, true), tuple(200.0, true));
  }

  @Test
  void replacesOnlyWhatIsBetweenTheMarks() {
    var page = "prose\n" + BenchReport.BEGIN + "\nstale\n" + BenchReport.END + "\nmore prose\n";
    var report = report(book(new double[] {1}, new double[] {1}));
    var written = report.into(page);
    assertThat(written)
        .startsWith("prose\n")
        .endsWith("\nmore prose\n")
        .contains("| gate check --graph | 1.00 (1 round) |")
        .doesNotContain("stale");
    assertThat(report.into(written)).isEqualTo(written);
  }

  @Test
  void rejectsAPageWithoutMarks() {
    assertThatThrownBy(() -> report(new SeriesBook()).into("prose"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("marks");
  }

  @Test
  void showsThreeDigitsThatCount() {
    assertThat(List.of(0.01234, 0.5, 12.345, 1234.5).stream().map(BenchReport::number))
        .containsExactly("0.0123", "0.500", "12.3", "1,235");
  }
}
