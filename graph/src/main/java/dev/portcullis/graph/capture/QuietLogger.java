package dev.portcullis.graph.capture;

import com.pulumi.deployment.internal.EngineLogger;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Keeps what the program logs as an error, forgets the rest. */
final class QuietLogger implements EngineLogger {
  private final List<String> errors = new CopyOnWriteArrayList<>();

  List<String> errors() {
    return errors;
  }

  @Override
  public boolean hasLoggedErrors() {
    return !errors.isEmpty();
  }

  @Override
  public int getErrorCount() {
    return errors.size();
  }

  @Override
  public CompletableFuture<Void> logAsync(
      Level level,
      String message,
      @Nullable Resource resource,
      @Nullable Integer streamId,
      @Nullable Boolean ephemeral) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      errors.add(message);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> debugAsync(
      String message,
      @Nullable Resource resource,
      @Nullable Integer streamId,
      @Nullable Boolean ephemeral) {
    return logAsync(Level.FINE, message, resource, streamId, ephemeral);
  }

  @Override
  public CompletableFuture<Void> infoAsync(
      String message,
      @Nullable Resource resource,
      @Nullable Integer streamId,
      @Nullable Boolean ephemeral) {
    return logAsync(Level.INFO, message, resource, streamId, ephemeral);
  }

  @Override
  public CompletableFuture<Void> warnAsync(
      String message,
      @Nullable Resource resource,
      @Nullable Integer streamId,
      @Nullable Boolean ephemeral) {
    return logAsync(Level.WARNING, message, resource, streamId, ephemeral);
  }

  @Override
  public CompletableFuture<Void> errorAsync(
      String message,
      @Nullable Resource resource,
      @Nullable Integer streamId,
      @Nullable Boolean ephemeral) {
    return logAsync(Level.SEVERE, message, resource, streamId, ephemeral);
  }
}
