package dev.portcullis.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.portcullis.policy.engine.OnPath;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Measures the gate against its peers in one run on one machine; see docs/performance.md. Started
 * by {@code mvn -Pbench -DskipTests verify}.
 *
 * <p>{@code -Dbench.mode=full} (else quick), {@code
 * -Dbench.parts=warm,cold,capture,sweep,watch,page} (else all), {@code -Dbench.page=true} writes
 * the tables into docs/performance.md (always after a full run of all parts).
 */
public final class Benchmarks {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final List<String> PARTS =
      List.of("cold", "warm", "capture", "sweep", "watch", "page");

  private final Tools tools;
  private final BenchMode mode;
  private final SeriesBook book = new SeriesBook();
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  private Benchmarks(Tools tools, BenchMode mode) {
    this.tools = tools;
    this.mode = mode;
  }

  public static void main(String[] args) throws IOException {
    var root = Path.of(System.getProperty("portcullis.root"));
    var scratch = Files.createDirectories(root.resolve("policy-tests/target/bench"));
    var mode = BenchMode.of(System.getProperty("bench.mode", "quick"));
    var asked = System.getProperty("bench.parts", "");
    var parts = asked.isEmpty() ? PARTS : List.of(asked.split(","));
    if (!PARTS.containsAll(parts)) {
      throw new IllegalArgumentException(
          "-Dbench.parts=" + asked + ": there is " + String.join(", ", PARTS));
    }
    new Benchmarks(new Tools(root, scratch), mode).run(parts);
  }

  private void run(List<String> parts) throws IOException {
    requirePeers(parts);
    say("generating graphs: " + mode);
    var generator = new GraphGenerator();
    mode.sizes().forEach(size -> generator.write(tools.graph(size), size));
    if (!parts.equals(List.of("warm"))) {
      prepareGate();
    }
    var failures = new ArrayList<IllegalStateException>();
    for (var part : PARTS) {
      if (parts.contains(part)) {
        say(part);
        try {
          measure(part, generator);
        } catch (RuntimeException e) {
          // A full run is long: the other parts are worth having. The run fails at its end.
          say(part + " broke off: " + e);
          failures.add(new IllegalStateException(part + " broke off", e));
        }
        write(report());
      }
    }
    publish(report(), parts);
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private void measure(String part, GraphGenerator generator) {
    switch (part) {
      case "cold" -> new ColdPart(tools, mode, book).run();
      case "warm" -> new WarmPart(tools, mode, book).run();
      case "capture" -> new CapturePart(tools, mode, book).run();
      case "watch" -> new WatchPart(tools, mode, book).run();
      case "page" -> new PagePart(tools, book).run();
      default -> new SweepPart(tools, mode, generator, book).run();
    }
  }

  private static void requirePeers(List<String> parts) {
    var needed =
        Tools.PEERS.stream().filter(tool -> !tool.equals("pulumi") || parts.contains("capture"));
    var missing = needed.filter(tool -> OnPath.find(tool).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "not on the PATH: "
              + String.join(", ", missing)
              + "; there is nothing to compare with (.ci/bench builds them and puts them there)");
    }
  }

  /** The first start builds the gate, the second leaves its archive of classes: neither counts. */
  private void prepareGate() {
    for (int i = 0; i < 2; i++) {
      for (var arguments :
          List.of(List.of("trading"), List.of("--graph", tools.graph(1_000).toString()))) {
        var command = new ArrayList<>(List.of(tools.gate(), "check", "--quiet"));
        command.addAll(arguments);
        ProcessRun.of(
                command,
                Map.of("GATE_QUIET", "1"),
                tools.root(),
                tools.scratch(),
                Duration.ofMinutes(5))
            .expecting(0);
      }
    }
  }

  private BenchReport report() throws IOException {
    var bytes = new LinkedHashMap<String, Long>();
    for (var size : mode.sizes()) {
      bytes.put(String.format(Locale.ROOT, "%,d", size), Files.size(tools.graph(size)));
    }
    return new BenchReport(
        Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
        mode.name(),
        machine(),
        Tools.versions(),
        bytes,
        Target.judge(book, mode),
        book.series());
  }

  private String write(BenchReport report) throws IOException {
    var json = JSON.writeValueAsString(report) + "\n";
    Files.writeString(tools.scratch().resolve("results.json"), json);
    Files.writeString(tools.scratch().resolve("results.md"), report.markdown());
    return json;
  }

  private void publish(BenchReport report, List<String> parts) throws IOException {
    System.out.println(report.markdown());
    if (Boolean.getBoolean("bench.page") || (mode.isFull() && parts.equals(PARTS))) {
      var page = tools.root().resolve("docs/performance.md");
      Files.writeString(page, report.into(Files.readString(page)));
      Files.writeString(page.resolveSibling("performance.json"), write(report));
      say("docs/performance.md and docs/performance.json are new");
    }
  }

  private Map<String, String> machine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    var machine = new TreeMap<String, String>();
    machine.put("cores", Integer.toString(system.getAvailableProcessors()));
    machine.put("load before", String.format(Locale.ROOT, "%.1f", loadBefore));
    processor().ifPresent(name -> machine.put("processor", name));
    machine.put("system", system.getName() + " " + system.getArch());
    return machine;
  }

  private static Optional<String> processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  private static void say(String text) {
    System.out.println("bench: " + text);
  }
}
