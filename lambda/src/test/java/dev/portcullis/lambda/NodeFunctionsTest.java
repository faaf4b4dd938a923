package dev.portcullis.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portcullis.lambda.peers.MotoPeer;
import dev.portcullis.lambda.peers.PostgresPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests in {@code node/test} against what is in {@code healthcare.zip}, with a real
 * PostgreSQL. The folders say what else they need: {@code services} the real SDK and moto, {@code
 * trials} fast-check; the SDK is a fake everywhere else.
 */
@Tag("node")
class NodeFunctionsTest {
  private static final int OLDEST = 20;

  /** The folder of the SDK and fast-check; {@code .ci/tools/build node-sdk} makes it. */
  private static final String SDK = "PORTCULLIS_NODE_SDK";

  @TempDir private Path folder;

  @BeforeEach
  void unpack() throws Exception {
    needsNode();
    try (var zip = new ZipFile(Path.of("target", "healthcare.zip").toFile())) {
      for (var entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        try (var in = zip.getInputStream(entry)) {
          copy(in.readAllBytes(), folder.resolve(entry.getName()));
        }
      }
    }
    var tests = Path.of("node", "test");
    try (var files = Files.walk(tests)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        copy(Files.readAllBytes(file), folder.resolve("test").resolve(tests.relativize(file)));
      }
    }
    copy(Files.readAllBytes(Path.of("functions.json")), folder.resolve("functions.json"));
    // The peer stands where RDS does, and so does its certificate.
    Files.writeString(folder.resolve("rds-ca.pem"), PostgresPeer.shared().certificate());
  }

  @Test
  void passTheirTestsWithPostgres() throws Exception {
    pass("./test/fakes/register.mjs", Map.of(), ".", "postgres");
  }

  @Test
  @Tag("moto")
  void passTheirTestsWithTheSdkAndRandomTrials() throws Exception {
    MotoPeer.required();
    var sdk = System.getenv().getOrDefault(SDK, "");
    if (sdk.isEmpty()) {
      notRun(SDK + " is not set (.ci/tools/build node-sdk makes the folder, prints where)");
    }
    pass(
        "./test/sdk/register.mjs",
        Map.of(SDK, sdk, "PEER_MOTO_URL", MotoPeer.shared().endpoint().toString()),
        "services",
        "trials");
  }

  private void pass(String register, Map<String, String> more, String... folders)
      throws IOException, InterruptedException {
    var database = PostgresPeer.shared().createDatabase();
    var environment = new TreeMap<>(more);
    environment.put(
        "PEER_POSTGRES_URL",
        "postgres://%s:%s@%s:%d/%s"
            .formatted(
                database.master().username(),
                database.master().password(),
                database.host(),
                database.port(),
                database.name()));
    var command = new ArrayList<>(List.of("node", "--import", register, "--test"));
    // One file after the other: one of them wants that nobody writes to the server meanwhile.
    command.addAll(List.of("--test-concurrency=1", "--test-reporter=tap"));
    for (var tests : folders) {
      try (var files = Files.list(folder.resolve("test").resolve(tests))) {
        files
            .map(Path::toString)
            .filter(file -> file.endsWith(".test.mjs"))
            .sorted()
            .forEach(command::add);
      }
    }

    var run = run(command, environment);

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("# fail 0").containsPattern("# pass [1-9]\\d");
  }

  private void needsNode() throws InterruptedException {
    var version = "none";
    try {
      version = run(List.of("node", "--version"), Map.of()).output().strip();
    } catch (IOException e) {
      // There is no such program.
    }
    var major = version.matches("v\\d+\\..*") ? version.substring(1, version.indexOf('.')) : "0";
    if (Integer.parseInt(major) < OLDEST) {
      notRun("node " + OLDEST + " or later is not on the PATH, found " + version);
    }
  }

  /** Skips the test aloud; in CI it fails. */
  private static void notRun(String why) {
    if (System.getenv("PORTCULLIS_REQUIRE_TOOLS") != null) {
      throw new AssertionError(why);
    }
    System.err.println("NOT RUN: functions of healthcare on this machine: " + why);
    assumeTrue(false, why);
  }

  private record Run(int status, String output) {}

  private Run run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "output", ".txt");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("NODE_OPTIONS");
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(15, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Run(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private static void copy(byte[] content, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(target, content);
  }
}
