package dev.portcullis.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.graph.InputException;
import dev.portcullis.policy.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A compiled compliance pack. Each piece is compared with its manifest before it is used; those of
 * a folder all at once, those that the gate carries when they are first needed, because no start
 * needs all of them.
 *
 * <p>Pieces: {@code plan.json} (the rules for the embedded engine), {@code policy.wasm} (the same
 * for WebAssembly), {@code data.json} (facts, profiles, parameters), {@code bundle.tar.gz} (all of
 * it for an OPA server), {@code catalogue.json} (what the rules say of themselves).
 */
public final class PolicyBundle {
  static final String WASM = "policy.wasm";
  static final String PLAN = "plan.json";
  static final String DATA = "data.json";
  static final String SERVER = "bundle.tar.gz";
  static final String CATALOGUE = "catalogue.json";
  static final String MANIFEST = "manifest.json";
  static final List<String> PIECES = List.of(SERVER, CATALOGUE, DATA, PLAN, WASM);

  static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String source;
  private final Opener opener;
  private final BundleManifest manifest;
  private final Map<String, byte[]> pieces = new ConcurrentHashMap<>();
  private final JsonNode data;
  private final Catalogue catalogue;

  private PolicyBundle(String source, Opener opener) {
    this.source = source;
    this.opener = opener;
    this.manifest = manifest(source, read(source, MANIFEST, opener));
    this.data = parse(DATA, piece(DATA));
    this.catalogue = new Catalogue(rules(piece(CATALOGUE)));
  }

  /** The pack that this build of the gate carries. */
  public static PolicyBundle builtIn() {
    return new PolicyBundle(
        "built-in policy bundle", name -> PolicyBundle.class.getResourceAsStream(name));
  }

  /** A pack in a folder, laid out as {@code policies/build-bundle} writes it. */
  public static PolicyBundle in(Path folder) {
    var source = "policy bundle " + folder.getFileName();
    if (!Files.isDirectory(folder)) {
      throw InputException.of(
          source, "", "no such directory", "name the directory that policies/build-bundle wrote");
    }
    var bundle =
        new PolicyBundle(
            source,
            name -> {
              var file = folder.resolve(name);
              return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
            });
    PIECES.forEach(bundle::piece);
    return bundle;
  }

  /** Fails when the pack was not made of the sources in that source tree. */
  public void requireMadeOf(Path sourceTree) {
    PackSources.requireSame(sourceTree.resolve(PackSources.FOLDER), manifest.sources());
  }

  /** Digest over the sources: the identity of the policy. */
  public String revision() {
    return manifest.revision();
  }

  /** The rules as a WebAssembly module. */
  public byte[] wasm() {
    return piece(WASM);
  }

  /** Digest of {@link #wasm()}, as the manifest has it. */
  public String wasmDigest() {
    return Objects.requireNonNull(manifest.pieces().get(WASM));
  }

  /** The rules as OPA's intermediate representation. */
  public byte[] plan() {
    return piece(PLAN);
  }

  /** Digest of {@link #plan()}, as the manifest has it. */
  public String planDigest() {
    return Objects.requireNonNull(manifest.pieces().get(PLAN));
  }

  /** The bundle for an OPA server. */
  public byte[] serverBundle() {
    return piece(SERVER);
  }

  /** Facts, profiles and parameters. */
  public JsonNode data() {
    return data;
  }

  /** The same as text, UTF-8. */
  public byte[] dataText() {
    return piece(DATA);
  }

  /** What the rules say of themselves. */
  public Catalogue catalogue() {
    return catalogue;
  }

  private byte[] piece(String name) {
    return pieces.computeIfAbsent(name, this::verified);
  }

  private byte[] verified(String name) {
    var content = read(source, name, opener);
    if (!Digests.of(content).equals(manifest.pieces().get(name))) {
      throw InputException.of(
          source,
          name,
          "it is not the piece the manifest names: " + Digests.of(content),
          "rebuild the bundle with " + PackSources.REBUILD + " or fetch it again");
    }
    return content;
  }

  private interface Opener {
    @Nullable InputStream open(String name) throws IOException;
  }

  private static byte[] read(String source, String name, Opener opener) {
    try (var stream = opener.open(name)) {
      if (stream == null) {
        throw InputException.of(
            source, name, "the piece is missing", "rebuild the bundle with " + PackSources.REBUILD);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw InputException.of(
          source,
          name,
          "cannot be read: " + e,
          "rebuild the bundle with " + PackSources.REBUILD,
          e);
    }
  }

  private static BundleManifest manifest(String source, byte[] content) {
    try {
      var manifest = JSON.readValue(content, BundleManifest.class);
      if (!BundleManifest.SCHEMA_VERSION.equals(manifest.schemaVersion())) {
        throw InputException.of(
            source,
            MANIFEST,
            "schemaVersion " + manifest.schemaVersion(),
            "this gate reads version " + BundleManifest.SCHEMA_VERSION);
      }
      if (!BundleManifest.revisionOf(manifest.sources()).equals(manifest.revision())) {
        throw InputException.of(
            source,
            MANIFEST,
            "the revision is not that of its sources",
            "rebuild the bundle with " + PackSources.REBUILD);
      }
      return manifest;
    } catch (IOException e) {
      throw InputException.of(
          source,
          MANIFEST,
          "unreadable: " + e.getMessage(),
          "rebuild the bundle with " + PackSources.REBUILD,
          e);
    }
  }

  private static JsonNode parse(String name, byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (IOException e) {
      throw new IllegalStateException(name + " was verified and is still no JSON", e);
    }
  }

  private static List<RuleInfo> rules(byte[] content) {
    try {
      return JSON.readValue(content, new TypeReference<List<RuleInfo>>() {});
    } catch (JsonProcessingException e) {
      throw InputException.of(
          "policy bundle",
          CATALOGUE,
          e.getOriginalMessage(),
          "mend the annotation of that rule",
          e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory", e);
    }
  }
}
