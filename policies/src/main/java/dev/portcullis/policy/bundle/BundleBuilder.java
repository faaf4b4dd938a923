package dev.portcullis.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.InputException;
import dev.portcullis.policy.Digests;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Compiles the pack with {@code opa}: {@code policies/build-bundle} runs it. Deterministic: the
 * same sources and the same opa give the same bytes. Only builtins that exist inside WebAssembly
 * are allowed, so that no rule can need help from a host that another engine lacks.
 */
public final class BundleBuilder {
  private static final String ENTRYPOINT = "portcullis/decision/verdicts";
  private static final String OPA_VERSION = "1.22.0";
  private static final Set<String> METADATA =
      Set.of(
          "id",
          "severity",
          "enforcement",
          "requirements",
          "partial_requirements",
          "controls",
          "remediation",
          "parameters",
          "per_resource",
          "deploy_note");

  private final Path sources;
  private final Path work;

  private BundleBuilder(Path sources, Path work) {
    this.sources = sources;
    this.work = work;
  }

  /** Arguments: folder of the sources, folder of the bundle. */
  public static void main(String[] args) throws IOException {
    var work = Files.createTempDirectory("portcullis-bundle");
    try {
      new BundleBuilder(Path.of(args[0]).toAbsolutePath(), work).build(Path.of(args[1]));
    } finally {
      delete(work);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void build(Path target) throws IOException {
    var version = opa("version").lines().findFirst().orElse("").replace("Version: ", "");
    if (!version.equals(OPA_VERSION)) {
      throw InputException.of(
          "opa",
          "",
          "version " + version,
          "the pack is compiled with " + OPA_VERSION + ", see docs/ci.md");
    }
    var digests = PackSources.digests(sources);
    var revision = BundleManifest.revisionOf(digests);
    stage(digests.keySet(), revision);
    var capabilities = capabilities();
    opa(
        "build",
        "--capabilities",
        capabilities,
        "-t",
        "wasm",
        "-e",
        ENTRYPOINT,
        "-o",
        "wasm.tar.gz",
        "staged");
    opa(
        "build",
        "--capabilities",
        capabilities,
        "-t",
        "plan",
        "-e",
        ENTRYPOINT,
        "-o",
        "plan.tar.gz",
        "staged");
    opa(
        "build",
        "--capabilities",
        capabilities,
        "-r",
        revision,
        "-e",
        ENTRYPOINT,
        "-o",
        PolicyBundle.SERVER,
        "staged");

    var pieces = new TreeMap<String, byte[]>();
    pieces.put(PolicyBundle.SERVER, Files.readAllBytes(work.resolve(PolicyBundle.SERVER)));
    pieces.put(PolicyBundle.WASM, entry("wasm.tar.gz", "/policy.wasm"));
    pieces.put(PolicyBundle.PLAN, line(slim(parse(entry("plan.tar.gz", "/plan.json")))));
    pieces.put(PolicyBundle.DATA, line(parse(entry("wasm.tar.gz", "/data.json"))));
    var catalogue = catalogue();
    PerResourceCheck.require(parse(pieces.get(PolicyBundle.PLAN)), catalogue);
    pieces.put(PolicyBundle.CATALOGUE, pretty(catalogue));
    var hashes = new TreeMap<String, String>();
    pieces.forEach((name, content) -> hashes.put(name, Digests.of(content)));
    pieces.put(
        PolicyBundle.MANIFEST,
        pretty(
            PolicyBundle.JSON.valueToTree(
                new BundleManifest(
                    BundleManifest.SCHEMA_VERSION, revision, version, digests, hashes))));
    write(target, pieces);
  }

  /**
   * Copies the sources without tests, and adds the revision as a rule. As a rule it is compiled
   * into the module, so the echo of an evaluation says which code it was, not only which data.
   */
  private void stage(Set<String> names, String revision) throws IOException {
    for (var name : names) {
      var copy = work.resolve("staged").resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(sources.resolve(name), copy);
    }
    Files.createDirectories(work.resolve("staged/bundle"));
    Files.writeString(
        work.resolve("staged/bundle/revision.rego"),
        "package bundle\n\nrevision := \"" + revision + "\"\n");
  }

  private String capabilities() throws IOException {
    var all = (ObjectNode) parse(opa("capabilities", "--current").getBytes(StandardCharsets.UTF_8));
    var available =
        Set.of(new String(resource("wasm-builtins.txt"), StandardCharsets.UTF_8).split("\\s+"));
    var kept = all.arrayNode();
    all.withArray("builtins")
        .forEach(
            builtin -> {
              if (available.contains(builtin.at("/name").asText())) {
                kept.add(builtin);
              }
            });
    all.set("builtins", kept);
    Files.writeString(work.resolve("capabilities.json"), all.toString());
    return "capabilities.json";
  }

  private ArrayNode catalogue() throws IOException {
    var inspected =
        parse(opa("inspect", "-a", "--format", "json", "staged").getBytes(StandardCharsets.UTF_8));
    var rules = new ArrayList<ObjectNode>();
    for (var annotated : inspected.at("/annotations")) {
      var path = annotated.at("/path");
      if (annotated.at("/annotations/scope").asText().equals("package")
          && path.at("/1/value").asText().equals("rules")) {
        rules.add(rule(path, annotated.at("/annotations")));
      }
    }
    rules.sort(Comparator.comparing(rule -> rule.at("/id").asText()));
    return PolicyBundle.JSON.createArrayNode().addAll(rules);
  }

  private static ObjectNode rule(JsonNode path, JsonNode annotation) {
    var where = path.at("/2/value").asText() + "/" + path.at("/3/value").asText();
    var custom = annotation.at("/custom");
    custom
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!METADATA.contains(name)) {
                throw InputException.of(
                    where,
                    "custom." + name,
                    "unknown metadata",
                    "use one of " + METADATA.stream().sorted().toList());
              }
            });
    for (var name : List.of("id", "severity", "enforcement", "remediation")) {
      if (!custom.at("/" + name).isTextual()) {
        throw InputException.of(where, "custom." + name, "missing metadata", "every rule says it");
      }
    }
    var rule = PolicyBundle.JSON.createObjectNode();
    rule.put("path", where);
    rule.put("title", annotation.at("/title").asText());
    rule.put("description", annotation.at("/description").asText().strip());
    custom.fields().forEachRemaining(member -> rule.set(member.getKey(), member.getValue()));
    var references = rule.putArray("references");
    annotation.at("/related_resources").forEach(r -> references.add(r.at("/ref").asText()));
    return rule;
  }

  private String opa(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("opa"));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw InputException.of(
            "opa " + arguments[0], "", output.strip(), "mend the rule it names");
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * One entry of a tar of a few small files; names over 100 bytes do not occur among those asked
   * for.
   */
  private byte[] entry(String archive, String name) throws IOException {
    try (var tar =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(work.resolve(archive))))) {
      for (var header = tar.readNBytes(512);
          header.length == 512 && header[0] != 0;
          header = tar.readNBytes(512)) {
        var found = text(header, 0, 100);
        var size = Integer.parseInt(text(header, 124, 12).strip(), 8);
        var content = tar.readNBytes(size);
        tar.skipNBytes((512 - size % 512) % 512);
        if (found.equals(name)) {
          return content;
        }
      }
    }
    throw new IOException(archive + " holds no " + name);
  }

  private static String text(byte[] header, int from, int length) {
    var end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }

  /**
   * The plan with the sources named as in this repository, and without columns and ends of
   * statements, which are a quarter of it and unused.
   */
  private static JsonNode slim(JsonNode plan) {
    for (var file : plan.at("/static/files")) {
      ((ObjectNode) file).put("value", file.path("value").asText().replaceFirst("^staged/", ""));
    }
    for (var column : List.of("col", "end_col", "end_row")) {
      plan.findParents(column).forEach(statement -> ((ObjectNode) statement).remove(column));
    }
    return plan;
  }

  private static JsonNode parse(byte[] content) throws IOException {
    return PolicyBundle.JSON.readTree(content);
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = BundleBuilder.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static byte[] line(JsonNode node) {
    return (Digests.sorted(node) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] pretty(JsonNode node) throws JsonProcessingException {
    return (PolicyBundle.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Path target, Map<String, byte[]> pieces) throws IOException {
    Files.createDirectories(target);
    for (var piece : pieces.entrySet()) {
      var temporary = target.resolve(piece.getKey() + ".tmp");
      Files.write(temporary, piece.getValue());
      Files.move(temporary, target.resolve(piece.getKey()), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
