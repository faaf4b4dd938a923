package dev.portcullis.graph.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Captures an unmodified {@code main} in a JVM of its own, which talks to a recorder on the
 * loopback interface. The graph is that of {@link ProgramCapture}, except that no resource has a
 * location: the SDK does not send it.
 */
public final class ChildCapture {
  private static final int LARGEST_MESSAGE = 400 << 20;

  private ChildCapture() {}

  /**
   * Runs the program and returns what it registered.
   *
   * @throws InputException if the program cannot be started, fails, or does not end in time
   */
  public static ResourceGraph capture(CaptureRequest request, ChildProgram program) {
    var assets = new AssetDigests(request.sourceName(), program.directory(), new FileDigests());
    var recorder = new Recorder(request, assets);
    var monitor = new GrpcMonitor(recorder);
    var server = serve(monitor);
    try {
      run(request, program, monitor, recorder, "127.0.0.1:" + server.getPort());
    } finally {
      server.shutdownNow();
    }
    return new GraphAssembler(request, recorder, assets).assemble();
  }

  private static void run(
      CaptureRequest request,
      ChildProgram program,
      GrpcMonitor monitor,
      Recorder recorder,
      String address) {
    Path log = null;
    Process process = null;
    try {
      log = Files.createTempFile("portcullis-program-", ".log");
      process = start(request, program, address, log);
      boolean ended = process.waitFor(request.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
      check(request, monitor, recorder, ended ? process.exitValue() : null, log);
    } catch (IOException e) {
      throw InputException.of(
          request.sourceName(),
          program.mainClass(),
          "cannot be started: " + e.getMessage(),
          "check the class path and the main class",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while capturing " + request.project(), e);
    } finally {
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      delete(log);
    }
  }

  private static Process start(
      CaptureRequest request, ChildProgram program, String address, Path log) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program.jvmArguments());
    command.add("-cp");
    command.add(program.classPath());
    command.add(program.mainClass());
    var builder =
        new ProcessBuilder(command)
            .directory(program.directory().toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var environment = builder.environment();
    // A program under examination gets no credentials and no options of the gate's own JVM.
    environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("PULUMI_"));
    environment.remove("JDK_JAVA_OPTIONS");
    environment.putAll(languageHost(request, address));
    return builder.start();
  }

  /** What Pulumi's language host sets. */
  private static Map<String, String> languageHost(CaptureRequest request, String address) {
    var config = JsonNodeFactory.instance.objectNode();
    request.config().forEach(config::put);
    var secretKeys = JsonNodeFactory.instance.arrayNode();
    new TreeSet<>(request.secretConfigKeys()).forEach(secretKeys::add);
    return Map.of(
        "PULUMI_MONITOR", address,
        "PULUMI_ENGINE", address,
        "PULUMI_ORGANIZATION", request.organization(),
        "PULUMI_PROJECT", request.project(),
        "PULUMI_STACK", request.stack(),
        "PULUMI_ROOT_DIRECTORY", ".",
        "PULUMI_DRY_RUN", "true",
        "PULUMI_CONFIG", config.toString(),
        "PULUMI_CONFIG_SECRET_KEYS", secretKeys.toString());
  }

  private static void check(
      CaptureRequest request,
      GrpcMonitor monitor,
      Recorder recorder,
      @Nullable Integer exitCode,
      Path log)
      throws IOException {
    var refused = recorder.failure();
    if (refused != null) {
      throw refused;
    }
    var failure = new ProgramFailure(request, new UserCode(request.sourceRoot()));
    if (exitCode == null) {
      throw failure.late(List.of());
    }
    var logged = monitor.errors();
    if (!logged.isEmpty()) {
      throw failure.logged(ChildLog.essence(logged.get(0)));
    }
    if (exitCode != 0) {
      throw InputException.of(
          request.sourceName(),
          "",
          "the program ended with exit code "
              + exitCode
              + ": "
              + failure.paragraph(ChildLog.essence(Files.readString(log))),
          "correct the program or its class path");
    }
  }

  private static Server serve(GrpcMonitor monitor) {
    try {
      return NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .maxInboundMessageSize(LARGEST_MESSAGE)
          .addService(monitor.resourceMonitor())
          .addService(monitor.engine())
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on the loopback interface", e);
    }
  }

  private static void delete(@Nullable Path log) {
    if (log != null) {
      try {
        Files.deleteIfExists(log);
      } catch (IOException e) {
        log.toFile().deleteOnExit();
      }
    }
  }
}
