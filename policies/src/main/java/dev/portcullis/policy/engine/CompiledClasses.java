package dev.portcullis.policy.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@link ModuleCompiler} made of a module at build time.
 *
 * <p>The classes are named after the digest of the module they were made of, and asked for by the
 * digest of the module that the manifest of the bundle vouches for. Classes of another module have
 * another name: they cannot be taken by mistake, however stale the build folder is.
 *
 * @param skeleton the module without the code that became classes; whole when a function has to be
 *     interpreted
 * @param machine runs the code of an instance
 */
record CompiledClasses(WasmModule skeleton, Function<Instance, Machine> machine) {
  /** Of its own, for the compiler empties it, and outside of what people wrote. */
  private static final String PACKAGE = "portcullis.compiled";

  private static final String ALGORITHM = "sha256:";

  /** Base name of the classes for the module with that digest. */
  static String nameFor(String digest) {
    if (!digest.startsWith(ALGORITHM)) {
      throw new IllegalArgumentException("not a digest: " + digest);
    }
    return PACKAGE + ".Sha256_" + digest.substring(ALGORITHM.length());
  }

  /** Path of what is left of the module, below the root of the class path. */
  static String skeletonOf(String name) {
    return name.replace('.', '/') + ".meta";
  }

  /**
   * The classes for the module with that digest, if this build carries them.
   *
   * @throws PolicyEngineException when they are there in part
   */
  static Optional<CompiledClasses> of(String digest) {
    return of(digest, CompiledClasses.class.getClassLoader());
  }

  static Optional<CompiledClasses> of(String digest, ClassLoader loader) {
    var name = nameFor(digest);
    Class<?> found;
    try {
      found = Class.forName(name + "Machine", true, loader);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(new CompiledClasses(skeleton(name, loader), machine(found)));
  }

  private static WasmModule skeleton(String name, ClassLoader loader) {
    try (var meta = loader.getResourceAsStream(skeletonOf(name))) {
      if (meta == null) {
        throw new PolicyEngineException(
            "the compiled policy module is incomplete; build the gate again");
      }
      return Parser.parse(meta);
    } catch (IOException e) {
      throw new PolicyEngineException("the compiled policy module cannot be read", e);
    }
  }

  private static Function<Instance, Machine> machine(Class<?> type) {
    try {
      var constructor = type.asSubclass(Machine.class).getConstructor(Instance.class);
      return instance -> {
        try {
          return constructor.newInstance(instance);
        } catch (ReflectiveOperationException e) {
          throw new PolicyEngineException("the compiled policy module cannot be started", e);
        }
      };
    } catch (NoSuchMethodException e) {
      throw new PolicyEngineException(
          "the compiled policy module is not of this version of Chicory; build the gate again", e);
    }
  }
}
