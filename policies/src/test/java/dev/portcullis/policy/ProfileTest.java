package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Severity;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "serverless", "trading", "healthcare", "payments"})
  void everyProfileOfThePackIsSound(String name) {
    assertThatCode(() -> Profile.resolve(PolicyBundle.builtIn(), name, null, Map.of()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rules\":{\"BRK-009\":{}}|BRK-009",
        "\"rules\":{\"BRK-001\":{\"enforcement\":\"advisory\"}}|stricter",
        "\"rules\":{\"BRK-001\":{\"enforcement\":\"perhaps\"}}|perhaps",
        "\"rules\":{\"BRK-001\":{\"minimumSubjects\":0}}|minimumSubjects",
        "\"rules\":{\"BRK-001\":{\"minimumSubjects\":\"2\"}}|minimumSubjects",
        "\"rules\":{\"BRK-001\":{\"minimunSubjects\":2}}|minimunSubjects",
        "\"rules\":{\"BRK-001\":{\"effectiveFrom\":\"2026-02-31\"}}|effectiveFrom",
        "\"parameters\":{\"healthCheckIntervalSecond\":10}|healthCheckIntervalSecond",
        "\"parameters\":{\"healthCheckIntervalSeconds\":\"10\"}|integer",
        "\"parameters\":{\"healthCheckIntervalSeconds\":11}|[10,30]",
      })
  void rejectsProfileThatMisspellsOrLoosens(String member, String named)
      throws IOException, URISyntaxException {
    var bundle = withProfile("\"odd\":{\"name\":\"odd\"," + member + "}");
    assertThatThrownBy(() -> Profile.resolve(bundle, "odd", null, Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("profile odd")
        .hasMessageContaining(named);
  }

  @Test
  void acceptsProfileThatTightens() throws IOException, URISyntaxException {
    var bundle =
        withProfile(
            "\"odd\":{\"name\":\"odd\",\"rules\":{\"BRK-001\":{\"enforcement\":\"mandatory\",\"minimumSubjects\":2,\"effectiveFrom\":\"2026-02-28\"}}}");
    assertThatCode(() -> Profile.resolve(bundle, "odd", null, Map.of())).doesNotThrowAnyException();
  }

  @Test
  void datesWhatTheProfileTightensAndNeverLoosensTheRuleItself()
      throws IOException, URISyntaxException {
    var profile =
        Profile.resolve(
            withProfile(
                "\"odd\":{\"name\":\"odd\",\"rules\":{\"BRK-001\":{\"enforcement\":\"mandatory\",\"effectiveFrom\":\"2026-02-28\"}}}"),
            "odd",
            null,
            Map.of());
    var before = Instant.parse("2026-02-27T23:59:59Z");
    var from = Instant.parse("2026-02-28T00:00:00Z");
    assertThat(profile.enforcement(rule(Enforcement.ADVISORY), before))
        .isEqualTo(Enforcement.ADVISORY);
    assertThat(profile.enforcement(rule(Enforcement.ADVISORY), from))
        .isEqualTo(Enforcement.MANDATORY);
    assertThat(profile.enforcement(rule(Enforcement.MANDATORY), before))
        .isEqualTo(Enforcement.MANDATORY);
  }

  private static RuleInfo rule(Enforcement enforcement) {
    return new RuleInfo(
        "BRK-001",
        "brk/silent",
        "",
        "",
        Severity.LOW,
        enforcement,
        List.of(),
        List.of(),
        Map.of(),
        "",
        List.of(),
        List.of(),
        null,
        false);
  }

  /** The pack of broken rules with one profile more, and a manifest that says so. */
  private PolicyBundle withProfile(String profile) throws IOException, URISyntaxException {
    var original = Path.of(Objects.requireNonNull(ProfileTest.class.getResource("broken")).toURI());
    for (var name :
        List.of(
            "manifest.json",
            "catalogue.json",
            "data.json",
            "plan.json",
            "policy.wasm",
            "bundle.tar.gz")) {
      Files.copy(original.resolve(name), folder.resolve(name));
    }
    var data = Files.readString(original.resolve("data.json"));
    var changed = data.replace("\"profiles\":{", "\"profiles\":{" + profile + ",");
    Files.writeString(folder.resolve("data.json"), changed);
    var manifest = Files.readString(original.resolve("manifest.json"));
    Files.writeString(
        folder.resolve("manifest.json"), manifest.replace(Digests.of(data), Digests.of(changed)));
    return PolicyBundle.in(folder);
  }
}
