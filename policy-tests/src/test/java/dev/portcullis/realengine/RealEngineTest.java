package dev.portcullis.realengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.infra.system.BuiltInSystem;
import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.policy.engine.OnPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified program on the real engine gives the resources that the gate captured. */
@Tag("pulumi")
class RealEngineTest {
  private static final String SYSTEM = "trading";

  @TempDir private Path folder;

  @BeforeAll
  static void requirePulumi() {
    if (OnPath.find("pulumi").isEmpty() && System.getenv("PORTCULLIS_REQUIRE_TOOLS") == null) {
      System.err.println(
          "NOT RUN: RealEngineTest needs pulumi on the PATH; the real engine was not asked");
      assumeTrue(false, "pulumi is not on the PATH");
    }
  }

  @Test
  void previewsCreatesAndDestroysWhatTheGateCaptured() throws Exception {
    var system = BuiltInSystems.find(SYSTEM).orElseThrow();
    var captured =
        ProgramCapture.capture(
            CaptureRequest.of(BuiltInSystem.PROJECT, "dev")
                .withSystem(SYSTEM)
                .withConfig(system.defaultConfig(), Set.of()),
            system.stack());
    var urns = captured.resources().stream().map(Resource::urn).toList();
    var root = Path.of(System.getProperty("portcullis.root"));
    var pulumi = OnPath.find("pulumi").orElseThrow().toString();
    try (var engine = new RealEngine(root, pulumi, folder)) {
      engine.createStack("dev", system.defaultConfig());

      var preview = engine.run(engine.command("preview", "dev", "--json"));
      assertThat(previewed(preview)).containsExactlyInAnyOrderElementsOf(urns);

      engine.run(engine.command("up", "dev", "--yes", "--skip-preview"));
      assertThat(urns).containsAll(engine.created());
      engine.run(engine.command("preview", "dev", "--expect-no-changes"));

      engine.run("destroy", "--stack", "dev", "--yes", "--skip-preview", "--non-interactive");
      assertThat(engine.created()).isEmpty();
    }
  }

  private static List<String> previewed(String json) throws Exception {
    var steps = new ObjectMapper().readTree(json).path("steps");
    return StreamSupport.stream(steps.spliterator(), false)
        .map((JsonNode step) -> step.path("urn").asText())
        .toList();
  }
}
