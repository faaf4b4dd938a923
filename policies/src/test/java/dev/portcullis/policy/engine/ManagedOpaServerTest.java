package dev.portcullis.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.policy.bundle.PolicyBundle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("opa")
class ManagedOpaServerTest {
  @BeforeAll
  static void needsOpa() {
    if (OnPath.find("opa").isEmpty() && System.getenv("PORTCULLIS_REQUIRE_TOOLS") == null) {
      System.err.println("NOT RUN: ManagedOpaServerTest needs opa on the PATH");
      assumeTrue(false, "opa is not on the PATH");
    }
  }

  @Test
  void servesThePackAndEndsWithItsEngine() {
    var before = servers();
    var bundle = PolicyBundle.builtIn();
    try (var engine = ManagedOpaServer.start(bundle, Duration.ofSeconds(30))) {
      var input = JsonNodeFactory.instance.objectNode();
      input.putArray("resources");
      assertThat(engine.evaluate(input).at("/examined/revision").asText())
          .isEqualTo(bundle.revision());
      assertThat(engine.info().version()).matches("opa \\d+\\.\\d+\\.\\d+.*");
      assertThat(servers()).hasSize(before.size() + 1);
    }
    assertThat(servers()).isEqualTo(before);
  }

  @Test
  void endsWithAGateThatIsKilled() throws IOException, InterruptedException {
    var gate =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AbandonedServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out =
        new BufferedReader(new InputStreamReader(gate.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).startsWith("serving");
      var started = gate.descendants().toList();
      assertThat(started).isNotEmpty();
      gate.destroyForcibly();
      for (var process : started) {
        assertThat(process.onExit().completeOnTimeout(null, 20, TimeUnit.SECONDS).join())
            .as("a process of the killed gate")
            .isNotNull();
      }
    }
  }

  /** OPA servers below this JVM. */
  private static List<Long> servers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("opa"))
        .map(ProcessHandle::pid)
        .sorted()
        .toList();
  }
}
