package dev.portcullis.sweep.spark;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.sweep.SweepPolicy;
import dev.portcullis.sweep.SweepReport;
import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.result.SummaryJson;
import dev.portcullis.sweep.result.Table;
import dev.portcullis.sweep.result.Tally;
import dev.portcullis.sweep.source.Source;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * One sweep on a cluster. Documents are spread in their order, every one is decided once, and what
 * comes out is what the local sweep writes: three tables in order of the sources, and the summary,
 * last. Spark repeats what an executor lost.
 */
final class SparkSweep {
  private final SparkSession spark;
  private final String out;

  /**
   * @param out directory for the results, as Hadoop names directories
   */
  SparkSweep(SparkSession spark, String out) {
    this.spark = spark;
    this.out = out;
  }

  /**
   * Decides and writes.
   *
   * @param partitions in which the documents are spread; one file of each table comes of each
   * @return the report for a person, and the exit code
   * @throws InputException if the request is wrong or the results cannot be written
   */
  Ended run(List<Source> sources, GateRequest request, int partitions) {
    var task = SweepTask.of(request);
    var policy = ExecutorJudge.of(task).policy();
    requireNew();
    var results =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(sources, Math.min(partitions, sources.size()))
            .map(source -> ExecutorJudge.of(task).decide(source))
            .persist(StorageLevel.DISK_ONLY());
    for (int i = 0; i < Table.ALL.size(); i++) {
      write(results, i);
    }
    var tally =
        results.treeAggregate(new Tally(), (counted, one) -> counted.add(one), Tally::merge);
    summarize(policy, tally, sources.size());
    results.unpersist();
    return new Ended(
        SweepReport.of(policy, tally, sources.size(), out, false, false),
        SummaryJson.verdict(tally, sources.size()).exitCode());
  }

  /** How it ended. */
  record Ended(String report, int exitCode) {}

  /** A table is named by its index: what a task takes along must be serializable. */
  private void write(JavaRDD<StackResult> results, int index) {
    var rows = results.flatMap(result -> SparkTables.rows(Table.ALL.get(index), result));
    var table = Table.ALL.get(index);
    spark
        .createDataFrame(rows, SparkTables.schema(table))
        .write()
        .mode(SaveMode.ErrorIfExists)
        .option("compression", "gzip")
        .parquet(path(table.name()).toString());
  }

  private Path path(String name) {
    return new Path(out, name);
  }

  /** Before hours of work, not after. */
  private void requireNew() {
    var names = new java.util.ArrayList<>(Table.ALL.stream().map(Table::name).toList());
    names.add(SummaryJson.FILE);
    for (var name : names) {
      try {
        if (files().exists(path(name))) {
          throw InputException.of(
              "--out " + out, name, "it is there already", "name a directory without results");
        }
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }

  /** Renamed into its place when it is whole: its presence says that the sweep ended. */
  private void summarize(SweepPolicy policy, Tally tally, long total) {
    var summary =
        SummaryJson.write(
            new SummaryJson.Policy(
                policy.bundle().revision(), policy.binding(), policy.request(), policy.engine()),
            tally,
            total);
    var temporary = path("_" + SummaryJson.FILE);
    try {
      try (var stream = files().create(temporary, true)) {
        stream.write(summary);
      }
      if (!files().rename(temporary, path(SummaryJson.FILE))) {
        throw new IOException("the summary could not be renamed");
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private FileSystem files() throws IOException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    return path("x").getFileSystem(configuration);
  }

  private InputException unwritable(IOException e) {
    return InputException.of(
        "--out " + out, "", "cannot be written: " + e, "name a writable directory", e);
  }
}
