package dev.portcullis.cli;

import dev.portcullis.cli.watch.CompileException;
import dev.portcullis.cli.watch.ProgramLoader;
import dev.portcullis.cli.watch.SourceModule;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.FileDigests;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A built-in system, compiled from its sources and captured in this JVM. */
final class WatchedSystem implements WatchedGraph {
  private static final String PACKAGE = "dev.portcullis.infra";

  private final String name;
  private final @Nullable String suffix;
  private final Map<String, String> overrides;
  private final Path home;
  private final SourceModule sources;
  private final LongSupplier nanos;
  private final FileDigests files = new FileDigests();

  /**
   * @param home root of the source tree
   * @param nanos clock for durations
   */
  WatchedSystem(
      String name,
      @Nullable String suffix,
      Map<String, String> overrides,
      Path home,
      LongSupplier nanos) {
    this.name = name;
    this.suffix = suffix;
    this.overrides = Map.copyOf(overrides);
    this.home = home;
    this.nanos = nanos;
    this.sources = module(home.resolve(Capture.SOURCES));
  }

  private static SourceModule module(Path folder) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw InputException.of(
          "watch", "", "this Java has no compiler", "run the gate with a JDK, not a JRE");
    }
    if (!Files.isDirectory(folder)) {
      throw InputException.of(
          "watch", Capture.SOURCES, "no such folder", "watch a system in its source tree");
    }
    var classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    try {
      return new SourceModule(compiler, folder, Capture.SOURCES, PACKAGE, classPath);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<Path> roots() {
    return List.of(
        home.resolve(Capture.SOURCES), resources(), home.resolve("lambda").resolve("target"));
  }

  private Path resources() {
    return home.resolve("infra/src/main/resources");
  }

  @Override
  public Made make() {
    var start = nanos.getAsLong();
    var result = update();
    if (!result.errors().isEmpty()) {
      throw new CompileException(result.errors());
    }
    var compileNanos = nanos.getAsLong() - start;
    return new Made(capture(), result.compiledFiles(), compileNanos);
  }

  @Override
  public void rehearse() {
    sources.compileOneAgain();
    capture();
  }

  private ResourceGraph capture() {
    var loader =
        new ProgramLoader(
            WatchedSystem.class.getClassLoader(), PACKAGE, sources.classes(), resources());
    return Capture.system(loader.systems(), name, suffix, overrides, files);
  }

  private SourceModule.Result update() {
    try {
      return sources.update();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static InputException unreadable(IOException e) {
    return InputException.of(
        "watch", Capture.SOURCES, "cannot be read: " + e.getMessage(), "make it readable", e);
  }

  @Override
  public void close() {
    sources.close();
  }
}
