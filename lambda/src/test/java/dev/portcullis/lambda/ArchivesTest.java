package dev.portcullis.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every Java handler starts from its zip alone, as Lambda starts it: with an environment, without
 * anything of this build on the class path. A jar that an archive leaves out and its handler needs
 * would otherwise be missed in production first.
 */
class ArchivesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("AWS_REGION", "us-east-1"),
          Map.entry("ORDERS_TABLE", "t"),
          Map.entry("TABLE", "t"),
          Map.entry("AUDIT_BUCKET", "a"),
          Map.entry("RECEIPTS_BUCKET", "r"),
          Map.entry("DB_HOST", "localhost"),
          Map.entry("DB_PORT", "1"),
          Map.entry("DB_NAME", "n"),
          Map.entry("DB_SECRET_ARN", "arn:s"),
          Map.entry("SECRET_ARN", "arn:s"),
          Map.entry("MASTER_SECRET_ARN", "arn:m"),
          Map.entry("APP_USER", "app"),
          Map.entry("GLOBAL_CLUSTER_ID", "g"),
          Map.entry("PRIMARY_CLUSTER_ARN", "arn:p"),
          Map.entry("TARGET_CLUSTER_ARN", "arn:t"),
          Map.entry("ARMED", "false"),
          Map.entry("CLUSTER_ID", "c"),
          Map.entry("METRIC_NAMESPACE", "m"),
          Map.entry("FINGERPRINT_SECRET_ARN", "arn:f"),
          Map.entry("DR_ROLE_ARN", "arn:r"),
          Map.entry("OTHER_REGION", "us-east-2"),
          Map.entry("OTHER_RECEIPTS_BUCKET", "o"),
          Map.entry("PAYMENT_LIMITS", "EUR=1.00"),
          Map.entry("PAYMENTS_PER_WINDOW", "1"),
          Map.entry("VELOCITY_MINUTES", "1"),
          Map.entry("DUPLICATE_MINUTES", "1"),
          Map.entry("FAILOVER_ALARMS", "database=d"),
          Map.entry("TOPIC_ARN", "arn:t"),
          Map.entry("PRIMARY_REGION", "us-east-1"),
          Map.entry("SECONDARY_REGION", "us-east-2"));

  @ParameterizedTest
  @CsvSource({
    "order-api, orders.OrderApiHandler",
    "trading, trading.TradingApiHandler",
    "trading, rotation.RotationHandler",
    "trading, rotation.AppRotationHandler",
    "promotion, probe.DatabaseProbeHandler",
    "promotion, promotion.PromoterHandler",
    "payments, payments.PaymentApiHandler",
    "notification, notification.FailoverNotifierHandler"
  })
  void startsFromItsArchive(String archive, String handler, @TempDir Path folder) throws Exception {
    assertStarts(archive, STARTER, "dev.portcullis.lambda." + handler, folder);
  }

  /** The library for check digits is there without the ones it brings for forms. */
  @Test
  void checksCardsAndAccountsFromItsArchive(@TempDir Path folder) throws Exception {
    assertStarts("payments", CHECKER, "DE89370400440532013000", folder);
  }

  private static void assertStarts(String archive, String code, String argument, Path folder)
      throws Exception {
    unpack(Path.of("target", archive + ".zip"), folder);
    var starter = Files.writeString(folder.resolve("Start.java"), code);

    var process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            folder + ":" + folder.resolve("lib") + "/*",
            starter.toString(),
            argument);
    process.environment().clear();
    process.environment().putAll(new TreeMap<>(ENVIRONMENT));
    var output = folder.resolve("output");
    var started = process.redirectErrorStream(true).redirectOutput(output.toFile()).start();

    assertThat(started.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEqualTo("started\n");
    assertThat(started.exitValue()).isZero();
  }

  /** The runtime makes the handler by its name; the constructor without arguments connects it. */
  private static final String STARTER =
      """
      class Start {
        public static void main(String[] arguments) throws Exception {
          Class.forName(arguments[0]).getConstructor().newInstance();
          System.out.println("started");
        }
      }
      """;

  private static final String CHECKER =
      """
      import org.apache.commons.validator.routines.*;

      class Start {
        public static void main(String[] arguments) {
          var card = CreditCardValidator.VISA_VALIDATOR.isValid("4111111111111111");
          var account = IBANValidator.getInstance().isValid(arguments[0]);
          System.out.println(card && account ? "started" : "refused");
        }
      }
      """;

  private static void unpack(Path archive, Path folder) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        var target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        try (var in = zip.getInputStream(entry)) {
          Files.copy(in, target);
        }
      }
    }
  }
}
