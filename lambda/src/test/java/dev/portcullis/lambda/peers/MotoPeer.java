package dev.portcullis.lambda.peers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * S3, SNS, SQS, Secrets Manager, EventBridge, Systems Manager, STS and RDS's control plane as moto
 * plays them, all at one address. CI installs it ({@code .ci/tools/build moto}); on a machine
 * without it the tests that need it are skipped, aloud.
 */
public final class MotoPeer {
  private static final String PROGRAM = "moto_server";

  private final Service service;

  private MotoPeer(Service service) {
    this.service = service;
  }

  private static final class Shared {
    private static final MotoPeer PEER = new MotoPeer(start());
  }

  /** The services of all tests of this process; without moto the calling test is skipped. */
  public static MotoPeer shared() {
    required();
    return Shared.PEER;
  }

  /** Whether moto is on this machine. */
  public static boolean isThere() {
    return program().isPresent();
  }

  /** Skips the calling test aloud without moto; in CI it fails. */
  public static void required() {
    if (isThere()) {
      return;
    }
    var missing = "moto_server is not on the PATH (.ci/tools/build moto installs it, prints where)";
    if (System.getenv("PORTCULLIS_REQUIRE_TOOLS") != null) {
      throw new AssertionError(missing);
    }
    System.err.println("NOT RUN: functions against AWS services on this machine: " + missing);
    assumeTrue(false, missing);
  }

  /** Where all services listen. */
  public URI endpoint() {
    return service.endpoint();
  }

  /** A client in us-east-1. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, Region.US_EAST_1);
  }

  /** A client in that region; each region has things of its own, and nothing replicates them. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Region region) {
    return service.client(builder, region);
  }

  private static Service start() {
    return Service.start(
        "moto",
        port ->
            List.of(
                program().orElseThrow().toString(),
                "-H",
                "127.0.0.1",
                "-p",
                Integer.toString(port)));
  }

  private static Optional<Path> program() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
