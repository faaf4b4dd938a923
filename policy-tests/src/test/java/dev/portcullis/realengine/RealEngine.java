package dev.portcullis.realengine;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our program on the real engine without an account, a network or a Pulumi service: the pinned CLI,
 * a backend of files, the test provider and the stand-in language host on loopback. The CLI does
 * not start the two but finds them running, so what it costs to start the real ones is not in any
 * time that is measured here.
 *
 * <p>The project is a copy: {@code pulumi stack init} writes into it.
 */
public final class RealEngine implements AutoCloseable {
  private static final int MAX_MESSAGE = 400 << 20;
  private static final String BINARY = "binary:";

  private final Path folder;
  private final String pulumi;
  private final TestProvider provider = new TestProvider();
  private final Server providerServer;
  private final Server languageServer;

  /**
   * Prepares everything but a stack.
   *
   * @param root of the source tree, built by {@code mvn package}
   * @param pulumi path of the CLI
   * @param folder an empty folder that gets home, backend and project
   * @throws IllegalStateException when the program is not built
   */
  public RealEngine(Path root, String pulumi, Path folder) {
    this.folder = folder;
    this.pulumi = pulumi;
    try {
      var infra = root.resolve("infra");
      project(infra);
      Files.createDirectories(folder.resolve("home"));
      Files.createDirectories(folder.resolve("backend"));
      providerServer = server(provider);
      languageServer = server(new JarLanguageHost(jar(infra)));
    } catch (IOException e) {
      throw new UncheckedIOException("the folders for the real engine cannot be made", e);
    }
  }

  private static Server server(BindableService service) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .maxInboundMessageSize(MAX_MESSAGE)
        .addService(ServerInterceptors.intercept(service, Calls.WITH_CONNECTION))
        .build()
        .start();
  }

  /** As infra/; functions are found at ../lambda/target. */
  private void project(Path infra) throws IOException {
    Files.createDirectories(project());
    Files.copy(infra.resolve("Pulumi.yaml"), project().resolve("Pulumi.yaml"));
    Files.createDirectories(folder.resolve("lambda"));
    Files.createSymbolicLink(
        folder.resolve("lambda/target"), infra.resolveSibling("lambda/target").toAbsolutePath());
  }

  /** The program that Pulumi.yaml names. */
  private static Path jar(Path infra) throws IOException {
    var named =
        Files.readAllLines(infra.resolve("Pulumi.yaml")).stream()
            .map(String::strip)
            .filter(line -> line.startsWith(BINARY))
            .map(line -> infra.resolve(line.substring(BINARY.length()).strip()))
            .findFirst();
    return named
        .filter(Files::isRegularFile)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the jar that infra/Pulumi.yaml names is not there: mvn -pl infra -am package"
                        + " -DskipTests"));
  }

  /**
   * Makes a stack.
   *
   * @param config keys with their namespace
   */
  public void createStack(String name, Map<String, String> config) {
    run("stack", "init", name);
    var arguments = new ArrayList<>(List.of("config", "set-all", "--stack", name));
    new TreeMap<>(config)
        .forEach((key, value) -> arguments.addAll(List.of("--plaintext", key + "=" + value)));
    run(arguments.toArray(String[]::new));
  }

  /** The command line that does something with the program: preview, up, destroy. */
  public List<String> command(String what, String stack, String... more) {
    var command =
        new ArrayList<>(
            List.of(
                pulumi,
                what,
                "--stack",
                stack,
                "--non-interactive",
                "--client=127.0.0.1:" + languageServer.getPort(),
                "--exec-kind",
                "auto.inline"));
    command.addAll(List.of(more));
    return command;
  }

  /** Added to the environment of every command. */
  public Map<String, String> environment() {
    return Map.of(
        "PULUMI_HOME",
        folder.resolve("home").toString(),
        "PULUMI_BACKEND_URL",
        folder.resolve("backend").toUri().toString(),
        "PULUMI_CONFIG_PASSPHRASE",
        "test",
        "PULUMI_SKIP_UPDATE_CHECK",
        "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
        "true",
        "PULUMI_DEBUG_PROVIDERS",
        "aws:" + providerServer.getPort());
  }

  /** Where commands are run. */
  public Path project() {
    return folder.resolve("infra");
  }

  /** URNs that the provider created and did not delete, sorted. */
  public Collection<String> created() {
    return provider.created();
  }

  /**
   * Runs a command of the CLI to its end.
   *
   * @return standard output
   * @throws IllegalStateException with both outputs when it exits with another status than 0
   */
  public String run(String... arguments) {
    var command = new ArrayList<>(List.of(pulumi));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** As {@link #run(String...)}, for {@link #command}. */
  public String run(List<String> command) {
    try {
      var errors = folder.resolve("errors.txt");
      var builder =
          new ProcessBuilder(command).directory(project().toFile()).redirectError(errors.toFile());
      builder.environment().putAll(environment());
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + ":\n" + output + Files.readString(errors));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    providerServer.shutdownNow();
    languageServer.shutdownNow();
    try {
      // Whoever deletes the folder must not have to think about where links lead.
      Files.deleteIfExists(folder.resolve("lambda/target"));
    } catch (IOException e) {
      throw new UncheckedIOException("the link to the functions cannot be removed", e);
    }
  }
}
