package dev.portcullis.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.JsonDocuments;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.plan.EvaluationLimits;
import dev.portcullis.policy.plan.PlanEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The plan evaluator in a JVM that has been running for a while. Started by {@link WarmPart}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class WarmBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final GateRequest REQUEST = GateRequest.at(Instant.parse("2026-11-21T00:00:00Z"));

  private static final long MAX = Long.MAX_VALUE;

  /** Path of a graph. */
  @Param("")
  public String graph;

  private byte[] bytes;
  private ObjectNode input;
  private PolicyBundle bundle;
  private PlanEngine engine;
  private PlanEngine traced;

  /** Reads the graph and loads the rules; not measured. */
  @Setup
  public void load() throws IOException {
    bytes = Files.readAllBytes(Path.of(graph));
    input = GraphJson.toJson(GraphJson.read(Path.of(graph)));
    bundle = PolicyBundle.builtIn();
    engine = new PlanEngine(bundle);
    traced = new PlanEngine(bundle, EvaluationLimits.DEFAULT, true);
  }

  /** What {@code opa eval} calls evaluation: the graph is parsed already. */
  @Benchmark
  public JsonNode evaluate() {
    return engine.evaluate(input);
  }

  /** The same, and which fields decided. */
  @Benchmark
  public JsonNode trace() {
    return traced.evaluate(input);
  }

  /**
   * What a server does, and no more: text of a graph in, text of the verdicts out. Read by the
   * gate's own parser, which every document of the gate goes through.
   */
  @Benchmark
  public byte[] answer() throws IOException {
    return JSON.writeValueAsBytes(engine.evaluate(JsonDocuments.parse("graph", stream(), MAX)));
  }

  /** What the gate does: reads and checks the graph, evaluates, checks the answer, judges. */
  @Benchmark
  public Decision decide() {
    return new Gate(bundle, engine, REQUEST).decide(read());
  }

  /** As the gate reads: integrity and digest are checked, which no peer does. */
  private ResourceGraph read() {
    return GraphJson.read("graph", stream(), MAX);
  }

  private InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }
}
