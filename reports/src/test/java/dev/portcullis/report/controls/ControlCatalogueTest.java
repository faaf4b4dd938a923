package dev.portcullis.report.controls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.bundle.PolicyBundle;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlCatalogueTest {
  private static final String NIST = "nist-800-53-r5";

  private final ControlCatalogue nist = ControlCatalogue.of(NIST).orElseThrow();

  @Test
  void hasTheControlsThatNistPublished() {
    assertThat(nist.source()).contains("revision 5", "5.0.1", "usnistgov/oscal-content");
    assertThat(nist.families())
        .hasSize(20)
        .containsEntry("SC", "System and Communications Protection");
    assertThat(nist.controls()).hasSize(1189);
    assertThat(nist.controls().get("SC-28(1)"))
        .isEqualTo(
            new Control(
                "SC-28(1)", "Cryptographic Protection", "SC", List.of("moderate", "high"), false));
    assertThat(nist.controls().get("SC-12(4)")).matches(Control::withdrawn);
    assertThat(nist.controls().values()).allMatch(c -> nist.families().containsKey(c.family()));
  }

  @Test
  void hasTheBaselinesOfSpecialPublication80053B() {
    assertThat(nist.baseline("low")).hasSize(149);
    assertThat(nist.baseline("moderate")).hasSize(287).containsAll(nist.baseline("low"));
    assertThat(nist.baseline("high")).hasSize(370).containsAll(nist.baseline("moderate"));
    assertThat(nist.baseline("moderate")).noneMatch(Control::withdrawn);
  }

  @Test
  void knowsEveryControlThatARuleOfThePackNames() {
    var rules = PolicyBundle.builtIn().catalogue().rules();
    assertThat(rules).isNotEmpty();
    assertThat(rules)
        .allSatisfy(
            rule ->
                rule.controls()
                    .forEach(
                        (framework, controls) -> {
                          assertThat(framework).isEqualTo(NIST);
                          assertThat(controls).as(rule.id()).allMatch(this::stands);
                        }));
  }

  private boolean stands(String id) {
    return nist.controls().values().stream().anyMatch(c -> c.id().equals(id) && !c.withdrawn());
  }

  @Test
  void isEmptyForAFrameworkWithoutATable() {
    assertThat(ControlCatalogue.of("pci-dss-4")).isEmpty();
    assertThat(ControlCatalogue.of("../html/page")).isEmpty();
    assertThat(ControlCatalogue.of("\0")).isEmpty();
  }
}
