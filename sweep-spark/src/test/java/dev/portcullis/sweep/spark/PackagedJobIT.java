package dev.portcullis.sweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.sweep.result.Column;
import dev.portcullis.sweep.result.Table;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar that a cluster gets, submitted to Spark on {@code local[2]} in a JVM of its own, against
 * the local sweep in another: the same rows, the same summary.
 */
class PackagedJobIT {
  private static final String AS_OF = "2026-11-21T00:00:00Z";
  private static final Path JAR = Path.of(property("portcullis.spark.jar"));

  /** With a secret: the special values of the wire format are known without its libraries. */
  private static final String STATE =
      """
      {"urn": "urn:pulumi:prod::shop::random:index/randomId:RandomId::id", "custom": true,
       "type": "random:index/randomId:RandomId", "protect": false, "retainOnDelete": false,
       "inputs": {"a": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
         "ciphertext": "x"}, "b": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}}
      """;

  @TempDir private static Path folder;
  private static Path fleet;
  private static Run onSpark;
  private static Run local;

  private record Run(int status, String output, Path out) {}

  @BeforeAll
  static void sweepTwice() throws Exception {
    fleet = Files.createDirectories(folder.resolve("fleet"));
    for (int i = 0; i < 40; i++) {
      write(String.format("team-%d/s%02d.json", i % 3, i), graph("s" + i, i % 7 != 3));
    }
    write("team-1/broken.json", "{\"resources\": [");
    write("team-0/state.json", "{\"deployment\": {\"resources\": [" + STATE + "]}}");
    write(
        "team-0/preview.json", "{\"steps\": [{\"op\": \"create\", \"newState\": " + STATE + "}]}");
    write("team-2/h%C3%A9%0A%27%20%22.json", graph("odd", false));
    onSpark = submit("spark", fleet.toString(), "--partitions", "3", "--as-of", AS_OF);
    local = sweepLocally(folder.resolve("local"));
  }

  @Test
  void givesTheExitCodeOfTheLocalSweep() {
    assertThat(local.status()).as(local.output()).isEqualTo(2);
    assertThat(onSpark.status()).as(onSpark.output()).isEqualTo(2);
    assertThat(onSpark.output()).contains("44 stacks", "NOT DECIDED");
  }

  @Test
  void givesTheRowsOfTheLocalSweepInTheirOrder() throws Exception {
    for (var table : Table.ALL) {
      var columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
      var expected = rows(local.out(), table.name(), "select " + columns + " from t");
      assertThat(expected).isNotEmpty();
      assertThat(rows(onSpark.out(), table.name(), "select " + columns + " from t"))
          .as(table.name())
          .isEqualTo(expected);
      assertThat(rows(onSpark.out(), table.name(), "select * from (describe t)"))
          .as("types of " + table.name())
          .isEqualTo(rows(local.out(), table.name(), "select * from (describe t)"));
    }
    assertThat(
            rows(local.out(), "stacks", "select decision, count(*) from t group by 1 order by 1"))
        .containsExactly("allow|36", "deny|7", "error|1");
  }

  @Test
  void givesTheSummaryOfTheLocalSweepByteForByte() {
    assertThat(onSpark.out().resolve("summary.json"))
        .hasSameBinaryContentAs(local.out().resolve("summary.json"));
  }

  @Test
  void writesAFileForEachTask() throws IOException {
    try (var files = Files.list(onSpark.out().resolve("stacks"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(3);
    }
  }

  @Test
  void rejectsResultsThatAreThereAlready() throws Exception {
    var again = submit("spark", fleet.toString());
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.output()).contains("stacks: it is there already");
  }

  @Test
  void bringsNoLibraryThatSparkHasToo() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("dev/portcullis/sweep/StackJudge.class")
          .noneMatch(name -> name.startsWith("com/fasterxml/"))
          .noneMatch(name -> name.startsWith("org/apache/"))
          .noneMatch(name -> name.startsWith("scala/"));
    }
  }

  // ---- two JVMs ---------------------------------------------------------------------------------

  private static Run submit(String out, String... arguments) throws Exception {
    var target = folder.resolve(out);
    var command = new ArrayList<String>();
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.addAll(List.of("-cp", classPath(PackagedJobIT::isOfSpark)));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", "local[2]", "--class", SparkSweepMain.class.getName()));
    for (var setting :
        List.of(
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.local.dir=" + folder.resolve("scratch"))) {
      command.addAll(List.of("--conf", setting));
    }
    command.add(JAR.toString());
    command.addAll(List.of("--out", target.toString()));
    command.addAll(List.of(arguments));
    return java(command, target);
  }

  private static Run sweepLocally(Path out) throws Exception {
    var parquet = property("portcullis.parquet") + File.separator + "*";
    var own = classPath(entry -> !entry.contains("org/apache/") && !entry.contains("/scala"));
    return java(
        List.of(
            "-cp",
            own + File.pathSeparator + parquet,
            LocalSweepMain.class.getName(),
            fleet.toString(),
            out.toString(),
            AS_OF),
        out);
  }

  /** Spark and what it needs: nothing that the jar has to bring itself. */
  private static boolean isOfSpark(String entry) {
    return entry.endsWith(".jar")
        && List.of("portcullis", "picocli", "amazon", "re2j", "snakeyaml", "dataformat", "ow2")
            .stream()
            .noneMatch(entry::contains);
  }

  private static String classPath(java.util.function.Predicate<String> wanted) {
    var path = System.getProperty("surefire.test.class.path");
    return Arrays.stream(
            (path == null ? property("java.class.path") : path).split(File.pathSeparator))
        .filter(entry -> wanted.test(entry.replace('\\', '/')))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Run java(List<String> arguments, Path out) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(property("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(arguments);
    var log = Files.createTempFile(folder, "run", ".log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    var process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Run(process.waitFor(), Files.readString(log), out);
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  // ---- stacks and rows --------------------------------------------------------------------------

  /** The name is escaped: a file may be called what the locale of this JVM cannot spell. */
  private static void write(String escapedName, String content) throws IOException {
    var file = Path.of(URI.create(fleet.toUri() + escapedName));
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String graph(String stack, boolean allowed) {
    return """
        {"schemaVersion": "1", "source": {"kind": "program", "project": "shop", "stack": "%1$s"},
         "resources": [{"urn": "urn:pulumi:%1$s::shop::aws:ec2/vpc:Vpc::network",
           "type": "aws:ec2/vpc:Vpc", "name": "network", "custom": true,
           "inputs": {"cidrBlock": "10.0.0.0/16", "tags": {"Environment": "prod", "Project": "shop",
             "ManagedBy": "Pulumi", "EnvironmentSuffix": "prod"}},
           "options": {"protect": %2$b, "retainOnDelete": false}}]}
        """
        .formatted(stack, !allowed);
  }

  private static List<String> rows(Path out, String table, String sql) throws SQLException {
    var files = out.resolve(table).resolve("*.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("create view t as select * from read_parquet('" + files + "')");
      var rows = new ArrayList<String>();
      try (var result = statement.executeQuery(sql)) {
        while (result.next()) {
          var cells = new ArrayList<String>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            cells.add(String.valueOf(result.getString(i)));
          }
          rows.add(String.join("|", cells));
        }
      }
      return rows;
    }
  }
}
