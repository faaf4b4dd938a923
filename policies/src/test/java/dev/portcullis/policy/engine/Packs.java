package dev.portcullis.policy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.Digests;
import dev.portcullis.policy.Profiles;
import dev.portcullis.policy.bundle.PolicyBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Packs made from the built-in one, and the smallest input they judge. */
final class Packs {
  /** A section without meaning, named x. */
  private static final byte[] CUSTOM_SECTION = {0, 2, 1, 'x'};

  private Packs() {}

  /** A graph without resources, under the profile baseline. */
  static ObjectNode emptyInput(PolicyBundle bundle) {
    var input = JsonNodeFactory.instance.objectNode();
    input.putArray("resources");
    input.putObject("evaluation").set("profile", Profiles.forRules(bundle, null, Map.of()));
    return input;
  }

  static byte[] utf8(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The built-in pack with another module, one that means the same. */
  static PolicyBundle withOtherModule(Path folder) {
    var wasm = PolicyBundle.builtIn().wasm();
    var other = Arrays.copyOf(wasm, wasm.length + CUSTOM_SECTION.length);
    System.arraycopy(CUSTOM_SECTION, 0, other, wasm.length, CUSTOM_SECTION.length);
    return withModule(folder, other);
  }

  /** The built-in pack with that module, and a manifest that vouches for it. */
  static PolicyBundle withModule(Path folder, byte[] wasm) {
    try {
      for (var name :
          List.of("manifest.json", "catalogue.json", "data.json", "bundle.tar.gz", "plan.json")) {
        try (var in = PolicyBundle.class.getResourceAsStream(name)) {
          Files.write(folder.resolve(name), in.readAllBytes());
        }
      }
      Files.write(folder.resolve("policy.wasm"), wasm);
      var manifest = folder.resolve("manifest.json");
      Files.writeString(
          manifest,
          Files.readString(manifest)
              .replaceAll("(\"policy.wasm\" : \")[^\"]+", "$1" + Digests.of(wasm)));
      return PolicyBundle.in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
