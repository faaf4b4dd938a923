package dev.portcullis.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.styra.opa.wasm.OpaPolicy;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.cases.CaseRunner;
import dev.portcullis.policy.cases.RuleCases;
import dev.portcullis.policy.decision.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes belong to the module of the pack, or they are not used. */
class CompiledClassesTest {
  private final PolicyBundle builtIn = PolicyBundle.builtIn();

  @TempDir private Path folder;

  @Test
  void builtInPackIsNotCompiledAtEveryStart() {
    assertThat(CompiledClasses.of(builtIn.wasmDigest())).isPresent();
  }

  @Test
  void samePackFromFolderTakesTheClassesToo() {
    var same = Packs.withModule(folder, builtIn.wasm());
    assertThat(CompiledClasses.of(same.wasmDigest())).isPresent();
  }

  @Test
  void classesOfAnotherModuleAreNotTaken() {
    assertThat(CompiledClasses.of(Packs.withOtherModule(folder).wasmDigest())).isEmpty();
  }

  @Test
  void nameHoldsTheWholeDigest() {
    assertThat(CompiledClasses.nameFor(builtIn.wasmDigest()))
        .endsWith("Sha256_" + builtIn.wasmDigest().substring("sha256:".length()));
    assertThatThrownBy(() -> CompiledClasses.nameFor("md5:0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("md5:0");
  }

  @Test
  void answerEveryCaseAsOpaJavaWasmDoes() {
    var theirs = OpaPolicy.builder().withPolicy(builtIn.wasm()).withMaxMemory(1_000).build();
    theirs.data(builtIn.data()).entrypoint("portcullis/decision/verdicts");
    var compared = new AtomicInteger();
    try (var ours = new WasmEngine(builtIn)) {
      var runner = new CaseRunner(builtIn, new Comparing(ours, theirs, compared));
      RuleCases.builtIn(builtIn.catalogue().rules().stream().map(RuleInfo::id).toList())
          .forEach(runner::run);
    }
    assertThat(compared).hasValueGreaterThan(100);
  }

  /** Answers as ours, after theirs said the same. */
  private record Comparing(PolicyEngine ours, OpaPolicy theirs, AtomicInteger compared)
      implements PolicyEngine {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Decision.EngineInfo info() {
      return ours.info();
    }

    @Override
    public JsonNode evaluate(ObjectNode input) {
      var answer = ours.evaluate(input);
      try {
        assertThat(answer).isEqualTo(JSON.readTree(theirs.evaluate(input)).at("/0/result"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      compared.incrementAndGet();
      return answer;
    }

    @Override
    public void close() {
      // The test closes it.
    }
  }
}
