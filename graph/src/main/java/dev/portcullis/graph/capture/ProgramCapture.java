package dev.portcullis.graph.capture;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.pulumi.Config;
import com.pulumi.Context;
import com.pulumi.context.internal.ConfigContextInternal;
import com.pulumi.context.internal.ContextInternal;
import com.pulumi.context.internal.LoggingContextInternal;
import com.pulumi.context.internal.OutputContextInternal;
import com.pulumi.core.internal.OutputFactory;
import com.pulumi.deployment.internal.DeploymentImpl;
import com.pulumi.deployment.internal.DeploymentInstanceHolder;
import com.pulumi.deployment.internal.DeploymentInstanceInternal;
import com.pulumi.deployment.internal.Runner;
import com.pulumi.internal.PulumiInternal;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.resources.internal.Stack;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Location;
import dev.portcullis.graph.ResourceGraph;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Captures a program in this JVM: no CLI, no cloud, no network. The same program and request give
 * the same graph, byte for byte; captures may run concurrently.
 *
 * <p>On machines with two processors start the JVM with {@code
 * -Djava.util.concurrent.ForkJoinPool.common.parallelism=2}, otherwise the SDK starts one thread
 * for each of its asynchronous steps.
 */
public final class ProgramCapture {
  private final CaptureRequest request;
  private final UserCode userCode;
  private final ProgramFailure failure;
  private final QuietLogger logger = new QuietLogger();
  private final Map<Resource, Location> constructed =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Map<String, Location> invoked = new ConcurrentHashMap<>();
  private final AssetDigests assets;
  private final Recorder recorder;

  private ProgramCapture(CaptureRequest request, FileDigests files) {
    this.request = request;
    this.userCode = new UserCode(request.sourceRoot());
    this.failure = new ProgramFailure(request, userCode);
    this.assets = new AssetDigests(request.sourceName(), Path.of(""), files);
    this.recorder = new Recorder(request, assets);
  }

  /**
   * Runs the program and returns what it registered.
   *
   * @throws InputException if the program fails, does not end in time, registers a URN twice, calls
   *     a function that cannot be answered offline, or names a file that is not there
   */
  public static ResourceGraph capture(CaptureRequest request, Consumer<Context> program) {
    return capture(request, program, new FileDigests());
  }

  /**
   * As {@link #capture(CaptureRequest, Consumer)}, for a process that captures again and again.
   *
   * @param files digests of earlier captures
   */
  public static ResourceGraph capture(
      CaptureRequest request, Consumer<Context> program, FileDigests files) {
    return new ProgramCapture(request, files).run(program);
  }

  private ResourceGraph run(Consumer<Context> program) {
    var result = new CompletableFuture<Runner.Result<Stack>>();
    var thread = new Thread(() -> complete(result, program), "capture-" + request.project());
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    await(result, thread);
    return new GraphAssembler(request, recorder, assets).assemble();
  }

  private void await(CompletableFuture<Runner.Result<Stack>> result, Thread thread) {
    try {
      check(result.get(request.timeLimit().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      var late = failure.late(insideThePulumiProgram());
      thread.interrupt();
      throw late;
    } catch (ExecutionException e) {
      throw failure.of(e.getCause());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while capturing " + request.project(), e);
    }
  }

  /** The SDK moves the program to a pool thread; it is there where its stack is. */
  private static List<StackTraceElement[]> insideThePulumiProgram() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                Arrays.stream(stack)
                    .anyMatch(frame -> frame.getClassName().startsWith("com.pulumi.internal.")))
        .toList();
  }

  private void check(Runner.Result<Stack> result) {
    var refused = recorder.failure();
    if (refused != null) {
      throw refused;
    }
    if (!result.exceptions().isEmpty()) {
      throw failure.of(result.exceptions().get(0));
    }
    if (logger.hasLoggedErrors()) {
      throw failure.logged(logger.errors().get(0));
    }
  }

  private void complete(CompletableFuture<Runner.Result<Stack>> result, Consumer<Context> program) {
    try {
      result.complete(execute(program));
    } catch (Throwable e) {
      // Whatever it is, an Error included, the waiting thread must learn it at once.
      result.completeExceptionally(e);
    }
  }

  private Runner.Result<Stack> execute(Consumer<Context> program) {
    var state = state();
    var deployment = new DeploymentImpl(state);
    DeploymentInstanceHolder.setInstance(
        new DeploymentInstanceInternal(InvokeLocations.recording(deployment, userCode, invoked)));
    try {
      return new Program(state.runner, context(state, deployment)).result(program);
    } finally {
      DeploymentInstanceHolder.internalUnsafeDestroyInstance();
    }
  }

  private DeploymentImpl.DeploymentState state() {
    var monitor = new DirectMonitor(recorder, constructed::get, invoked::get);
    var state =
        new DeploymentImpl.DeploymentState(
            new DeploymentImpl.Config(
                ImmutableMap.copyOf(request.config()),
                ImmutableSet.copyOf(request.secretConfigKeys())),
            Logger.getLogger("dev.portcullis.graph.capture"),
            request.organization(),
            request.project(),
            request.stack(),
            "",
            true,
            monitor,
            monitor);
    state.logger = logger;
    state.runner = new DrainRunner(logger);
    return state;
  }

  private ContextInternal context(DeploymentImpl.DeploymentState state, DeploymentImpl deployment) {
    ResourceTransformation locate =
        args -> {
          userCode
              .constructing(args.resource())
              .ifPresent(location -> constructed.put(args.resource(), location));
          return Optional.empty();
        };
    return new ContextInternal(
        request.organization(),
        request.project(),
        request.stack(),
        new LoggingContextInternal(deployment.getLog()),
        new ConfigContextInternal(request.project(), name -> new Config(state.config, name)),
        new OutputContextInternal(new OutputFactory(state.runner)),
        List.of(locate));
  }

  /** Opens the SDK's protected way to the exceptions of a run. */
  private static final class Program extends PulumiInternal {
    Program(Runner runner, ContextInternal context) {
      super(runner, context);
    }

    Runner.Result<Stack> result(Consumer<Context> program) {
      return runAsyncResult(program).join();
    }
  }
}
