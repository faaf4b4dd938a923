package dev.portcullis.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.InputException;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.Waiver;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.policy.plan.PlanEngine;
import dev.portcullis.sweep.parquet.ParquetParts;
import dev.portcullis.sweep.source.Documents;
import dev.portcullis.sweep.source.SourceArguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PolicyBundle PACK = PolicyBundle.builtIn();
  private static final PolicyEngine ENGINE = new PlanEngine(PACK);
  private static final Instant AS_OF = Instant.parse("2026-11-21T00:00:00Z");

  @TempDir private Path folder;
  private Path stacks;
  private Path out;
  private int reused;

  @BeforeEach
  void folders() {
    stacks = folder.resolve("stacks");
    out = folder.resolve("out");
  }

  @Test
  void decidesOnEveryKindAndKeepsGoingAfterABrokenFile() {
    Stacks.write(stacks.resolve("a/graph.json"), Stacks.graph("a", true));
    Stacks.write(stacks.resolve("b/state.json"), Stacks.state("b", false));
    Stacks.write(stacks.resolve("c/preview.json"), Stacks.preview("c", true));
    Stacks.write(stacks.resolve("d/broken.json"), "{\"resources\": [");
    Stacks.write(stacks.resolve("e/both.json"), "{\"resources\": [], \"steps\": []}");
    Stacks.write(stacks.resolve("f/package.json"), "{\"name\": \"x\"}");
    Stacks.write(stacks.resolve("g/list.json"), "[]");
    var outcome = sweep(1, GateRequest.at(AS_OF));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(
            Parquet.query(
                out,
                "stacks",
                "select source, kind, decision, stack, resources, findings_fail, as_of from t"))
        .containsExactly(
            "stacks/a/graph.json|graph|allow|a|1|0|" + AS_OF,
            "stacks/b/state.json|state|deny|b|1|1|" + AS_OF,
            "stacks/c/preview.json|preview|allow|c|1|0|" + AS_OF,
            "stacks/d/broken.json|graph|error|null|0|0|" + AS_OF,
            "stacks/e/both.json|null|error|null|0|0|" + AS_OF,
            "stacks/f/package.json|null|error|null|0|0|" + AS_OF,
            "stacks/g/list.json|null|error|null|0|0|" + AS_OF);
    assertThat(Parquet.query(out, "stacks", "select error from t where decision = 'error'"))
        .satisfiesExactly(
            broken -> assertThat(broken).contains("stacks/d/broken.json: line 1", "truncated"),
            both -> assertThat(both).contains("more than one kind: [graph, preview]"),
            none -> assertThat(none).contains("neither resources, nor steps, nor deployment"),
            list -> assertThat(list).contains("expected a JSON object, found the list []"));
    assertThat(Parquet.query(out, "findings", "select source, rule, status, urn, pointer from t"))
        .containsExactly(
            "stacks/b/state.json|DEL-001|fail|" + Stacks.urn("b") + "|/options/protect");
    assertThat(Parquet.query(out, "rules", "select source, rule, status from t where denies"))
        .containsExactly("stacks/b/state.json|DEL-001|fail");
    assertThat(
            Parquet.query(
                out, "stacks", "select count(distinct binding), min(policy_revision) from t"))
        .containsExactly("1|" + PACK.revision());
  }

  @Test
  void allAllowedIsExitCodeZeroAndOneDeniedIsOne() {
    Stacks.write(stacks.resolve("a.json"), Stacks.graph("a", true));
    assertThat(sweep(1, GateRequest.at(AS_OF)).exitCode()).isZero();
    Stacks.write(stacks.resolve("b.json"), Stacks.graph("b", false));
    assertThat(sweep(1, GateRequest.at(AS_OF)).exitCode()).isEqualTo(1);
  }

  @Test
  void theNumberOfThreadsChangesNoByte() {
    var count = ParquetParts.DOCUMENTS + 50;
    fleet(count);
    sweep(1, GateRequest.at(AS_OF));
    var one = published();
    out = folder.resolve("four");
    sweep(4, GateRequest.at(AS_OF));
    assertThat(published()).isEqualTo(one);
    assertThat(one.keySet())
        .containsExactly(
            "findings/part-00000.parquet",
            "findings/part-00001.parquet",
            "rules/part-00000.parquet",
            "rules/part-00001.parquet",
            "stacks/part-00000.parquet",
            "stacks/part-00001.parquet",
            "summary.json");
    assertThat(Parquet.query(out, "stacks", "select count(*) from t"))
        .containsExactly(String.valueOf(count));
  }

  @Test
  void neverHoldsMoreGraphsThanThreads() {
    fleet(400);
    var threads = 3;
    var alive = new ArrayList<WeakReference<ObjectNode>>();
    var most = new AtomicInteger();
    var calls = new AtomicInteger();
    var watched =
        engine(
            input -> {
              // While one counts, no other may come with the next.
              synchronized (alive) {
                alive.add(new WeakReference<>(input));
                if (calls.incrementAndGet() % 20 == 0) {
                  System.gc();
                  alive.removeIf(reference -> reference.refersTo(null));
                  most.accumulateAndGet(alive.size(), Math::max);
                }
              }
            });
    sweep(threads, GateRequest.at(AS_OF), watched, () -> false, false);
    assertThat(calls).hasValue(400);
    assertThat(most.get()).isBetween(1, threads);
  }

  @Test
  void anInterruptedSweepGoesOnWhereItStoppedAndEndsTheSame() {
    fleet(300);
    sweep(2, GateRequest.at(AS_OF));
    var uninterrupted = published();
    out = folder.resolve("interrupted");
    var decided = new AtomicInteger();
    var counting = engine(input -> decided.incrementAndGet());
    var first = sweep(2, GateRequest.at(AS_OF), counting, () -> decided.get() >= 100, false);
    assertThat(first.complete()).isFalse();
    assertThat(first.exitCode()).isEqualTo(2);
    var before = decided.get();
    assertThat(before).isBetween(100, 110);
    assertThat(Parquet.query(out, "stacks", "select count(*) from t"))
        .containsExactly(String.valueOf(before));
    assertThat(summary().at("/complete").asBoolean()).isFalse();
    assertThat(summary().at("/stacks/remaining").asInt()).isEqualTo(300 - before);

    assertThatThrownBy(() -> sweep(2, GateRequest.at(AS_OF)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("unfinished sweep")
        .hasMessageContaining("--resume");
    var second = sweep(2, GateRequest.at(AS_OF), counting, () -> false, true);
    assertThat(second.complete()).isTrue();
    assertThat(second.reused()).isEqualTo(before);
    assertThat(decided).hasValue(300);
    assertThat(published()).isEqualTo(uninterrupted);
  }

  @Test
  void aKillInTheMiddleOfALineLosesThatLineOnly() throws IOException {
    fleet(20);
    sweep(1, GateRequest.at(AS_OF));
    var whole = published();
    var journal = out.resolve(".sweep/journal.jsonl");
    var bytes = Files.readAllBytes(journal);
    Files.write(journal, java.util.Arrays.copyOf(bytes, bytes.length - 40));
    Files.delete(out.resolve("summary.json"));
    assertThat(resume(GateRequest.at(AS_OF)).reused()).isEqualTo(19);
    assertThat(published()).isEqualTo(whole);
    Files.writeString(journal, "\u0000garbage\n", StandardOpenOption.APPEND);
    assertThat(resume(GateRequest.at(AS_OF)).reused()).isEqualTo(20);
    assertThat(published()).isEqualTo(whole);
  }

  @Test
  void decidesAnewWhatChangedAndWhatWasAddedAndForgetsWhatIsGone() throws IOException {
    fleet(10);
    sweep(1, GateRequest.at(AS_OF));
    Stacks.write(stacks.resolve("s0004.json"), Stacks.graph("changed", false));
    Stacks.write(stacks.resolve("a-new.json"), Stacks.graph("new", true));
    Files.delete(stacks.resolve("s0009.json"));
    assertThat(resume(GateRequest.at(AS_OF)).reused()).isEqualTo(8);
    assertThat(Parquet.query(out, "stacks", "select source, stack, decision from t"))
        .hasSize(10)
        .contains("stacks/a-new.json|new|allow", "stacks/s0004.json|changed|deny")
        .noneMatch(row -> row.contains("s0009"));
  }

  @Test
  void takesNothingFromAnotherRequest() {
    fleet(5);
    sweep(1, GateRequest.at(AS_OF));
    var requests =
        List.of(
            GateRequest.at(AS_OF.plusSeconds(1)),
            GateRequest.at(AS_OF).withProfile("trading"),
            new GateRequest(
                null,
                Map.of("healthCheckIntervalSeconds", JSON.getNodeFactory().numberNode(30)),
                List.of(),
                List.of(),
                AS_OF),
            new GateRequest(null, Map.of(), List.of(), List.of("DEL-001"), AS_OF),
            new GateRequest(null, Map.of(), List.of(waiver("elsewhere")), List.of(), AS_OF));
    for (var request : requests) {
      var outcome = resume(request);
      assertThat(outcome.reused()).as(request.toString()).isZero();
      assertThat(outcome.foreign()).isPositive();
      assertThat(resume(request).reused()).isEqualTo(5);
    }
  }

  @Test
  void takesNothingFromAnotherPolicyOrEngine() {
    fleet(3);
    sweep(1, GateRequest.at(AS_OF));
    var other = PolicyBundle.in(otherRevision());
    assertThat(other.revision()).isNotEqualTo(PACK.revision());
    var asked = new SweepPolicy(other, GateRequest.at(AS_OF), ENGINE.info(), "test");
    var outcome = sweep(1, asked, ENGINE, () -> false, true);
    assertThat(outcome.reused()).isZero();
    // The engine still has the rules of the built-in pack, and the gate notices.
    assertThat(outcome.exitCode()).isEqualTo(2);
    var engine = new Decision.EngineInfo("wasm", "other");
    var same = new SweepPolicy(PACK, GateRequest.at(AS_OF), engine, "test");
    assertThat(sweep(1, same, ENGINE, () -> false, true).reused()).isZero();
  }

  @Test
  void whatWasNotDecidedIsTriedAgain() {
    fleet(4);
    var broken =
        engine(
            input -> {
              throw new PolicyEngineException("the engine is away");
            });
    var first = sweep(2, GateRequest.at(AS_OF), broken, () -> false, false);
    assertThat(first.exitCode()).isEqualTo(2);
    assertThat(Parquet.query(out, "stacks", "select distinct decision, error from t"))
        .containsExactly("error|the engine is away");
    var second = sweep(2, GateRequest.at(AS_OF), ENGINE, () -> false, true);
    assertThat(second.reused()).isZero();
    assertThat(second.exitCode()).isZero();
  }

  @Test
  void aFaultInOneStackIsARowOfThatStack() {
    fleet(6);
    var calls = new AtomicInteger();
    var faulty =
        engine(
            input -> {
              switch (calls.incrementAndGet()) {
                case 2 -> throw new IllegalStateException("boom");
                case 4 -> throw new StackOverflowError();
                case 5 -> throw new OutOfMemoryError("test");
                default -> {}
              }
            });
    sweep(1, GateRequest.at(AS_OF), faulty, () -> false, false);
    assertThat(Parquet.query(out, "stacks", "select source, decision, error from t"))
        .satisfiesExactly(
            row -> assertThat(row).contains("allow"),
            row -> assertThat(row).contains("s0001.json|error|", "boom"),
            row -> assertThat(row).contains("allow"),
            row -> assertThat(row).contains("s0003.json|error|", "StackOverflowError"),
            row -> assertThat(row).contains("s0004.json|error|", "--threads"),
            row -> assertThat(row).contains("allow"));
  }

  @Test
  void givesAStackTheWaiversThatNameIt() throws IOException {
    Stacks.write(stacks.resolve("a.json"), Stacks.graph("a", false));
    Stacks.write(stacks.resolve("b.json"), Stacks.graph("b", true));
    sweep(1, GateRequest.at(AS_OF));
    var fingerprint = Parquet.query(out, "findings", "select fingerprint from t").get(0);
    var request =
        new GateRequest(
            null, Map.of(), List.of(waiver("a", fingerprint), waiver("gone")), List.of(), AS_OF);
    assertThat(sweep(1, request).exitCode()).isZero();
    assertThat(Parquet.query(out, "findings", "select status, waiver from t"))
        .containsExactly("waived|W-a");
    assertThat(summary().at("/unusedWaivers").toString()).isEqualTo("[\"W-gone\"]");
  }

  @Test
  void anOrphanedWaiverDeniesTheStackThatItNames() {
    Stacks.write(stacks.resolve("a.json"), Stacks.graph("a", true));
    Stacks.write(stacks.resolve("b.json"), Stacks.graph("b", true));
    var request = new GateRequest(null, Map.of(), List.of(waiver("a")), List.of(), AS_OF);
    assertThat(sweep(1, request).exitCode()).isEqualTo(1);
    assertThat(Parquet.query(out, "rules", "select source, rule from t where denies"))
        .containsExactly("stacks/a.json|WVR-001");
  }

  @Test
  void rejectsAWrongRequestBeforeTheFirstStack() {
    fleet(1);
    var request = GateRequest.at(AS_OF).withProfile("nobody");
    assertThatThrownBy(() -> sweep(1, request))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nobody");
    assertThat(out.resolve("stacks")).doesNotExist();
  }

  @Test
  void rejectsADirectoryWithWhatNoSweepWrote() {
    fleet(1);
    Stacks.write(out.resolve("summary.json"), "{}");
    assertThatThrownBy(() -> sweep(1, GateRequest.at(AS_OF)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("summary.json")
        .hasMessageContaining("empty directory");
  }

  @Test
  void rejectsADirectoryThatAnotherSweepWritesTo() {
    fleet(1);
    try (var first = SweepDirectory.open(out, false)) {
      assertThat(first.lastAsOf()).isEmpty();
      assertThatThrownBy(() -> sweep(1, GateRequest.at(AS_OF), ENGINE, () -> false, true))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another sweep");
    }
  }

  @Test
  void namesOfFilesAreShownAndNeverObeyed() throws IOException {
    var name = "a'\"; drop \u001b[31m\u202egnp.json\nß\u00a0%20+.json";
    Stacks.write(Stacks.child(stacks, name), Stacks.graph("a", true));
    Stacks.write(Stacks.child(stacks, "b\u001b]0;x\u0007.json"), "{");
    var asked = policy(GateRequest.at(AS_OF));
    var outcome = sweep(1, asked, ENGINE, () -> false, false);
    assertThat(Parquet.query(out, "stacks", "select source from t"))
        .containsExactly("stacks/" + name, "stacks/b\u001b]0;x\u0007.json");
    var report = SweepReport.of(asked, outcome.tally(), outcome.total(), "o", false, false);
    assertThat(report).contains("b\\u001b]0;x\\u0007.json").doesNotContain("\u001b", "\u0007");
    assertThat(Files.readString(out.resolve("summary.json")))
        .matches(text -> text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)));
  }

  // ---- a sweep, and its parts -------------------------------------------------------------------

  private void fleet(int count) {
    for (int i = 0; i < count; i++) {
      Stacks.write(
          stacks.resolve(String.format("s%04d.json", i)), Stacks.graph("s" + i, i % 50 != 49));
    }
  }

  private Sweep.Outcome sweep(int threads, GateRequest request) {
    return sweep(threads, request, ENGINE, () -> false, false);
  }

  private Sweep.Outcome resume(GateRequest request) {
    return sweep(2, request, ENGINE, () -> false, true);
  }

  private Sweep.Outcome sweep(
      int threads,
      GateRequest request,
      PolicyEngine engine,
      BooleanSupplier stopped,
      boolean resume) {
    return sweep(threads, policy(request), engine, stopped, resume);
  }

  private static SweepPolicy policy(GateRequest request) {
    return new SweepPolicy(PACK, request, ENGINE.info(), "test");
  }

  private Sweep.Outcome sweep(
      int threads,
      SweepPolicy policy,
      PolicyEngine engine,
      BooleanSupplier stopped,
      boolean resume) {
    reused = 0;
    try (var documents = new Documents();
        var engines = Engines.shared(() -> engine);
        var directory = SweepDirectory.open(out, resume)) {
      var sources =
          new SourceArguments(InputStream.nullInputStream(), out, documents)
              .expand(List.of(stacks.toString()));
      var outcome =
          new Sweep(policy, engines, documents, threads, stopped)
              .run(sources, directory, (result, fresh, nanos) -> reused += fresh ? 0 : 1);
      assertThat(outcome.reused()).isEqualTo(reused);
      return outcome;
    }
  }

  private static PolicyEngine engine(java.util.function.Consumer<ObjectNode> before) {
    return new PolicyEngine() {
      @Override
      public Decision.EngineInfo info() {
        return ENGINE.info();
      }

      @Override
      public JsonNode evaluate(ObjectNode input) {
        before.accept(input);
        return ENGINE.evaluate(input);
      }

      @Override
      public void close() {}
    };
  }

  private static Waiver waiver(String stack, String... fingerprints) {
    var known =
        fingerprints.length > 0 ? List.of(fingerprints) : List.of("sha256:" + "0".repeat(64));
    return new Waiver(
        "W-" + stack,
        "DEL-001",
        "urn:pulumi:" + stack + "::shop::*",
        known,
        "owner",
        "approver",
        "reason",
        "T-1",
        "2026-11-01",
        "2026-12-31");
  }

  /** The built-in pack under another name of one of its sources: another revision. */
  private Path otherRevision() {
    try {
      var copy = Files.createDirectories(folder.resolve("bundle"));
      for (var piece :
          List.of("bundle.tar.gz", "catalogue.json", "data.json", "plan.json", "policy.wasm")) {
        try (var in = PolicyBundle.class.getResourceAsStream(piece)) {
          Files.write(copy.resolve(piece), in.readAllBytes());
        }
      }
      try (var in = PolicyBundle.class.getResourceAsStream("manifest.json")) {
        var manifest = (ObjectNode) JSON.readTree(in);
        var sources = (ObjectNode) manifest.get("sources");
        sources.put("rules/another.rego", "sha256:" + "1".repeat(64));
        var lines = new StringBuilder();
        var sorted = new TreeMap<String, String>();
        sources.fields().forEachRemaining(s -> sorted.put(s.getKey(), s.getValue().asText()));
        sorted.forEach((name, digest) -> lines.append(digest + "  " + name + "\n"));
        manifest.put("revision", dev.portcullis.policy.Digests.of(lines.toString()));
        JSON.writeValue(copy.resolve("manifest.json").toFile(), manifest);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode summary() {
    try {
      return JSON.readTree(out.resolve("summary.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Digests of everything but the state, by name. */
  private Map<String, String> published() {
    try (var files = Files.walk(out)) {
      var digests = new TreeMap<String, String>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = out.relativize(file).toString();
        if (!name.startsWith(".sweep")) {
          digests.put(name, dev.portcullis.policy.Digests.of(Files.readAllBytes(file)));
        }
      }
      return digests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
