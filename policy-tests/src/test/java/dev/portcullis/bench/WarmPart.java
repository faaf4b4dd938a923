package dev.portcullis.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.CanonicalJson;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.plan.PlanEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Evaluation in processes that have been running for a while. In every round a fresh JVM measures
 * the plan evaluator (JMH), then the OPA server is asked, then {@code opa eval} runs and tells the
 * time of its evaluation.
 */
record WarmPart(Tools tools, BenchMode mode, SeriesBook book) {
  static final String NAME = "warm";
  static final String EVALUATE = "plan evaluator, evaluation";
  static final String ANSWER = "plan evaluator, bytes to bytes";
  static final String TRACE = "plan evaluator, evaluation with provenance";
  static final String DECIDE = "gate, bytes to decision";
  static final String SERVER = "OPA server, bytes to bytes";
  static final String EVAL = "opa eval, evaluation";

  private static final Map<String, String> SUBJECTS =
      Map.of("evaluate", EVALUATE, "answer", ANSWER, "trace", TRACE, "decide", DECIDE);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Below this many seconds a request is repeated, so that a round is not one lucky moment. */
  private static final double ROUND_SECONDS = 1.5;

  void run() {
    for (var size : mode.sizes()) {
      try (var server = new PeerServer(tools)) {
        var body = PeerServer.body(tools.graph(size));
        requireSameAnswer(server, body, size);
        for (int round = 0; round < mode.rounds(size); round++) {
          planEvaluator(size, round);
          server(server, body, size);
          opaEval(size);
        }
      }
    }
  }

  /** Also warms the server up. Who answers something else need not be fast. */
  private void requireSameAnswer(PeerServer server, byte[] body, int size) {
    if (size > 10_000) {
      return;
    }
    var said = server.ask(body, mode.peerLimit());
    if (said == null) {
      return;
    }
    try (var engine = new PlanEngine(PolicyBundle.builtIn())) {
      var mine = engine.evaluate((ObjectNode) JSON.readTree(tools.graph(size).toFile()));
      var theirs = JSON.readTree(said).path("result");
      if (!text(mine).equals(text(theirs))) {
        throw new IllegalStateException("the OPA server decides otherwise at " + size);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode verdicts) {
    return CanonicalJson.of(verdicts).toString();
  }

  /**
   * A JVM of its own. Warm-up is long where it has to be: the rules are compiled to many methods,
   * and a small graph needs many evaluations before the just-in-time compiler has seen to them all.
   */
  private void planEvaluator(int size, int round) {
    var large = size >= 100_000;
    var options =
        new OptionsBuilder()
            .include(WarmBenchmark.class.getName() + "\\.(" + methods(size, round) + ")$")
            .param("graph", tools.graph(size).toString())
            .forks(1)
            .warmupIterations(large ? 2 : mode.isFull() ? 15 : 6)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(large ? 2 : 3)
            .measurementTime(TimeValue.milliseconds(700))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    try {
      for (var result : new Runner(options).run()) {
        var name = result.getParams().getBenchmark().replaceAll(".*\\.", "");
        book.seconds(NAME, SUBJECTS.get(name), size, result.getPrimaryResult().getScore());
      }
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH failed at " + size, e);
    }
  }

  /** What has no peer is measured once. */
  private String methods(int size, int round) {
    var extras = mode.isFull() && round == 0 ? size < 100_000 ? "|decide|trace" : "|decide" : "";
    return "answer|evaluate" + extras;
  }

  private void server(PeerServer server, byte[] body, int size) {
    var start = System.nanoTime();
    var asked = 0;
    do {
      if (server.ask(body, mode.peerLimit()) == null) {
        book.cutOff(NAME, SERVER, size, mode.peerLimit());
        return;
      }
      asked++;
    } while (since(start) < ROUND_SECONDS);
    book.seconds(NAME, SERVER, size, since(start) / asked);
    book.mebibytes("memory, " + NAME, SERVER, size, server.peakMebibytes());
  }

  private void opaEval(int size) {
    var run =
        ProcessRun.of(
            new PeerCommands(tools).opaEval(size),
            Map.of(),
            tools.root(),
            tools.scratch(),
            mode.peerLimit());
    if (run.cutOff()) {
      book.cutOff(NAME, EVAL, size, Duration.ofMillis(Math.round(run.seconds() * 1000)));
    } else {
      book.seconds(NAME, EVAL, size, PeerCommands.evaluationSeconds(run.expecting(0).output()));
    }
    book.process(ColdPart.NAME, ColdPart.OPA_EVAL, size, run);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
