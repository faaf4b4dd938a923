package dev.portcullis.graph.capture;

import com.pulumi.deployment.internal.EngineLogger;
import com.pulumi.deployment.internal.Runner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Runs the program in the calling thread, then waits for its tasks one after the other. The SDK's
 * own runner spins and renders every open task into a text on every turn.
 */
final class DrainRunner implements Runner {
  private final ConcurrentLinkedQueue<CompletableFuture<?>> tasks = new ConcurrentLinkedQueue<>();
  private final EngineLogger logger;

  DrainRunner(EngineLogger logger) {
    this.logger = logger;
  }

  @Override
  public <T> void registerTask(String description, CompletableFuture<T> task) {
    tasks.add(task);
  }

  @Override
  public <T> CompletableFuture<Result<T>> runAsync(Supplier<T> program) {
    return CompletableFuture.completedFuture(run(program));
  }

  private <T> Result<T> run(Supplier<T> program) {
    try {
      var value = program.get();
      // A task registers its followers before it ends, so an empty queue means that all is done.
      for (var task = tasks.poll(); task != null; task = tasks.poll()) {
        task.get();
      }
      int code =
          logger.hasLoggedErrors()
              ? ProcessExitedBeforeLoggingUserActionableMessage
              : ProcessExitedSuccessfully;
      return new Finished<>(code, List.of(), Optional.of(value));
    } catch (ExecutionException e) {
      return failed(e.getCause() instanceof Exception cause ? cause : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(e);
    } catch (CancellationException e) {
      return failed(e);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private static <T> Result<T> failed(Exception e) {
    return new Finished<>(
        ProcessExitedAfterLoggingUserActionableMessage, List.of(e), Optional.empty());
  }

  private static final class Finished<T> extends Result<T> {
    Finished(int exitCode, List<Exception> exceptions, Optional<T> result) {
      super(exitCode, exceptions, result);
    }
  }
}
