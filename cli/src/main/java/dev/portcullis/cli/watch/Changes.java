package dev.portcullis.cli.watch;

import java.nio.file.Path;
import java.util.Set;

/** Tells what changed. */
public interface Changes {

  /**
   * Waits until something changed and then was left alone for a moment.
   *
   * @return the watched files and folders in which it did
   */
  Set<Path> await() throws InterruptedException;

  /** Whether {@link #await} would return without waiting for a change. */
  boolean pending();
}
