package dev.portcullis.sweep.parquet;

import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.result.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Results in the order they are given, as numbered parts of every table: {@code
 * stacks/part-00000.parquet} and so on. A part holds a fixed number of documents, so how many parts
 * there are depends on the documents alone; the parts of one number hold the same documents.
 */
public final class ParquetParts implements AutoCloseable {

  /** Documents of one part. */
  public static final int DOCUMENTS = 1_000;

  private final Path directory;
  private final List<PartFile<?>> open = new ArrayList<>();
  private int parts;
  private int documents;

  /**
   * Parts below that directory. Parts and temporary files of an earlier run are removed.
   *
   * @throws IOException if the directory cannot be written
   */
  public ParquetParts(Path directory) throws IOException {
    this.directory = directory;
    for (var table : Table.ALL) {
      var folder = Files.createDirectories(directory.resolve(table.name()));
      try (var files = Files.newDirectoryStream(folder, "{part-*.parquet,.part-*.parquet.tmp}")) {
        for (var file : files) {
          Files.delete(file);
        }
      }
    }
  }

  /** Adds the rows of one document. */
  public void add(StackResult result) throws IOException {
    if (open.isEmpty()) {
      openPart();
    }
    for (var part : open) {
      part.add(result);
    }
    documents++;
    if (documents == DOCUMENTS) {
      publish();
    }
  }

  /** Puts the last part in its place. Without it, the part that is open is lost and no other. */
  public void finish() throws IOException {
    if (!open.isEmpty()) {
      publish();
    }
  }

  private void openPart() throws IOException {
    var name = String.format(Locale.ROOT, "part-%05d.parquet", parts);
    for (var table : Table.ALL) {
      open.add(new PartFile<>(table, directory.resolve(table.name()).resolve(name)));
    }
  }

  private void publish() throws IOException {
    for (var part : open) {
      part.publish();
    }
    open.clear();
    documents = 0;
    parts++;
  }

  @Override
  public void close() throws IOException {
    for (var part : open) {
      part.close();
    }
    open.clear();
  }
}
