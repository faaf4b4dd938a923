package dev.portcullis.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.infra.system.BuiltInSystem;
import dev.portcullis.infra.system.BuiltInSystems;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final Map<String, String> SERVERLESS =
      BuiltInSystems.find("serverless").orElseThrow().defaultConfig();

  @Test
  void buildsTheSystemThatTheConfigurationNames() {
    assertThat(run(SERVERLESS, Optional.empty()).resources()).hasSizeGreaterThan(200);
  }

  @Test
  void rejectsAMissingSystem() {
    assertThatThrownBy(() -> run(Map.of(), Optional.empty()))
        .hasMessageContaining("portcullis:system: is missing; allowed: serverless");
  }

  @Test
  void rejectsAnUnknownSystem() {
    assertThatThrownBy(() -> run(Map.of("portcullis:system", "monolith"), Optional.empty()))
        .hasMessageContaining(
            "portcullis:system: no such system, got \"monolith\"; allowed: serverless");
  }

  @Test
  void rejectsAKeyThatOnlyTheEngineShows() {
    assertThatThrownBy(
            () ->
                run(
                    SERVERLESS,
                    Optional.of(
                        "{\"portcullis:domainName\":\"example.com\",\"portcullis:azCuont\":\"3\"}")))
        .hasMessageContaining("portcullis:azCuont: unknown key");
  }

  private static ResourceGraph run(Map<String, String> config, Optional<String> engineConfig) {
    return ProgramCapture.capture(
        CaptureRequest.of(BuiltInSystem.PROJECT, "dev").withConfig(config, Set.of()),
        ctx -> Program.stack(ctx, engineConfig));
  }
}
