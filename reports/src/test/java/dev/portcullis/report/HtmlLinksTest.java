package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.report.html.HtmlReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In a page every name is there once, and no link leads to nothing. */
class HtmlLinksTest {
  private static final String SEED = "20261121";

  static List<Decision> decisions() {
    return SampleDecisions.all();
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void ofEverySample(Decision decision) {
    links(decision, null).check();
  }

  @Test
  void ofMoreFindingsThanAreShown() {
    links(SampleDecisions.large(), null).check();
  }

  @Property(tries = 150, seed = SEED)
  void ofAnyDecision(@ForAll long seed) {
    links(AnyDecision.of(seed), null).check();
  }

  @Test
  void ofASystemWithItsPicture() {
    var system = SampleSystem.plain();
    var links = links(system.decision(), system.graph());
    links.check();
    assertThat(links.links()).contains("b-0", "s-X-01", "t-KMS-001", "waiver-0");
    assertThat(links.ids()).contains("box-0", "f-" + "a".repeat(16), "f-" + "a".repeat(16) + "-2");
  }

  @Test
  void ofASystemOfHostileNames() {
    var system = SampleSystem.hostile("\"> x='<b>");
    links(system.decision(), system.graph()).check();
  }

  @Test
  void failsForALinkToNothingAndForANameThatIsThereTwice() {
    var page =
        "<p id=\"a\"></p><a href=\"#%s\"></a><p id=\"%s\"></p><script id=\"data\">{}</script>";
    HtmlLinks.of(page.formatted("a", "b")).check();
    assertThatThrownBy(() -> HtmlLinks.of(page.formatted("c", "b")).check())
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> HtmlLinks.of(page.formatted("a", "a")).check())
        .isInstanceOf(AssertionError.class);
  }

  private static HtmlLinks links(Decision decision, @Nullable ResourceGraph graph) {
    return HtmlLinks.of(new String(HtmlReport.render(decision, graph), StandardCharsets.UTF_8));
  }
}
