package dev.portcullis.bench;

import dev.portcullis.policy.engine.OnPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where everything is.
 *
 * @param root of the source tree
 * @param scratch folder for graphs and outputs
 */
record Tools(Path root, Path scratch) {

  static final List<String> PEERS = List.of("opa", "conftest", "pulumi");

  String gate() {
    return root.resolve("gate").toString();
  }

  Path graph(int size) {
    return scratch.resolve("graph-" + size + ".json");
  }

  Path rego() {
    return root.resolve("policies/src/main/rego");
  }

  Path bundle(String name) {
    return root.resolve("policies/src/main/resources/dev/portcullis/policy/bundle").resolve(name);
  }

  static String require(String tool) {
    return OnPath.find(tool)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    tool + " is not on the PATH: .ci/tools/build " + tool + " builds it"))
        .toString();
  }

  /** First line that each tool prints when asked for its version. */
  static Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    versions.put("java", Runtime.version().toString());
    for (var peer : PEERS) {
      versions.put(peer, OnPath.find(peer).map(tool -> version(tool, peer)).orElse("not there"));
    }
    return versions;
  }

  private static String version(Path tool, String name) {
    try {
      var option = name.equals("conftest") ? "--version" : "version";
      var process = new ProcessBuilder(tool.toString(), option).redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var first = text.lines().findFirst().orElse("?");
      return first.replaceAll("^[A-Za-z]+: *", "").replaceFirst("^v", "");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
