package dev.portcullis.policy.engine;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.wasm.Parser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The pack compiled to WebAssembly, in this JVM, on the runtime of com.styra.opa:opa-java-wasm.
 *
 * <p>The module of the built-in pack was compiled to class files when the gate was built; any other
 * is compiled when the engine starts, which takes seconds (docs/adr/0003-wasm-start.md). Class
 * files are found by the digest of the module in the manifest of the bundle, so they are those of
 * this module. One module is not safe for threads: evaluation is synchronized, callers that want
 * parallelism take an engine per thread.
 */
public final class WasmEngine implements PolicyEngine {
  private static final String ENTRYPOINT = "portcullis/decision/verdicts";
  private static final String LIBRARY =
      "/META-INF/maven/com.styra.opa/opa-java-wasm/pom.properties";

  /** 64 KiB each: 1 GiB, enough for about 100,000 resources. */
  private static final int MAX_PAGES = 16_384;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegoModule module;
  private final String version = "opa-java-wasm " + libraryVersion();

  /**
   * Loads the module of that pack.
   *
   * @throws PolicyEngineException when it cannot be loaded or needs builtins of its host
   */
  public WasmEngine(PolicyBundle bundle) {
    try {
      this.module =
          CompiledClasses.of(bundle.wasmDigest())
              .map(classes -> new RegoModule(classes.skeleton(), classes.machine(), MAX_PAGES))
              .orElseGet(() -> compiledNow(bundle.wasm()));
      module.data(bundle.dataText());
    } catch (PolicyEngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PolicyEngineException("the policy module cannot be loaded: " + e, e);
    }
  }

  private static String libraryVersion() {
    var properties = new Properties();
    try (var in = RegoModule.class.getResourceAsStream(LIBRARY)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "of unknown version");
  }

  private static RegoModule compiledNow(byte[] wasm) {
    var module = Parser.parse(wasm);
    var machines =
        MachineFactoryCompiler.builder(module)
            .withInterpreterFallback(InterpreterFallback.SILENT)
            .compile();
    return new RegoModule(module, machines, MAX_PAGES);
  }

  @Override
  public Decision.EngineInfo info() {
    return new Decision.EngineInfo("wasm", version);
  }

  @Override
  public synchronized JsonNode evaluate(ObjectNode input) {
    JsonNode results;
    try {
      results = module.evaluate(ENTRYPOINT, bytes(input));
    } catch (PolicyEngineException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new PolicyEngineException("the policy module broke off: " + e, e);
    }
    var result = results.at("/0/result");
    if (results.size() != 1 || !result.isObject()) {
      throw new PolicyEngineException(
          "the policy module gave no verdicts; the entrypoint "
              + ENTRYPOINT
              + " is undefined for this input");
    }
    return result;
  }

  /** Only what Jackson wrote ever reaches the module. */
  private static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new PolicyEngineException("the input cannot be written as JSON", e);
    }
  }

  @Override
  public void close() {
    // Memory of the module is on the heap.
  }
}
