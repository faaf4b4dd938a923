package dev.portcullis.cli;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The decision of the last check in this source tree, so that {@code gate explain FINDING} needs no
 * file name.
 */
final class LastDecision {
  private LastDecision() {}

  /** Where it lies; empty outside a source tree. */
  static Optional<Path> file() {
    return Optional.ofNullable(System.getProperty("portcullis.home"))
        .map(home -> Path.of(home, ".gate", "decision.json"));
  }

  /**
   * Keeps the decision. A convenience: a folder that cannot be written changes nothing of the
   * verdict.
   */
  static void remember(Decision decision) {
    file()
        .ifPresent(
            file -> {
              try {
                Files.createDirectories(file.getParent());
                OutputDirectory.writeAtomically(file, DecisionJson.write(decision));
              } catch (IOException unwritable) {
                // Nothing to explain later.
              }
            });
  }
}
