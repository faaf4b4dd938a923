package dev.portcullis.sweep.source;

import dev.portcullis.graph.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sources a user named, as documents: a file, a folder (its {@code *.json}, at any depth), a
 * glob, {@code s3://bucket/prefix}, or {@code -} for a list of these on standard input, one a line.
 */
public final class SourceArguments {
  private static final String STANDARD_INPUT = "-";
  private static final String S3 = "s3://";

  private final InputStream standardInput;
  private final @Nullable Path excluded;
  private final Documents documents;

  /**
   * @param standardInput read when {@code -} is named
   * @param excluded a directory that is never walked into: where the results go
   * @param documents for sources in S3
   */
  public SourceArguments(InputStream standardInput, @Nullable Path excluded, Documents documents) {
    this.standardInput = standardInput;
    this.excluded = excluded;
    this.documents = documents;
  }

  /**
   * The documents, sorted by name, each once.
   *
   * @throws InputException if a source does not exist or cannot be listed, if two documents would
   *     have one name, or if there is no document at all
   */
  public List<Source> expand(List<String> arguments) {
    var all = lines(arguments);
    var files = new LocalFiles(all.stream().filter(one -> !one.startsWith(S3)).toList(), excluded);
    var byName = new TreeMap<String, Source>();
    for (var argument : all) {
      for (var source : list(argument, files)) {
        var other = byName.put(source.name(), source);
        if (other != null && !other.equals(source)) {
          throw InputException.of(
              source.name(),
              "",
              "two documents have this name",
              "name the folders in one way, or sweep them one after the other");
        }
      }
    }
    if (byName.isEmpty()) {
      throw InputException.of(
          "SOURCE",
          "",
          "nothing to sweep: no source was named",
          "name files, folders with *.json, globs, s3://bucket/prefix, or - for a list");
    }
    return List.copyOf(byName.values());
  }

  private List<Source> list(String argument, LocalFiles files) {
    var found = argument.startsWith(S3) ? documents.list(argument) : files.list(argument);
    if (found.isEmpty()) {
      throw InputException.of(
          argument.startsWith("/") ? "SOURCE" : argument,
          "",
          "nothing to sweep: there is no document in it",
          "name a folder that has *.json, a glob that matches files, or leave it out");
    }
    return found;
  }

  private List<String> lines(List<String> arguments) {
    var all = new ArrayList<String>();
    var listed = new HashSet<String>();
    for (var argument : arguments) {
      if (!argument.equals(STANDARD_INPUT)) {
        all.add(argument);
      } else if (listed.add(argument)) {
        all.addAll(standardInput());
      }
    }
    return all;
  }

  private List<String> standardInput() {
    var reader = new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8));
    try {
      var lines = new ArrayList<String>();
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          lines.add(line);
        }
      }
      return lines;
    } catch (IOException e) {
      throw InputException.of(
          "standard input", "", "cannot be read: " + e, "give one source a line", e);
    }
  }
}
