package dev.portcullis.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * From the save of one component to the verdict on the terminal: {@code gate watch} in a process of
 * its own, over a copy of the sources. The component is a health check whose interval is denied and
 * allowed in turns.
 */
record WatchPart(Tools tools, BenchMode mode, SeriesBook book) {
  static final String NAME = "watch";
  static final String FIRST = "gate watch, first save";
  static final String SAVE = "gate watch, a save";
  static final int RESOURCES = 367;

  private static final String SYSTEM = "trading";
  private static final String COMPONENT = "dev/portcullis/infra/edge/HealthChecks.java";
  private static final String GOOD = ".requestInterval(check.probe().intervalSeconds())";
  private static final String BAD = ".requestInterval(30)";
  private static final Pattern VERDICT = Pattern.compile("(ALLOWED|DENIED|NOT DECIDED) .*");
  private static final Pattern TIME = Pattern.compile("(compile|capture|decide) (\\d+) ms");

  /** Until the watch has rehearsed: it says nothing of it. */
  private static final long WARM_UP_MILLIS = 30_000;

  private static final int QUICK_SAVES = 10;
  private static final int FULL_SAVES = 40;

  void run() {
    var home = copy();
    first(home);
    var saves = mode.isFull() ? FULL_SAVES : QUICK_SAVES;
    try (var watch = Watch.over(tools, home)) {
      Thread.sleep(WARM_UP_MILLIS);
      for (int i = 0; i < saves; i++) {
        book.seconds(NAME, SAVE, RESOURCES, watch.save(i % 2 == 0));
        watch.parts().forEach((part, s) -> book.seconds(NAME, "of it: " + part, RESOURCES, s));
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void first(Path home) {
    try (var watch = Watch.over(tools, home)) {
      book.seconds(NAME, FIRST, RESOURCES, watch.save(true));
      watch.save(false);
    }
  }

  private Path copy() {
    var home = ScratchFolder.clear(tools.scratch().resolve("watch"));
    var sources = tools.root().resolve("infra/src/main");
    try (var files = Files.walk(sources)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = home.resolve(tools.root().relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
      var archives = Files.createDirectories(home.resolve("lambda/target"));
      try (var zips = Files.newDirectoryStream(tools.root().resolve("lambda/target"), "*.zip")) {
        for (var zip : zips) {
          Files.copy(zip, archives.resolve(zip.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return home;
  }

  /** A running watch. */
  private static final class Watch implements AutoCloseable {
    private final Path component;
    private final Process process;
    private final BufferedReader heard;
    private String summary = "";

    private Watch(Path component, Process process) {
      this.component = component;
      this.process = process;
      this.heard = process.errorReader(StandardCharsets.UTF_8);
    }

    static Watch over(Tools tools, Path home) {
      var target = tools.root().resolve("cli/target");
      try {
        // As the launcher starts it, but over other sources.
        var command =
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=" + target.resolve("gate.jsa"),
                "-Xlog:disable",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
                "-Dpicocli.disable.closures=true",
                "-Dportcullis.home=" + home,
                "-cp",
                Files.readString(target.resolve("gate.classpath")).strip(),
                "dev.portcullis.cli.Main",
                "watch",
                SYSTEM);
        var process =
            new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        var watch = new Watch(home.resolve("infra/src/main/java").resolve(COMPONENT), process);
        watch.until(Pattern.compile("watching.*"));
        return watch;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Seconds from the save until the verdict stands there. */
    double save(boolean bad) {
      try {
        var text = Files.readString(component);
        var edited = bad ? text.replace(GOOD, BAD) : text.replace(BAD, GOOD);
        if (edited.equals(text)) {
          throw new IllegalStateException(COMPONENT + " has no " + (bad ? GOOD : BAD));
        }
        var start = System.nanoTime();
        Files.writeString(component, edited);
        var verdict = until(VERDICT);
        var seconds = (System.nanoTime() - start) / 1e9;
        if (verdict.startsWith("DENIED") != bad) {
          throw new IllegalStateException("it should not have said " + verdict);
        }
        summary = until(Pattern.compile(".* in \\d+ ms \\(.*"));
        return seconds;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What the watch says of its last save, in seconds. */
    Map<String, Double> parts() {
      var parts = new LinkedHashMap<String, Double>();
      var matcher = TIME.matcher(summary);
      while (matcher.find()) {
        parts.put(matcher.group(1), Integer.parseInt(matcher.group(2)) / 1e3);
      }
      return parts;
    }

    private String until(Pattern pattern) throws IOException {
      for (var line = heard.readLine(); line != null; line = heard.readLine()) {
        if (pattern.matcher(line).matches()) {
          return line;
        }
      }
      throw new IllegalStateException("the watch ended before it said " + pattern);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
