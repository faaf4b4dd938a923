package dev.portcullis.graph.capture;

import java.nio.file.Path;
import java.util.List;

/**
 * An unmodified program with a {@code main}.
 *
 * @param classPath as for {@code java -cp}
 * @param mainClass binary name
 * @param jvmArguments put before the class path, such as {@code -Xmx512m}
 * @param directory working directory; relative asset paths are relative to it
 */
public record ChildProgram(
    String classPath, String mainClass, List<String> jvmArguments, Path directory) {

  public ChildProgram {
    jvmArguments = List.copyOf(jvmArguments);
  }

  /** A program that runs in the current directory with the SDK's recommended parallelism. */
  public static ChildProgram of(String classPath, String mainClass) {
    return new ChildProgram(
        classPath,
        mainClass,
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2"),
        Path.of(""));
  }
}
