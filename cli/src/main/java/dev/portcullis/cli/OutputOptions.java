package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.report.PlainText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where documents go, and in which formats. Shared by the commands that show what was decided. */
final class OutputOptions {
  /** What a person opens and what a pull request shows, where nobody says what he wants. */
  private static final List<String> PAGES = List.of("html", "markdown");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the formats asked for into this directory; without --format html and markdown.")
  private @Nullable Path out;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      description =
          "Write this format; may be repeated. Without --out a single format goes to standard"
              + " output.")
  private List<String> formats = new ArrayList<>();

  /**
   * The formats asked for, each once.
   *
   * @param known those there are
   */
  List<String> formats(List<String> known) {
    var asked = formats.stream().distinct().toList();
    for (var format : asked) {
      if (!known.contains(format)) {
        throw InputException.of(
            "--format",
            "",
            "there is no \"" + PlainText.shortened(format, 40) + "\" of this",
            "use one of " + String.join(", ", known));
      }
    }
    requireOneWithoutDirectory(out, asked);
    return out != null && asked.isEmpty() ? PAGES : asked;
  }

  /**
   * Renders each format, then writes all of them.
   *
   * @param fileName of a format
   * @param content of a format
   */
  void write(
      Terminal terminal,
      List<String> asked,
      UnaryOperator<String> fileName,
      Function<String, byte[]> content) {
    if (out == null) {
      asked.stream().map(content).toList().forEach(terminal.out()::writeBytes);
      return;
    }
    try (var files = open()) {
      asked.forEach(format -> files.add(fileName.apply(format), content.apply(format)));
      files.publish();
    }
  }

  /** Whether there may be more than one file. */
  boolean toDirectory() {
    return out != null;
  }

  /** The folder to write into. */
  OutputDirectory open() {
    return new OutputDirectory(Objects.requireNonNull(out));
  }

  /** Standard output takes one document. */
  static void requireOneWithoutDirectory(@Nullable Path out, List<String> asked) {
    if (out == null && asked.size() > 1) {
      throw InputException.of(
          "--format",
          "",
          "standard output takes one format, got " + String.join(", ", asked),
          "name a directory with --out");
    }
  }
}
