package dev.portcullis.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.value.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OPA's own evaluator in one long-lived process: {@code conformance oracle}. */
final class Oracle implements AutoCloseable {
  private final Process process;
  private final OutputStream requests;
  private final BufferedReader responses;

  private Oracle(Process process) {
    this.process = process;
    this.requests = process.getOutputStream();
    this.responses =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Oracle start() {
    try {
      return new Oracle(
          new ProcessBuilder(ConformanceTool.required().toString(), "oracle")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What OPA says.
   *
   * @param problem why OPA refuses the policy; null when it does not
   * @param plan the plan, missing when the policy is that of the request before
   * @param outcomes per input, per entrypoint
   */
  record Answer(@Nullable String problem, JsonNode plan, List<List<Outcome>> outcomes) {}

  Answer ask(ObjectNode request) {
    try {
      requests.write(ConformanceTool.JSON.writeValueAsBytes(request));
      requests.write('\n');
      requests.flush();
      var line = responses.readLine();
      if (line == null) {
        throw new IllegalStateException("the oracle ended, see its message above");
      }
      return answer(ConformanceTool.json(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(JsonNode json) {
    var outcomes = new ArrayList<List<Outcome>>();
    for (var input : json.get("results")) {
      var row = new ArrayList<Outcome>();
      input.forEach(outcome -> row.add(outcome(outcome)));
      outcomes.add(row);
    }
    return new Answer(json.path("problem").textValue(), json.path("plan"), outcomes);
  }

  private static Outcome outcome(JsonNode json) {
    if (json.has("error")) {
      return new Outcome.Failure(json.get("error").textValue());
    }
    return json.has("value")
        ? new Outcome.Defined(Values.freeze(TypedTerm.value(json.get("value"))))
        : new Outcome.Undefined();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
