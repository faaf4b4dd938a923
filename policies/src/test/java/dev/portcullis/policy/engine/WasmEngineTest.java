package dev.portcullis.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.wasm.Parser;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.bundle.PolicyBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WasmEngineTest {
  @TempDir private Path folder;

  @Test
  void modulesCompiledBeforeAndNowGiveTheSameAnswer() {
    try (var before = new WasmEngine(PolicyBundle.builtIn());
        var now = new WasmEngine(Packs.withOtherModule(folder))) {
      var answer = before.evaluate(input(3));
      assertThat(answer).isEqualTo(now.evaluate(input(3)));
      assertThat(answer.at("/examined/resources").intValue()).isEqualTo(3);
      assertThat(before.info().version()).matches("opa-java-wasm \\d+\\.\\d+\\.\\d+");
    }
  }

  @Test
  void theCompiledModuleIsTheOneTheBundleNames() {
    // Without its data: the revision must come out of the code.
    var module = compiled(1_000);
    var profiles = "{\"profiles\":{\"baseline\":{\"name\":\"baseline\"}},\"parameters\":{}}";
    module.data(profiles.getBytes(StandardCharsets.UTF_8));
    var answer =
        module.evaluate(
            "portcullis/decision/verdicts", input(1).toString().getBytes(StandardCharsets.UTF_8));
    assertThat(answer.at("/0/result/examined/revision").asText())
        .isEqualTo(PolicyBundle.builtIn().revision());
  }

  @Test
  void evaluationsDoNotDisturbEachOther() throws Exception {
    try (var engine = new WasmEngine(PolicyBundle.builtIn())) {
      var threads = Executors.newFixedThreadPool(4);
      var tasks = new ArrayList<Callable<Integer>>();
      for (int size = 1; size <= 12; size++) {
        var input = input(size);
        tasks.add(() -> engine.evaluate(input).at("/examined/resources").intValue());
      }
      var counted = new ArrayList<Integer>();
      for (var result : threads.invokeAll(tasks)) {
        counted.add(result.get());
      }
      threads.shutdown();
      assertThat(counted).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }
  }

  @Test
  void rejectsModuleThatNeedsItsHostWhenItIsLoaded() throws IOException {
    try (var in =
        PolicyBundle.class.getResourceAsStream("/dev/portcullis/policy/needs-host-builtin.wasm")) {
      var module = Parser.parse(in);
      var machines = MachineFactoryCompiler.compile(module);
      assertThatThrownBy(() -> new RegoModule(module, machines, 1_000))
          .isInstanceOf(PolicyEngineException.class)
          .hasMessageContaining("sprintf");
    }
  }

  @Test
  void rejectsInputThatIsNoJson() {
    var module = compiled(1_000);
    module.data("{}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(
            () ->
                module.evaluate(
                    "portcullis/decision/verdicts", "{bad".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PolicyEngineException.class)
        .hasMessageContaining("JSON");
  }

  @Test
  void rejectsUnknownEntrypoint() {
    var module = compiled(1_000);
    assertThatThrownBy(
            () -> module.evaluate("portcullis/other", "{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PolicyEngineException.class)
        .hasMessageContaining("portcullis/other");
  }

  @Test
  void failsWhenTheGraphIsTooLargeForItsMemory() {
    // Room for the module and its data, not for the graph.
    var module = compiled(40);
    module.data("{}".getBytes(StandardCharsets.UTF_8));
    var input = input(20_000).toString().getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> module.evaluate("portcullis/decision/verdicts", input))
        .isInstanceOf(PolicyEngineException.class)
        .hasMessageContaining("opa_malloc");
  }

  private static RegoModule compiled(int maxPages) {
    var classes = CompiledClasses.of(PolicyBundle.builtIn().wasmDigest()).orElseThrow();
    return new RegoModule(classes.skeleton(), classes.machine(), maxPages);
  }

  private static ObjectNode input(int resources) {
    var input = JsonNodeFactory.instance.objectNode();
    var list = input.putArray("resources");
    for (int i = 0; i < resources; i++) {
      var resource = list.addObject();
      resource.put("urn", "urn:pulumi:s::p::aws:sqs/queue:Queue::q" + i);
      resource.put("type", "aws:sqs/queue:Queue").put("name", "q" + i).put("region", "us-east-1");
      resource.putObject("inputs");
    }
    return input;
  }
}
