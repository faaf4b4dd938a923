package dev.portcullis.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and SIGTERM while something is to be brought to an orderly end: {@link #requested} says
 * so, and the process lives until the main thread has ended it with its own exit code.
 */
final class Interruption implements AutoCloseable {
  private final AtomicBoolean requested = new AtomicBoolean();
  private final Thread hook;

  private Interruption() {
    var main = Thread.currentThread();
    this.hook =
        new Thread(
            () -> {
              requested.set(true);
              // Main halts the process when the command is done; until then the JVM waits for this.
              join(main);
            },
            "interruption");
  }

  /** From now on until closed, a signal is a request. */
  static Interruption watch() {
    var interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a signal came. */
  boolean requested() {
    return requested.get();
  }

  @Override
  public void close() {
    if (!requested.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        // The signal came just now.
      }
    }
  }
}
