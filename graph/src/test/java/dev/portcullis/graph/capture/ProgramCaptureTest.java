package dev.portcullis.graph.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.Context;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Location;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.testprogram.Broken;
import dev.portcullis.testprogram.TwoRegions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramCaptureTest {
  private static final String PASSWORD = "correct-horse-battery";
  private static final String FILE = "src/test/java/dev/portcullis/testprogram/TwoRegions.java";

  @TempDir private Path directory;
  private CaptureRequest request;

  @BeforeEach
  void writeArchive() throws IOException {
    var archive = Files.writeString(directory.resolve("code.zip"), "code");
    request =
        CaptureRequest.of("test", "dev")
            .withSourceRoot("src/test/java/")
            .withConfig(
                Map.of("test:archive", archive.toString(), "test:password", PASSWORD),
                Set.of("test:password", "test:archive"));
  }

  @Test
  void capturesEdgesOptionsAndRegions() {
    var cluster = resource(capture(), "db-eu-west-1");

    assertThat(cluster.region()).isEqualTo("eu-west-1");
    assertThat(cluster.provider()).endsWith("pulumi:providers:aws::eu-west-1");
    assertThat(cluster.dependencies())
        .map(urn -> urn.substring(urn.lastIndexOf("::") + 2))
        .containsExactlyInAnyOrder("storage-eu-west-1-key", "storage-eu-west-1-Bucket");
    assertThat(cluster.propertyDependencies()).containsOnlyKeys("kmsKeyId");
    var options = cluster.options();
    assertThat(options).isNotNull();
    assertThat(options.ignoreChanges()).containsExactly("engineVersion", "availabilityZones");
    assertThat(options.replaceOnChanges()).containsExactly("clusterIdentifier");
    assertThat(options.deleteBeforeReplace()).isTrue();
    assertThat(options.customTimeouts()).isEqualTo(Map.of("create", 5400.0, "delete", 300.0));
    assertThat(options.aliases())
        .map(JsonNode::toString)
        .containsExactly("{\"name\":\"old-db-eu-west-1\"}");
    assertThat(cluster.inputs().get("availabilityZones").toString())
        .isEqualTo("[\"eu-west-1a\",\"eu-west-1b\",\"eu-west-1c\"]");
    assertThat(cluster.id()).isEqualTo("db");
  }

  @Test
  void childrenInheritTheProviderOfTheirComponent() {
    var key = resource(capture(), "storage-us-east-1-key");

    assertThat(key.region()).isEqualTo("us-east-1");
    assertThat(key.parent()).endsWith("test:storage:Storage::storage-us-east-1");
    assertThat(key.urn()).contains("::test:storage:Storage$aws:kms/key:Key::");
    assertThat(key.options().protect()).isTrue();
    assertThat(key.outputs().get("arn").textValue())
        .isEqualTo("arn:aws:kms:us-east-1:000000000000:key/" + key.id());
    assertThat(key.outputs().get("tagsAll").toString())
        .isEqualTo("{\"Owner\":\"me\",\"Project\":\"test\"}");
  }

  @Test
  void namesTheLineThatConstructsAResource() throws IOException {
    var graph = capture();

    assertThat(resource(graph, "function-us-east-1").location())
        .as("of an expression over several lines, the JVM reports the last one")
        .isEqualTo(new Location(FILE, line("p -> p.code = archive") + 1));
    assertThat(resource(graph, "storage-us-east-1").location())
        .as("a component is constructed where new is written, not in its own constructor")
        .isEqualTo(new Location(FILE, line("new Storage(")));
  }

  @Test
  void neverWritesSecretsOrAbsolutePaths() {
    var graph = capture();
    var text = new String(GraphJson.canonicalBytes(graph), StandardCharsets.UTF_8);

    assertThat(text).doesNotContain(PASSWORD).doesNotContain(directory.toString());
    assertThat(graph.source().config()).isEmpty();
    var inputs = resource(graph, "db-us-east-1").inputs();
    assertThat(inputs.get("masterPassword").get("$secret").booleanValue()).isTrue();
    assertThat(inputs.get("masterPassword").get("commitment").textValue())
        .matches("sha256:[0-9a-f]{64}")
        .isNotEqualTo(
            resource(graph, "db-eu-west-1")
                .inputs()
                .get("masterPassword")
                .get("commitment")
                .textValue());
    assertThat(graph.outputs().get("password-us-east-1").get("$secret").booleanValue()).isTrue();
    assertThat(resource(graph, "function-us-east-1").inputs().get("code").toString())
        .isEqualTo(
            "{\"$archive\":{\"name\":\"code.zip\",\"sha256\":\"5694d08a2e53ffcae0c3103e5ad6f6076abd960eb1f8a56577040bc1028f702b\"}}");
  }

  @Test
  void keepsTheEdgeOfAnUnknownValue() {
    var policy = resource(capture(), "unknown-us-east-1");

    assertThat(policy.inputs().get("policy").toString()).isEqualTo("{\"$unknown\":true}");
    assertThat(policy.propertyDependencies().get("policy"))
        .singleElement()
        .asString()
        .endsWith("db-us-east-1");
  }

  @Test
  void resolvesDocumentsOffline() {
    var graph = capture();
    var bucket = resource(graph, "storage-us-east-1-Bucket");

    assertThat(bucket.id()).matches("storage-us-east-1-bucket-[0-9a-f]{7}");
    assertThat(bucket.options().retainOnDelete()).isTrue();
    assertThat(resource(graph, "policy-us-east-1").inputs().get("policy").textValue())
        .isEqualTo(
            "{\"Resource\":[\"arn:aws:s3:::"
                + bucket.id()
                + "\",\"arn:aws:rds:us-east-1:000000000000:cluster:db\"]}");
    assertThat(resource(graph, "storage-us-east-1").outputs().get("bucket").textValue())
        .isEqualTo(bucket.id());
  }

  @Test
  void capturesTheSameBytesConcurrently() {
    var captures =
        IntStream.range(0, 4).mapToObj(i -> CompletableFuture.supplyAsync(this::capture)).toList();

    assertThat(captures.stream().map(CompletableFuture::join).map(GraphJson::digest).distinct())
        .containsExactly(GraphJson.digest(capture()));
  }

  @Test
  void childProgramGivesTheSameGraphWithoutLocations() {
    var child =
        ChildCapture.capture(
            request,
            ChildProgram.of(System.getProperty("java.class.path"), TwoRegions.class.getName()));

    assertThat(child.resources()).allSatisfy(r -> assertThat(r.location()).isNull());
    assertThat(new String(GraphJson.canonicalBytes(child), StandardCharsets.UTF_8))
        .isEqualTo(
            new String(
                GraphJson.canonicalBytes(withoutLocations(capture())), StandardCharsets.UTF_8));
  }

  @Test
  void failsWithTheLineOfAChildProgram() {
    var error =
        catchThrowableOfType(
            InputException.class,
            () ->
                ChildCapture.capture(
                    request,
                    ChildProgram.of(
                        System.getProperty("java.class.path"), Broken.class.getName())));

    assertThat(error.getMessage())
        .contains("the password is [secret]")
        .contains("Broken.java:")
        .doesNotContain(PASSWORD)
        .doesNotContain(" -cp ")
        .hasSizeLessThan(700);
  }

  @Test
  void failsForAChildThatCannotStart() {
    var error =
        catchThrowableOfType(
            InputException.class,
            () -> ChildCapture.capture(request, ChildProgram.of("nowhere", "no.such.Main")));

    assertThat(error.getMessage()).contains("no.such.Main").doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "throwing, new IllegalStateException, IllegalStateException: the password is [secret]",
    "throwingInApply, new IllegalArgumentException, IllegalArgumentException: cannot use arn:aws:s3:::one-",
    "unknownFunction, '.invoke(\"aws:ec2/getAmi', the function aws:ec2/getAmi:getAmi cannot be answered offline",
    "missingConfig, require(\"absent\"), test:absent",
  })
  void failsNamingTheLineOfTheUser(String program, String line, String message) throws IOException {
    var error = failure(program, request);

    assertThat(error.place())
        .isEqualTo("src/test/java/dev/portcullis/testprogram/Broken.java:" + brokenLine(line));
    assertThat(error.getMessage())
        .contains(message)
        .doesNotContain(PASSWORD)
        .doesNotContain("\n")
        .hasSizeLessThan(700);
  }

  @Test
  void failsForADuplicateUrn() throws IOException {
    var error = failure("duplicate", request);

    assertThat(error.getMessage())
        .contains("duplicate URN urn:pulumi:dev::test::aws:s3/bucketV2:BucketV2::one")
        .contains("already registered at");
    assertThat(error.place()).startsWith("src/test/java/dev/portcullis/testprogram/Broken.java:");
  }

  @Test
  void failsForAMissingFile() {
    assertThat(failure("missingFile", request).getMessage())
        .contains("the file target/no-such.zip cannot be read")
        .contains("aws:lambda/function:Function::f /inputs/code");
  }

  @Test
  void failsForAProgramThatRegistersNothing() {
    assertThat(failure("empty", request).getMessage()).contains("registered no resource");
  }

  @Test
  void failsForAProgramThatHangs() throws IOException {
    var error = failure("hanging", request.withTimeLimit(Duration.ofMillis(1500)));

    assertThat(error.getMessage()).contains("did not finish within 1 s");
    assertThat(error.place()).endsWith("Broken.java:" + brokenLine(".await()"));
  }

  @Test
  void leavesTheRegionOpenWithoutAProvider() {
    var graph = ProgramCapture.capture(request, Broken::withoutRegion);
    var key = resource(graph, "key");

    assertThat(key.provider()).isNull();
    assertThat(key.region()).isNull();
    assertThat(key.outputs().get("arn").toString()).isEqualTo("{\"$unknown\":true}");
  }

  private ResourceGraph capture() {
    return ProgramCapture.capture(request, TwoRegions::stack);
  }

  private static InputException failure(String name, CaptureRequest request) {
    Map<String, Consumer<Context>> programs =
        Map.of(
            "throwing", Broken::throwing,
            "throwingInApply", Broken::throwingInApply,
            "duplicate", Broken::duplicate,
            "unknownFunction", Broken::unknownFunction,
            "missingConfig", Broken::missingConfig,
            "missingFile", Broken::missingFile,
            "hanging", Broken::hanging,
            "empty", Broken::empty);
    return catchThrowableOfType(
        InputException.class, () -> ProgramCapture.capture(request, programs.get(name)));
  }

  private static Resource resource(ResourceGraph graph, String name) {
    return graph.resources().stream()
        .filter(r -> r.name().equals(name) && !r.type().startsWith("pulumi:"))
        .findFirst()
        .orElseThrow();
  }

  private static ResourceGraph withoutLocations(ResourceGraph graph) {
    List<Resource> resources =
        graph.resources().stream()
            .map(
                r ->
                    new Resource(
                        r.urn(),
                        r.type(),
                        r.name(),
                        r.custom(),
                        r.id(),
                        r.parent(),
                        r.provider(),
                        r.region(),
                        r.inputs(),
                        r.outputs(),
                        r.dependencies(),
                        r.propertyDependencies(),
                        r.options(),
                        null,
                        r.extra()))
            .toList();
    return new ResourceGraph(graph.source(), resources, graph.outputs());
  }

  private static int line(String text) throws IOException {
    return lineOf("TwoRegions.java", text);
  }

  private static int brokenLine(String text) throws IOException {
    return lineOf("Broken.java", text);
  }

  private static int lineOf(String file, String text) throws IOException {
    var lines = Files.readAllLines(Path.of("src/test/java/dev/portcullis/testprogram", file));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError("no line with " + text);
  }
}
