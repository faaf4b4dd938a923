package dev.portcullis.policy.bundle;

import dev.portcullis.graph.InputException;
import java.nio.file.Path;

/**
 * Part of the build: fails it when the compiled pack is not the one the sources describe. Bound to
 * process-classes, so no flag that skips tests skips it.
 */
public final class StaleBundleCheck {
  private StaleBundleCheck() {}

  /** Argument: root of the source tree. */
  public static void main(String[] args) {
    try {
      PolicyBundle.builtIn().requireMadeOf(Path.of(args[0]));
    } catch (InputException e) {
      // Without its stack: the message is for a person who reads a build log.
      throw new IllegalStateException(e.getMessage());
    }
  }
}
