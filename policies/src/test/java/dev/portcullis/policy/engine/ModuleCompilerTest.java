package dev.portcullis.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.wasm.Parser;
import dev.portcullis.policy.Digests;
import dev.portcullis.policy.bundle.PolicyBundle;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the build leaves when a function is too large for a Java method, and when it is broken off.
 */
class ModuleCompilerTest {
  private static final String LARGE = "g0.data.portcullis.decision.rules";

  private final PolicyBundle bundle = PolicyBundle.builtIn();
  private String digest;
  private String name;

  @TempDir private Path folder;

  /**
   * Another digest, so that the class loader of the test does not find the classes of the build
   * first.
   */
  @BeforeEach
  void nameClasses() {
    digest = Digests.of("another module");
    name = CompiledClasses.nameFor(digest);
  }

  @Test
  void functionTooLargeForJavaIsInterpretedToTheSameVerdict() throws IOException {
    var options =
        Config.builder()
            .withInterpreterFallback(InterpreterFallback.FAIL)
            .withInterpretedFunctions(Set.of(indexOf(LARGE)));
    ModuleCompiler.compile(bundle.wasm(), name, folder, options);
    try (var loader = loader();
        var own = new WasmEngine(bundle)) {
      var classes = CompiledClasses.of(digest, loader).orElseThrow();
      var module = new RegoModule(classes.skeleton(), classes.machine(), 1_000);
      module.data(bundle.dataText());
      var input = Packs.emptyInput(bundle);
      var answer = module.evaluate("portcullis/decision/verdicts", Packs.utf8(input));
      assertThat(answer.at("/0/result")).isEqualTo(own.evaluate(input));
    }
  }

  @Test
  void removesWhatWasCompiledBefore() throws IOException {
    var stale = folder.resolve(CompiledClasses.skeletonOf(CompiledClasses.nameFor("sha256:0")));
    Files.createDirectories(stale.getParent());
    Files.write(stale, new byte[0]);
    ModuleCompiler.compile(
        bundle.wasm(),
        name,
        folder,
        Config.builder().withInterpreterFallback(InterpreterFallback.FAIL));
    assertThat(stale).doesNotExist();
    assertThat(folder.resolve(CompiledClasses.skeletonOf(name))).exists();
  }

  @Test
  void rejectsClassesThatAreThereInPart() throws IOException {
    ModuleCompiler.compile(
        bundle.wasm(),
        name,
        folder,
        Config.builder().withInterpreterFallback(InterpreterFallback.FAIL));
    Files.delete(folder.resolve(CompiledClasses.skeletonOf(name)));
    try (var loader = loader()) {
      assertThatThrownBy(() -> CompiledClasses.of(digest, loader))
          .isInstanceOf(PolicyEngineException.class)
          .hasMessageContaining("incomplete");
    }
  }

  private URLClassLoader loader() throws IOException {
    return new URLClassLoader(
        new java.net.URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  private int indexOf(String function) {
    var module = Parser.parse(bundle.wasm());
    var names = module.nameSection();
    // Imported functions are counted first, and not every function has a name.
    var count = module.importSection().importCount() + module.functionSection().functionCount();
    return IntStream.range(0, count)
        .filter(index -> function.equals(names.nameOfFunction(index)))
        .findFirst()
        .orElseThrow();
  }
}
