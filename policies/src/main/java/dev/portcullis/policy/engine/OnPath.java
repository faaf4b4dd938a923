package dev.portcullis.policy.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs that may or may not be on this machine: a user's has neither OPA nor its relatives. */
public final class OnPath {
  private OnPath() {}

  /** The program with that name, in the first folder of the PATH that has it. */
  public static Optional<Path> find(String program) {
    var path = System.getenv("PATH");
    return path == null
        ? Optional.empty()
        : Arrays.stream(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
  }
}
