package dev.portcullis.policy.engine;

import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.build.time.compiler.Generator;
import com.dylibso.chicory.compiler.InterpreterFallback;
import dev.portcullis.policy.bundle.PolicyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Part of the build: compiles the module of the built-in pack to Java classes, so that no start of
 * the gate has to. See {@link CompiledClasses} for how they are found again.
 */
public final class ModuleCompiler {
  private ModuleCompiler() {}

  /** Argument: folder of the classes of this module. */
  public static void main(String[] args) throws IOException {
    var bundle = PolicyBundle.builtIn();
    var options = Config.builder().withInterpreterFallback(InterpreterFallback.WARN);
    compile(bundle.wasm(), CompiledClasses.nameFor(bundle.wasmDigest()), Path.of(args[0]), options);
  }

  /** Replaces whatever was compiled before into the same folder. */
  static void compile(byte[] wasm, String name, Path classes, Config.Builder options)
      throws IOException {
    var skeleton = classes.resolve(CompiledClasses.skeletonOf(name));
    delete(skeleton.getParent());
    Files.createDirectories(skeleton.getParent());
    var source = Files.createTempFile("portcullis-policy", ".wasm");
    try {
      Files.write(source, wasm);
      options.withWasmFile(source).withName(name).withTargetClassFolder(classes);
      var generator =
          new Generator(
              options.withTargetSourceFolder(classes).withTargetWasmFolder(classes).build());
      var interpreted = generator.generateResources();
      if (interpreted.isEmpty()) {
        generator.generateMetaWasm(interpreted);
      } else {
        // A function above the 64 KiB of a Java method is interpreted, and the skeleton of Chicory
        // 1.7.5 lacks the code of it: the module stays whole.
        Files.write(skeleton, wasm);
      }
    } finally {
      Files.delete(source);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
