package dev.portcullis.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.policy.engine.WasmEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyBundleTest {
  private static final Path ROOT = Path.of(System.getProperty("portcullis.root"));

  @TempDir private Path folder;

  @BeforeEach
  void copyBuiltIn() throws IOException {
    for (var name :
        List.of(
            "manifest.json",
            "catalogue.json",
            "data.json",
            "plan.json",
            "policy.wasm",
            "bundle.tar.gz")) {
      try (var in = PolicyBundle.class.getResourceAsStream(name)) {
        Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void readsWhatWasBuilt() {
    assertThat(PolicyBundle.in(folder).revision()).isEqualTo(PolicyBundle.builtIn().revision());
  }

  @Test
  void isMadeOfTheSourcesOfThisTree() {
    PolicyBundle.builtIn().requireMadeOf(ROOT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest.json",
        "catalogue.json",
        "data.json",
        "plan.json",
        "policy.wasm",
        "bundle.tar.gz"
      })
  void rejectsMissingPiece(String piece) throws IOException {
    Files.delete(folder.resolve(piece));
    assertThatThrownBy(() -> PolicyBundle.in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(piece)
        .hasMessageContaining("policies/build-bundle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"catalogue.json", "data.json", "plan.json", "policy.wasm", "bundle.tar.gz"})
  void rejectsTamperedPiece(String piece) throws IOException {
    var content = Files.readAllBytes(folder.resolve(piece));
    content[content.length / 2] ^= 1;
    Files.write(folder.resolve(piece), content);
    assertThatThrownBy(() -> PolicyBundle.in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(piece);
  }

  @Test
  void rejectsManifestWhoseRevisionIsInvented() throws IOException {
    var manifest = Files.readString(folder.resolve("manifest.json"));
    var revision = PolicyBundle.builtIn().revision();
    Files.writeString(
        folder.resolve("manifest.json"), manifest.replace(revision, "sha256:" + "0".repeat(64)));
    assertThatThrownBy(() -> PolicyBundle.in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("revision");
  }

  @Test
  void rejectsUnreadableManifest() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{");
    assertThatThrownBy(() -> PolicyBundle.in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("manifest.json");
  }

  @Test
  void rejectsStaleBundleAndNamesWhatDiffers() throws IOException {
    var sources = folder.resolve("policies/src/main/rego");
    Files.createDirectories(sources);
    Files.writeString(sources.resolve("new.rego"), "package rules.x.y");
    assertThatThrownBy(() -> PolicyBundle.builtIn().requireMadeOf(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("new.rego (new)")
        .hasMessageContaining("lib/graph.rego (gone)")
        .hasMessageContaining("policies/build-bundle");
  }

  @Test
  void testsOfThePackAreNoPartOfIt() {
    assertThat(PackSources.digests(ROOT.resolve(PackSources.FOLDER)).keySet())
        .isNotEmpty()
        .noneMatch(name -> name.endsWith("_test.rego"));
  }

  @Test
  void everyParameterARuleReadsIsDeclared() throws IOException {
    var read = new TreeSet<String>();
    var call = Pattern.compile("params\\.value\\(\"([^\"]+)\"\\)");
    try (var files = Files.walk(ROOT.resolve(PackSources.FOLDER))) {
      for (var file :
          files
              .filter(f -> f.toString().endsWith(".rego") && !f.toString().endsWith("_test.rego"))
              .toList()) {
        var matcher = call.matcher(Files.readString(file));
        while (matcher.find()) {
          read.add(matcher.group(1));
        }
      }
    }
    var declared = new TreeSet<String>();
    PolicyBundle.builtIn().data().at("/parameters").fieldNames().forEachRemaining(declared::add);
    assertThat(read).isNotEmpty();
    assertThat(declared).containsAll(read);
    assertThat(PolicyBundle.builtIn().catalogue().rules())
        .allSatisfy(rule -> assertThat(declared).containsAll(rule.parameters()));
  }

  @Test
  void rejectsModuleThatIsNoPolicy() throws IOException {
    // The hashes are right, the content is not a policy: the engine must say so when it loads.
    Files.write(folder.resolve("policy.wasm"), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    var manifest = Files.readString(folder.resolve("manifest.json"));
    var digest =
        dev.portcullis.policy.Digests.of(Files.readAllBytes(folder.resolve("policy.wasm")));
    Files.writeString(
        folder.resolve("manifest.json"),
        manifest.replaceAll("(\"policy.wasm\" : \")[^\"]+", "$1" + digest));
    var bundle = PolicyBundle.in(folder);
    assertThatThrownBy(() -> new WasmEngine(bundle).close())
        .isInstanceOf(PolicyEngineException.class);
  }
}
