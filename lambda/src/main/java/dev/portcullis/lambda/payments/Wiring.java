package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.payments.recovery.OtherRegion;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.RdsLogins;
import dev.portcullis.lambda.postgres.SecretCredentials;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * What the payment API works with, connected to what its environment names:
 *
 * <ul>
 *   <li>{@code TABLE} (key {@code paymentId}), {@code AUDIT_BUCKET}, {@code RECEIPTS_BUCKET}
 *   <li>{@code FINGERPRINT_SECRET_ARN}: at least 43 random letters and digits
 *   <li>{@code DB_HOST} (a reader of the region's own cluster), {@code DB_PORT}, {@code DB_NAME},
 *       {@code DB_SECRET_ARN}
 *   <li>{@code DR_ROLE_ARN}, {@code OTHER_REGION}, {@code OTHER_RECEIPTS_BUCKET}
 *   <li>{@code PAYMENT_LIMITS} ({@code EUR=5000.00,…}), {@code PAYMENTS_PER_WINDOW}, {@code
 *       VELOCITY_MINUTES}, {@code DUPLICATE_MINUTES}
 * </ul>
 */
final class Wiring {
  private static final String TABLE = "TABLE";
  private static final String AUDIT_BUCKET = "AUDIT_BUCKET";
  private static final String RECEIPTS_BUCKET = "RECEIPTS_BUCKET";
  private static final String FINGERPRINT_SECRET = "FINGERPRINT_SECRET_ARN";
  private static final String DB_HOST = "DB_HOST";
  private static final String DB_PORT = "DB_PORT";
  private static final String DB_NAME = "DB_NAME";
  private static final String DB_SECRET = "DB_SECRET_ARN";
  private static final String RECOVERY_ROLE = "DR_ROLE_ARN";
  private static final String OTHER_REGION = "OTHER_REGION";
  private static final String OTHER_RECEIPTS = "OTHER_RECEIPTS_BUCKET";
  private static final String LIMITS = "PAYMENT_LIMITS";
  private static final String PAYMENTS_PER_WINDOW = "PAYMENTS_PER_WINDOW";
  private static final String VELOCITY_MINUTES = "VELOCITY_MINUTES";
  private static final String DUPLICATE_MINUTES = "DUPLICATE_MINUTES";

  /** Without these there is nothing to work with. */
  static final String[] VARIABLES = {
    Environment.REGION,
    TABLE,
    AUDIT_BUCKET,
    RECEIPTS_BUCKET,
    FINGERPRINT_SECRET,
    DB_HOST,
    DB_PORT,
    DB_NAME,
    DB_SECRET,
    RECOVERY_ROLE,
    OTHER_REGION,
    OTHER_RECEIPTS,
    LIMITS,
    PAYMENTS_PER_WINDOW,
    VELOCITY_MINUTES,
    DUPLICATE_MINUTES
  };

  /** Payments go on without the database: it gets a second for each step. */
  private static final int DATABASE_SECONDS = 1;

  private final Environment environment;
  private final Log log;
  private final String region;
  private final Clock clock = Clock.systemUTC();

  Wiring(Environment environment, Log log) {
    this.environment = environment;
    this.log = log;
    region = environment.get(Environment.REGION);
  }

  PaymentApi.Desk desk() {
    var dynamoDb = Clients.connect(DynamoDbClient.builder(), region);
    var rules = rules();
    var table = environment.get(TABLE);
    var ledger = new Ledger(dynamoDb, table);
    var evidence =
        new Evidence(
            Clients.connect(S3Client.builder(), region),
            environment.get(AUDIT_BUCKET),
            environment.get(RECEIPTS_BUCKET));
    var payments = new Payments(ledger, evidence, otherRegion(table), log);
    var stores =
        new Acceptance.Stores(
            FingerprintKey.of(
                Clients.connect(SecretsManagerClient.builder(), region),
                environment.get(FINGERPRINT_SECRET)),
            payments,
            new Limits(rules, merchants(), clock, log),
            new Guards(dynamoDb, table, rules),
            ledger,
            evidence);
    return new PaymentApi.Desk(
        new Acceptance(stores, region, clock, UUID::randomUUID, log), payments);
  }

  private Rules rules() {
    return new Rules(
        Rules.limits(environment.get(LIMITS)),
        environment.positive(PAYMENTS_PER_WINDOW),
        Duration.ofMinutes(environment.positive(VELOCITY_MINUTES)),
        Duration.ofMinutes(environment.positive(DUPLICATE_MINUTES)));
  }

  private MerchantLimits merchants() {
    var logins =
        new RdsLogins(
                environment.get(DB_HOST),
                environment.port(DB_PORT),
                environment.get(DB_NAME),
                "payment-api")
            .within(DATABASE_SECONDS);
    return new PostgresMerchantLimits(
        new Database(
            logins,
            SecretCredentials.of(
                Clients.connectBriefly(SecretsManagerClient.builder(), region),
                environment.get(DB_SECRET))));
  }

  private OtherRegion otherRegion(String table) {
    var other = environment.get(OTHER_REGION);
    var role =
        new AssumedRole(
            Clients.connectBriefly(StsClient.builder(), region),
            environment.get(RECOVERY_ROLE),
            "payments-" + region,
            clock);
    return new OtherRegion(
        Clients.connectBriefly(DynamoDbClient.builder(), other),
        Clients.connectBriefly(S3Client.builder(), other),
        role::credentials,
        new OtherRegion.Place(table, environment.get(OTHER_RECEIPTS)),
        clock);
  }
}
