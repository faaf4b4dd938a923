package dev.portcullis.policy.engine;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.styra.opa.wasm.OpaWasm_Env;
import com.styra.opa.wasm.OpaWasm_ModuleExports;
import com.styra.opa.wasm.OpaWasm_ModuleImports;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One instance of a module that {@code opa build -t wasm} made, driven through the bindings of
 * opa-java-wasm.
 *
 * <p>Not that library's {@code OpaPolicy}: it takes text for JSON without looking whether the
 * module could parse it (and a module that could not answers "no violation"), it notices a missing
 * builtin when a rule calls it, and it compiles the module anew at every start. Not safe for
 * threads.
 */
final class RegoModule implements OpaWasm_ModuleImports, OpaWasm_Env {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Memory memory;
  private final OpaWasm_ModuleExports exports;
  private int data;
  private int heapAfterData;

  /**
   * @param machines executes the module: compiled to class files, or interpreted
   * @param maxPages most memory of the module, in pages of 64 KiB
   * @throws PolicyEngineException when it is no policy module or needs builtins of its host
   */
  RegoModule(WasmModule module, Function<Instance, Machine> machines, int maxPages) {
    this.memory = new ByteArrayMemory(new MemoryLimits(initialPages(module), maxPages));
    this.exports =
        new OpaWasm_ModuleExports(
            Instance.builder(module)
                .withImportValues(toImportValues())
                .withMemoryFactory(limits -> memory)
                .withMachineFactory(machines)
                .build());
    var needed = new TreeSet<String>();
    dump(exports.builtins()).fieldNames().forEachRemaining(needed::add);
    if (!needed.isEmpty()) {
      throw new PolicyEngineException(
          "the policy needs builtins that only some engines have: "
              + String.join(", ", needed)
              + "; rebuild it with policies/build-bundle");
    }
    this.heapAfterData = exports.opaHeapPtrGet();
  }

  private static int initialPages(WasmModule module) {
    return module.importSection().stream()
        .filter(MemoryImport.class::isInstance)
        .mapToInt(memory -> ((MemoryImport) memory).limits().initialPages())
        .findFirst()
        .orElseThrow(
            () ->
                new PolicyEngineException("the module imports no memory, so opa did not build it"));
  }

  /** Gives the module its data; once, before any evaluation. */
  void data(byte[] json) {
    data = parse(json);
    heapAfterData = exports.opaHeapPtrGet();
  }

  /**
   * The set of results of one entrypoint, an array; empty when it is undefined.
   *
   * @param input JSON that Jackson has written
   */
  JsonNode evaluate(String entrypoint, byte[] input) {
    exports.opaHeapPtrSet(heapAfterData);
    var id = dump(exports.entrypoints()).get(entrypoint);
    if (id == null) {
      throw new PolicyEngineException("the module has no entrypoint " + entrypoint);
    }
    var context = exports.opaEvalCtxNew();
    exports.opaEvalCtxSetInput(context, parse(input));
    exports.opaEvalCtxSetData(context, data);
    exports.opaEvalCtxSetEntrypoint(context, id.intValue());
    var error = exports.eval(context);
    if (error != 0) {
      throw new PolicyEngineException("the module gave up with error " + error);
    }
    return dump(exports.opaEvalCtxGetResult(context));
  }

  private int parse(byte[] json) {
    var address = exports.opaMalloc(json.length);
    memory.write(address, json);
    var value = exports.opaJsonParse(address, json.length);
    exports.opaFree(address);
    if (value == 0) {
      throw new PolicyEngineException("the module could not read its input as JSON");
    }
    return value;
  }

  private JsonNode dump(int value) {
    var address = exports.opaJsonDump(value);
    var text = memory.readCString(address);
    exports.opaFree(address);
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new PolicyEngineException("the module answered with no JSON", e);
    }
  }

  @Override
  public OpaWasm_Env env() {
    return this;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public void opaAbort(int message) {
    throw new PolicyEngineException("the module broke off: " + memory.readCString(message));
  }

  @Override
  public int opaBuiltin0(int id, int context) {
    throw noBuiltin(id);
  }

  @Override
  public int opaBuiltin1(int id, int context, int a) {
    throw noBuiltin(id);
  }

  @Override
  public int opaBuiltin2(int id, int context, int a, int b) {
    throw noBuiltin(id);
  }

  @Override
  public int opaBuiltin3(int id, int context, int a, int b, int c) {
    throw noBuiltin(id);
  }

  @Override
  public int opaBuiltin4(int id, int context, int a, int b, int c, int d) {
    throw noBuiltin(id);
  }

  private static PolicyEngineException noBuiltin(int id) {
    return new PolicyEngineException(
        "the module called builtin " + id + ", which it had not announced");
  }
}
