package dev.portcullis.infra.serverless;

import dev.portcullis.infra.core.Violations;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The code of a function and what it needs to run.
 *
 * @param archive zip that module {@code lambda} builds; reproducible, so that its hash in the
 *     resource graph says which sources it was
 * @param handler {@code class::method}
 * @param runtime e.g. {@code java21}
 * @param memoryMb 128 to 10240; CPU grows with it
 * @param timeoutSeconds 1 to 900; behind a load balancer the caller is waiting
 */
public record FunctionCode(
    Path archive, String handler, String runtime, int memoryMb, int timeoutSeconds) {

  /**
   * System property with the root of the installation. The gate sets it; {@code pulumi up} runs the
   * program in {@code infra/}, whose parent is the root.
   */
  public static final String HOME_PROPERTY = "portcullis.home";

  public FunctionCode {
    Violations.in(FunctionCode.class)
        .unless(
            Files.isRegularFile(archive),
            "archive: no such file, got "
                + archive.getFileName()
                + " in "
                + archive.getParent()
                + "; build it with mvn -pl lambda process-classes")
        .unless(
            memoryMb >= 128 && memoryMb <= 10_240,
            "memoryMb: out of range, got " + memoryMb + "; 128 to 10240")
        .unless(
            timeoutSeconds >= 1 && timeoutSeconds <= 900,
            "timeoutSeconds: out of range, got " + timeoutSeconds + "; 1 to 900")
        .throwIfAny();
  }

  /**
   * The order API of system {@code serverless}.
   *
   * @param runtime e.g. {@code java21}; the classes need 17 or later
   * @param memoryMb memory
   */
  public static FunctionCode orderApi(String runtime, int memoryMb) {
    return new FunctionCode(
        Path.of(System.getProperty(HOME_PROPERTY, ".."))
            .resolve("lambda")
            .resolve("target")
            .resolve("order-api.zip"),
        "dev.portcullis.lambda.orders.OrderApiHandler::handleRequest",
        runtime,
        memoryMb,
        10);
  }
}
