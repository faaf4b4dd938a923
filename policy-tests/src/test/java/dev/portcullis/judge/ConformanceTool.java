package dev.portcullis.judge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.policy.engine.OnPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The program {@code conformance}, built from {@code .ci/tools/conformance}: OPA as a judge. */
final class ConformanceTool {
  /** Keeps every number as it is written. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ConformanceTool() {}

  /** The program; without it the calling test is skipped, in CI it fails. */
  static Path required() {
    var found = OnPath.find("conformance");
    if (found.isEmpty()) {
      var missing =
          "conformance is not on the PATH (.ci/tools/build conformance builds it and prints where)";
      if (System.getenv("PORTCULLIS_REQUIRE_TOOLS") != null) {
        throw new IllegalStateException(missing);
      }
      System.err.println("NOT RUN: the plan evaluator is not judged on this machine: " + missing);
      assumeTrue(false, missing);
    }
    return found.orElseThrow();
  }

  /** Everything the program prints for that argument, a line each. */
  static List<String> lines(String argument) {
    try {
      var process =
          new ProcessBuilder(required().toString(), argument)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("conformance " + argument + " ended with an error");
      }
      return output.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
