package dev.portcullis.sweep;

import dev.portcullis.graph.InputException;
import dev.portcullis.sweep.parquet.ParquetParts;
import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.result.SummaryJson;
import dev.portcullis.sweep.result.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one sweep puts its results: a folder of Parquet parts for each table, {@code summary.json}
 * when it ended, and the journal in {@code .sweep}. One process at a time.
 */
public final class SweepDirectory implements AutoCloseable {
  private static final String STATE = ".sweep";
  private static final String JOURNAL = "journal.jsonl";

  private final Path directory;
  private final Journal journal;
  private @Nullable ParquetParts parts;

  private SweepDirectory(Path directory, Journal journal) {
    this.directory = directory;
    this.journal = journal;
  }

  /**
   * Opens the directory and makes sure that nothing in it is lost or mistaken for this sweep's.
   *
   * @param resume whether to go on with the sweep that stands there, if one does
   * @throws InputException if it cannot be written, holds what no sweep wrote, an unfinished sweep
   *     that is not to be resumed, or is in use
   */
  public static SweepDirectory open(Path directory, boolean resume) {
    var state = directory.resolve(STATE);
    var known = state.resolve(JOURNAL).toFile().length() > 0;
    if (!known) {
      refuseStrangers(directory);
    }
    var whole = Files.exists(directory.resolve(SummaryJson.FILE)) && isComplete(directory);
    if (known && !whole && !resume) {
      throw InputException.of(
          option(directory),
          "",
          "an unfinished sweep is in it",
          "continue it with --resume, or name another directory");
    }
    try {
      Files.createDirectories(state);
      var journal =
          Journal.open(state.resolve(JOURNAL))
              .orElseThrow(
                  () ->
                      InputException.of(
                          option(directory),
                          "",
                          "another sweep is writing to it",
                          "wait for it, or name another directory"));
      if (!resume) {
        journal.clear();
      }
      return new SweepDirectory(directory, journal);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static void refuseStrangers(Path directory) {
    var names = new java.util.ArrayList<String>();
    Table.ALL.forEach(table -> names.add(table.name()));
    names.add(SummaryJson.FILE);
    for (var name : names) {
      if (Files.exists(directory.resolve(name))) {
        throw InputException.of(
            option(directory),
            name,
            "it is there already, and no sweep wrote it",
            "name an empty directory");
      }
    }
  }

  /** Only a whole sweep may be replaced without a word. */
  private static boolean isComplete(Path directory) {
    try {
      return new com.fasterxml.jackson.databind.json.JsonMapper()
          .readTree(directory.resolve(SummaryJson.FILE).toFile())
          .path("complete")
          .asBoolean();
    } catch (IOException e) {
      return false;
    }
  }

  /** The instant that the interrupted sweep judged by; empty when there is nothing to resume. */
  public Optional<Instant> lastAsOf() {
    try {
      return journal.lastAsOf();
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /** Starts writing. What an earlier run published goes: the journal has it, and gives it back. */
  void begin(String binding, Instant asOf) throws IOException {
    journal.begin(binding, asOf);
    Files.deleteIfExists(directory.resolve(SummaryJson.FILE));
    parts = new ParquetParts(directory);
  }

  Journal journal() {
    return journal;
  }

  /**
   * Adds the next result, in the order of the documents.
   *
   * @param fresh whether it was decided in this run: what came out of the journal stands in it
   */
  void add(StackResult result, boolean fresh) throws IOException {
    if (fresh) {
      journal.add(result);
    }
    open().add(result);
  }

  /** Publishes the last part and the summary. */
  void finish(byte[] summary) throws IOException {
    open().finish();
    var temporary = directory.resolve("." + SummaryJson.FILE + ".tmp");
    Files.write(temporary, summary);
    Files.move(
        temporary,
        directory.resolve(SummaryJson.FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private ParquetParts open() {
    if (parts == null) {
      throw new IllegalStateException("begin comes first");
    }
    return parts;
  }

  InputException unwritable(IOException e) {
    return unwritable(directory, e);
  }

  private static InputException unwritable(Path directory, IOException e) {
    return InputException.of(
        option(directory), "", "cannot be written: " + e, "name a writable directory", e);
  }

  private static String option(Path directory) {
    return "--out " + directory;
  }

  @Override
  public void close() {
    try (journal) {
      if (parts != null) {
        parts.close();
      }
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }
}
