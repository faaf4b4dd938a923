package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.cli.watch.Changes;
import dev.portcullis.cli.watch.ProgramLoader;
import dev.portcullis.cli.watch.SourceModule;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.capture.FileDigests;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A developer edits the sources of a system beside a running watch. */
@Timeout(300)
class WatchSessionTest {
  private static final String CHECKS =
      "infra/src/main/java/dev/portcullis/infra/edge/HealthChecks.java";
  private static final String INTERVAL = ".requestInterval(check.probe().intervalSeconds())";
  private static final String SLOW = ".requestInterval(30)";

  @TempDir private static Path home;
  private static Path root;
  private static String rootProperty;

  /** One for all: the first compilation takes longer than all others together. */
  private static WatchedSystem program;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final WatchedPolicy policy = policy();
  private final WatchSession session =
      new WatchSession(
          new Terminal(
              new PrintStream(OutputSink.INSTANCE, true, StandardCharsets.UTF_8),
              new PrintStream(said, true, StandardCharsets.UTF_8),
              false),
          Clock.fixed(Instant.parse("2026-11-21T10:11:12Z"), ZoneOffset.UTC),
          () -> 0,
          program,
          policy);

  private static final class OutputSink extends java.io.OutputStream {
    static final OutputSink INSTANCE = new OutputSink();

    @Override
    public void write(int b) {
      throw new AssertionError("a watch writes no document");
    }
  }

  @BeforeAll
  static void copyOfTheSources() throws IOException {
    rootProperty = System.getProperty("portcullis.home");
    root = Path.of(rootProperty);
    copy("infra/src/main");
    copy("policies/src/main/rego");
    copy("policies/src/main/resources/dev/portcullis/policy/bundle");
    var archive = home.resolve("lambda/target/order-api.zip");
    Files.createDirectories(archive.getParent());
    Files.copy(root.resolve("lambda/target/order-api.zip"), archive);
    System.setProperty("portcullis.home", home.toString());
    program = new WatchedSystem("serverless", null, Map.of(), home, () -> 0);
  }

  @AfterAll
  static void restore() {
    program.close();
    System.setProperty("portcullis.home", rootProperty);
  }

  @AfterEach
  void asItWas() throws IOException {
    policy.close();
    copy("infra/src/main");
    copy("policies/src/main/rego");
  }

  @Test
  void anEditedComponentIsDeniedAndAllowedAgain() throws IOException {
    session.decide();
    assertThat(session.exitCode()).as(heard()).isZero();
    edit(CHECKS, INTERVAL, SLOW);
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).isEqualTo(1);
    assertThat(heard())
        .contains("HLT-001", "found     30", CHECKS + ":")
        .containsPattern("\nDENIED +HLT-001 fail\n")
        .containsPattern("10:11:12 .* [1-9]\\d* new, 0 fixed, in 0 ms \\(compile 0 ms of 1 file, ");
    said.reset();
    edit(CHECKS, SLOW, INTERVAL);
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).isZero();
    assertThat(heard()).contains("fixed  HLT-001").containsPattern("\nALLOWED ");
  }

  @Test
  void aSourceThatDoesNotCompileIsToldAndAllowsNothing() throws IOException {
    session.decide();
    said.reset();
    edit(CHECKS, INTERVAL, ".requestInterval(");
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).as("what stands there now is not decided").isEqualTo(2);
    assertThat(heard())
        .containsPattern(CHECKS + ":\\d+: ")
        .contains("does not compile", "the last decision was allow")
        .doesNotContain("ALLOWED")
        .doesNotContain(home.toString());
    edit(CHECKS, ".requestInterval(\n", INTERVAL + "\n");
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).isZero();
  }

  @Test
  void aProgramThatFailsIsToldAndEndsNothing() throws IOException {
    session.decide();
    said.reset();
    edit(CHECKS, "    this.name = name;", "    this.name = List.of(name).get(7);");
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).isEqualTo(2);
    assertThat(heard()).contains("the program failed with").contains(CHECKS + ":");
    edit(CHECKS, "List.of(name).get(7)", "name");
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).isZero();
  }

  @Test
  void filesComeAndGo() throws IOException {
    session.decide();
    var helper = home.resolve(CHECKS).resolveSibling("Seconds.java");
    Files.writeString(
        helper,
        "package dev.portcullis.infra.edge; final class Seconds { static final int MANY = 30; }");
    edit(CHECKS, INTERVAL, ".requestInterval(Seconds.MANY)");
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).isEqualTo(1);
    Files.writeString(
        helper,
        "package dev.portcullis.infra.edge; final class Seconds { static final int MANY = 10; }");
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).as("a constant lives in the classes that use it").isZero();
    Files.delete(helper);
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).isEqualTo(2);
    edit(CHECKS, ".requestInterval(Seconds.MANY)", INTERVAL);
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).isZero();
  }

  @Test
  void theWatchedGraphIsTheGraphOfAFreshCapture() {
    assertThat(GraphJson.canonicalBytes(program.make().graph()))
        .isEqualTo(GraphJson.canonicalBytes(Capture.system("serverless", null, Map.of())));
  }

  @Test
  void whatChangesNothingIsNotTold() {
    session.decide();
    said.reset();
    session.changed(Set.of(sources()));
    assertThat(heard()).isEmpty();
    assertThat(session.exitCode()).isZero();
  }

  @Test
  void nothingIsDecidedByAStaleBundle() throws IOException {
    session.decide();
    said.reset();
    var rule = home.resolve("policies/src/main/rego/rules/mine.rego");
    Files.writeString(rule, "package rules.mine");
    session.changed(Set.of(rego()));
    assertThat(session.exitCode()).isEqualTo(2);
    assertThat(heard())
        .contains("stale", "rules/mine.rego (new)", "policies/build-bundle")
        .doesNotContain("ALLOWED");
    session.changed(Set.of(sources()));
    assertThat(session.exitCode()).as("not by a change of the program either").isEqualTo(2);
    Files.delete(rule);
    session.changed(Set.of(rego()));
    assertThat(session.exitCode()).isZero();
  }

  @Test
  void aWatchDecidesUntilItIsInterrupted() throws Exception {
    var changes = new LinkedBlockingQueue<Set<Path>>();
    var thread =
        new Thread(
            () -> {
              try {
                session.run(fed(changes), 1);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    edit(CHECKS, INTERVAL, SLOW);
    changes.put(Set.of(sources()));
    while (session.exitCode() != 1) {
      Thread.sleep(20);
    }
    thread.interrupt();
    thread.join();
    assertThat(heard()).contains("watching;", "DENIED");
  }

  @Test
  void theProgramBeforeIsForgotten() throws Exception {
    var sources = home.resolve(Capture.SOURCES);
    var classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of);
    try (var module =
        new SourceModule(
            ToolProvider.getSystemJavaCompiler(),
            sources,
            Capture.SOURCES,
            "dev.portcullis.infra",
            classPath.toList())) {
      assertThat(module.update().errors()).isEmpty();
      var before = captured(module);
      for (int i = 0; i < 100 && before.get() != null; i++) {
        // A capture more: workers of the common pool let go of what they did last.
        captured(module);
        System.gc();
        Thread.sleep(20);
      }
      assertThat(before.get()).isNull();
    }
  }

  private static WeakReference<ClassLoader> captured(SourceModule module) {
    var loader =
        new ProgramLoader(
            WatchSessionTest.class.getClassLoader(),
            "dev.portcullis.infra",
            module.classes(),
            home.resolve("infra/src/main/resources"));
    var systems = loader.systems();
    assertThat(systems.getClass().getClassLoader()).isSameAs(loader);
    Capture.system(systems, "serverless", null, Map.of(), new FileDigests());
    return new WeakReference<>(loader);
  }

  private static Changes fed(LinkedBlockingQueue<Set<Path>> changes) {
    return new Changes() {
      @Override
      public Set<Path> await() throws InterruptedException {
        return changes.take();
      }

      @Override
      public boolean pending() {
        return !changes.isEmpty();
      }
    };
  }

  private static WatchedPolicy policy() {
    var options = new PolicyOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();
    return new WatchedPolicy(options);
  }

  private static Path sources() {
    return home.resolve(Capture.SOURCES);
  }

  private static Path rego() {
    return home.resolve("policies/src/main/rego");
  }

  private String heard() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static void edit(String file, String from, String to) throws IOException {
    var path = home.resolve(file);
    var text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  private static void copy(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(folder))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = home.resolve(root.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    }
  }
}
