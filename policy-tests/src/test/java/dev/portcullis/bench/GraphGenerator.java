package dev.portcullis.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Graphs of any size for measurements: instances of the four built-in systems one after the other,
 * as if an organisation's stacks were one graph. Written in canonical form with its digest, the
 * same bytes every time, and never held in memory.
 *
 * <p>All are judged by the profile of {@value #SYSTEM}: the generator gives every system its tag
 * and its health check interval, so nothing is found but what was seeded. Graphs smaller than that
 * system are denied all the same, for having fewer subjects than the profile demands.
 */
final class GraphGenerator {

  /** Whose profile judges the graphs. */
  static final String SYSTEM = "serverless";

  private static final Map.Entry<String, String> TAG = Map.entry("Project", "PulumiOptimization");

  /** No system can be trimmed to fewer. */
  private static final int SMALLEST = 100;

  /** In every managed resource; the first is switched on where a violation is seeded. */
  private static final String UNPROTECTED = "\"protect\":false";

  private static final String HEAD = "\"outputs\":null,\"resources\":[";
  private static final String TAIL =
      "],\"schemaVersion\":\"1\",\"source\":{\"config\":null,\"kind\":\"program\",\"project\":\"portcullis\","
          + "\"stack\":null,\"system\":\""
          + SYSTEM
          + "\"}}";

  private final List<SystemPattern> patterns;
  private final Map<Integer, Map<Integer, SystemPattern>> trimmed = new HashMap<>();

  GraphGenerator() {
    this.patterns =
        List.of(
            SystemPattern.capture(SYSTEM, Map.of(), TAG),
            SystemPattern.capture("trading", Map.of(), TAG),
            SystemPattern.capture("healthcare", Map.of("healthCheckIntervalSeconds", "10"), TAG),
            SystemPattern.capture("payments", Map.of(), TAG));
  }

  /** Writes a graph without violations; see {@link #write(Path, int, int, int)}. */
  void write(Path file, int size) {
    write(file, size, 0, 0);
  }

  /**
   * Writes a graph.
   *
   * @param size resources in it, at least 100
   * @param violations resources that have the option protect although nothing may have it: a
   *     finding each
   * @param first number of the first instance; graphs with other numbers have no name or id in
   *     common
   */
  void write(Path file, int size, int violations, int first) {
    var instances = instances(size);
    var digest = sha256();
    try {
      stream(
          new DigestOutputStream(OutputStream.nullOutputStream(), digest),
          instances,
          first,
          violations,
          "{");
      var head = "{\"digest\":\"sha256:" + HexFormat.of().formatHex(digest.digest()) + "\",";
      Files.createDirectories(file.toAbsolutePath().getParent());
      var unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
      try (var out = Files.newOutputStream(unfinished)) {
        stream(out, instances, first, violations, head);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code graph-N.json} for each given N into the folder given first. */
  public static void main(String[] args) {
    var generator = new GraphGenerator();
    Stream.of(args)
        .skip(1)
        .map(Integer::valueOf)
        .forEach(size -> generator.write(Path.of(args[0], "graph-" + size + ".json"), size));
  }

  private List<SystemPattern> instances(int size) {
    if (size < SMALLEST) {
      throw new IllegalArgumentException("at least " + SMALLEST + " resources, not " + size);
    }
    var instances = new ArrayList<SystemPattern>();
    for (int rest = size; rest > 0; ) {
      var pattern = patterns.get(instances.size() % patterns.size());
      var take = Math.min(pattern.size(), rest);
      // What is left over must be enough for one more.
      if (rest > take && rest - take < SMALLEST) {
        take = rest - SMALLEST;
      }
      instances.add(take < pattern.size() ? trimmed(pattern, take) : pattern);
      rest -= take;
    }
    return instances;
  }

  /** Thousands of graphs of one size are trimmed alike. */
  private SystemPattern trimmed(SystemPattern pattern, int size) {
    var known = trimmed.computeIfAbsent(patterns.indexOf(pattern), p -> new HashMap<>());
    return known.computeIfAbsent(size, pattern::trimmed);
  }

  private static void stream(
      OutputStream out, List<SystemPattern> instances, int first, int violations, String head)
      throws IOException {
    out.write((head + HEAD).getBytes(StandardCharsets.UTF_8));
    var seeds = violations;
    for (int i = 0; i < instances.size(); i++) {
      var pattern = instances.get(i);
      var words = pattern.words().of(name(first + i));
      // As evenly as whole numbers allow.
      var seedsHere = seeds / (instances.size() - i);
      seeds -= seedsHere;
      var text = new StringBuilder();
      for (var resource : pattern.resources()) {
        text.append(i == 0 && text.isEmpty() ? "" : ",");
        var start = text.length();
        resource.text().appendTo(text, words);
        if (seedsHere > 0 && resource.type().startsWith("aws:")) {
          var option = text.indexOf(UNPROTECTED, start);
          text.replace(option, option + UNPROTECTED.length(), "\"protect\":true");
          seedsHere--;
        }
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    out.write(TAIL.getBytes(StandardCharsets.UTF_8));
  }

  /** As long as the name it replaces, and in the order of the numbers. */
  private static String name(int instance) {
    return String.format(Locale.ROOT, "s%05d", instance);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
