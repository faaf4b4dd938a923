package dev.portcullis.sweep.spark;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.sweep.source.Documents;
import dev.portcullis.sweep.source.SourceArguments;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What spark-submit runs. Sources, options and exit codes are those of {@code gate sweep}. */
@Command(
    name = "sweep",
    description = "Decide on many stacks as a Spark job; results as Parquet and a summary.",
    mixinStandardHelpOptions = true)
public final class SparkSweepMain implements Callable<Integer> {
  private static final int NOT_DECIDED = 2;

  private final InputStream in;
  private final PrintStream err;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description =
          "Files, folders (their *.json), globs, s3://bucket/prefix; - reads a list from standard"
              + " input. Every executor must be able to read them.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory for stacks, rules, findings and summary.json; any Hadoop URI.")
  private String out = "";

  @Option(names = "--profile", paramLabel = "NAME", description = "Profile to judge by.")
  private @Nullable String profile;

  @Option(names = "--params", paramLabel = "FILE", description = "YAML map of parameters.")
  private @Nullable Path parameters;

  @Option(names = "--waivers", paramLabel = "FILE", description = "YAML file of agreed exceptions.")
  private @Nullable Path waivers;

  @Option(
      names = "--only",
      paramLabel = "RULE",
      split = ",",
      description = "Ask these rules only; the decisions are marked partial.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "Instant for expiries and effective dates; default is now.")
  private @Nullable String asOf;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Tasks the stacks are spread over; default is one for 250 stacks.")
  private @Nullable Integer partitions;

  private static final int STACKS_PER_TASK = 250;

  SparkSweepMain(InputStream in, PrintStream err) {
    this.in = in;
    this.err = err;
  }

  /** Entry for spark-submit. */
  public static void main(String[] arguments) {
    var status = run(System.in, System.err, arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Runs the job; never throws, never exits the process. */
  static int run(InputStream in, PrintStream err, String... arguments) {
    var commandLine = new CommandLine(new SparkSweepMain(in, err));
    commandLine.setParameterExceptionHandler(
        (e, given) -> {
          err.println("sweep: " + e.getMessage());
          return NOT_DECIDED;
        });
    commandLine.setExecutionExceptionHandler(
        (e, command, result) -> {
          var told = e instanceof InputException ? e.getMessage() : "not decided: " + e;
          err.println("sweep: " + told);
          return NOT_DECIDED;
        });
    return commandLine.execute(arguments);
  }

  @Override
  public Integer call() {
    var request = request();
    if (partitions != null && partitions < 1) {
      throw InputException.of("--partitions", "", "got " + partitions, "give at least 1");
    }
    try (var documents = new Documents()) {
      var listed = new SourceArguments(in, null, documents).expand(sources);
      var tasks =
          partitions != null ? partitions : (listed.size() + STACKS_PER_TASK - 1) / STACKS_PER_TASK;
      try (var spark = SparkSession.builder().appName("portcullis sweep").getOrCreate()) {
        spark.sparkContext().setLogLevel("WARN");
        var ended = new SparkSweep(spark, out).run(listed, request, tasks);
        err.print(ended.report());
        return ended.exitCode();
      }
    }
  }

  private GateRequest request() {
    return GateRequest.read(profile, parameters, waivers, only, asOf, Instant.now());
  }
}
