package dev.portcullis.sweep.parquet;

import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.result.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * One Parquet file of one table, written under a temporary name and moved to its place when it is
 * whole. The same rows give the same bytes.
 */
final class PartFile<R> implements AutoCloseable {
  /** What is held in memory before it goes to disk. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private final Table<R> table;
  private final Path target;
  private final Path temporary;
  private final ParquetWriter<R> writer;
  private boolean closed;

  PartFile(Table<R> table, Path target) throws IOException {
    this.table = table;
    this.target = target;
    this.temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    this.writer = new Builder<>(table, new LocalOutputFile(temporary)).build();
  }

  void add(StackResult result) throws IOException {
    for (var row : table.rows().apply(result)) {
      writer.write(row);
    }
  }

  /** The file is whole: puts it in its place. */
  void publish() throws IOException {
    closed = true;
    writer.close();
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Leaves nothing behind of a file that was not published. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (writer) {
      // Its buffers are let go.
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {
    private final Table<R> table;

    Builder(Table<R> table, OutputFile file) {
      super(file);
      this.table = table;
      withConf(new PlainParquetConfiguration());
      withCodecFactory(new GzipPages());
      withCompressionCodec(CompressionCodecName.GZIP);
      withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
      withRowGroupSize(ROW_GROUP_BYTES);
    }

    @Override
    protected Builder<R> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<R> getWriteSupport(Configuration configuration) {
      throw new UnsupportedOperationException("there is no Hadoop here");
    }

    @Override
    protected WriteSupport<R> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport<>(table);
    }
  }
}
