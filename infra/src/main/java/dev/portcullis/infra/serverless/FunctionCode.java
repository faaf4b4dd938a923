package dev.portcullis.infra.serverless;

import dev.portcullis.infra.core.Violations;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The code of a function and what it needs to run.
 *
 * @param archive zip that module {@code lambda} builds; reproducible, so that its hash in the
 *     resource graph says which sources it was
 * @param handler {@code class::method} of Java, {@code module.function} of Node.js
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

  /** What there is to run in system {@code trading}. */
  public enum Trading {
    API("trading", "trading.TradingApiHandler", 10),
    /** Asks the database twice with every step, each time in a new session. */
    ROTATION("trading", "rotation.RotationHandler", 60),
    APP_ROTATION("trading", "rotation.AppRotationHandler", 60),
    DATABASE_PROBE("promotion", "probe.DatabaseProbeHandler", 20),
    PROMOTER("promotion", "promotion.PromoterHandler", 60);

    private final String archive;
    private final String type;
    private final int timeoutSeconds;

    Trading(String archive, String type, int timeoutSeconds) {
      this.archive = archive;
      this.type = type;
      this.timeoutSeconds = timeoutSeconds;
    }
  }

  /** What there is to run in system {@code payments}. */
  public enum Payments {
    /** Two services it can do without may each use up their time before one it needs is asked. */
    API("payments", "payments.PaymentApiHandler", 15),
    /** Its claims last longer: who claimed and did not speak by then is dead. */
    NOTIFIER("notification", "notification.FailoverNotifierHandler", 30),
    DATABASE_PROBE("promotion", "probe.DatabaseProbeHandler", 20),
    PROMOTER("promotion", "promotion.PromoterHandler", 60);

    private final String archive;
    private final String type;
    private final int timeoutSeconds;

    Payments(String archive, String type, int timeoutSeconds) {
      this.archive = archive;
      this.type = type;
      this.timeoutSeconds = timeoutSeconds;
    }
  }

  /** What there is to run in system {@code healthcare}. */
  public enum Healthcare {
    APP("app", 10),
    /** A hundred batches at most, each within seconds. */
    PUBLISHER("publisher", 60),
    CONSUMER("consumer", 15),
    /** One parameter after the other. */
    PARAMETERS("parameters", 60),
    READINESS("readiness", 30),
    FAILOVER_TEST("failover-test", 30),
    DATABASE_PROBE("probe", 20),
    PROMOTER("promoter", 60);

    private final String module;
    private final int timeoutSeconds;

    Healthcare(String module, int timeoutSeconds) {
      this.module = module;
      this.timeoutSeconds = timeoutSeconds;
    }
  }

  /**
   * The order API of system {@code serverless}.
   *
   * @param runtime e.g. {@code java21}; the classes need 17 or later
   * @param memoryMb memory
   */
  public static FunctionCode orderApi(String runtime, int memoryMb) {
    return java("order-api", "orders.OrderApiHandler", runtime, memoryMb, 10);
  }

  /**
   * A function of system {@code trading}.
   *
   * @param runtime e.g. {@code java21}; the classes need 17 or later
   * @param memoryMb memory
   */
  public static FunctionCode trading(Trading handler, String runtime, int memoryMb) {
    return java(handler.archive, handler.type, runtime, memoryMb, handler.timeoutSeconds);
  }

  /**
   * A function of system {@code payments}.
   *
   * @param runtime e.g. {@code java21}; the classes need 17 or later
   * @param memoryMb memory
   */
  public static FunctionCode payments(Payments handler, String runtime, int memoryMb) {
    return java(handler.archive, handler.type, runtime, memoryMb, handler.timeoutSeconds);
  }

  /**
   * A function of system {@code healthcare}.
   *
   * @param runtime e.g. {@code nodejs22.x}; the modules need Node.js 20 or later
   * @param memoryMb memory
   */
  public static FunctionCode healthcare(Healthcare handler, String runtime, int memoryMb) {
    return new FunctionCode(
        archive("healthcare"),
        handler.module + ".handler",
        runtime,
        memoryMb,
        handler.timeoutSeconds);
  }

  private static FunctionCode java(
      String archive, String type, String runtime, int memoryMb, int timeoutSeconds) {
    return new FunctionCode(
        archive(archive),
        "dev.portcullis.lambda." + type + "::handleRequest",
        runtime,
        memoryMb,
        timeoutSeconds);
  }

  private static Path archive(String name) {
    return Path.of(System.getProperty(HOME_PROPERTY, ".."))
        .resolve("lambda")
        .resolve("target")
        .resolve(name + ".zip");
  }
}
