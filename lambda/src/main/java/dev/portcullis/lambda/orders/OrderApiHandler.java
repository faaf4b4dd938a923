package dev.portcullis.lambda.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.portcullis.lambda.http.BalancerEvents;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.RdsLogins;
import dev.portcullis.lambda.postgres.SecretCredentials;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Entry point of the order API, behind a load balancer.
 *
 * <ul>
 *   <li>Reads {@code DB_HOST} (the database of the function's own region), {@code DB_PORT}, {@code
 *       DB_NAME}, {@code DB_SECRET_ARN} (in the secondary region the replica), {@code ORDERS_TABLE}
 *       (keys {@code orderId} and {@code entry}) and {@code DOCUMENTS_BUCKET}.
 *   <li>Calls {@code secretsmanager:GetSecretValue} on the secret; {@code dynamodb:GetItem}, {@code
 *       Query}, {@code PutItem}, {@code UpdateItem} and {@code DeleteItem} on the table; {@code
 *       s3:GetObject} and {@code s3:PutObject} on the objects of the bucket. All of them need
 *       {@code kms:Decrypt}, writes {@code kms:GenerateDataKey}, on the keys.
 * </ul>
 */
public final class OrderApiHandler
    implements RequestHandler<
        ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {
  private static final String SERVICE = "order-api";
  private static final String HOST = "DB_HOST";
  private static final String PORT = "DB_PORT";
  private static final String NAME = "DB_NAME";
  private static final String SECRET = "DB_SECRET_ARN";
  private static final String TABLE = "ORDERS_TABLE";
  private static final String BUCKET = "DOCUMENTS_BUCKET";

  private final OrderApi api;
  private final Log log;

  /** Called by Lambda, once for each environment: connections are made here and reused. */
  public OrderApiHandler() {
    this(
        Environment.ofProcess(Environment.REGION, HOST, PORT, NAME, SECRET, TABLE, BUCKET),
        Log.of(SERVICE));
  }

  private OrderApiHandler(Environment environment, Log log) {
    this(connected(environment, log), log);
  }

  OrderApiHandler(OrderApi api, Log log) {
    this.api = api;
    this.log = log;
  }

  private static OrderApi connected(Environment environment, Log log) {
    Optional<OrderApi.Stores> stores =
        environment.complete() ? Optional.of(stores(environment, log)) : Optional.empty();
    return new OrderApi(
        environment, stores, Clock.systemUTC(), () -> UUID.randomUUID().toString(), log);
  }

  private static OrderApi.Stores stores(Environment environment, Log log) {
    var region = environment.get(Environment.REGION);
    var table = environment.get(TABLE);
    var bucket = environment.get(BUCKET);
    var items = Clients.connect(DynamoDbClient.builder(), region);
    var objects = Clients.connect(S3Client.builder(), region);
    var secrets = Clients.connect(SecretsManagerClient.builder(), region);
    return new OrderApi.Stores(
        new PostgresOrders(database(environment, secrets, SERVICE)),
        new DynamoClaims(items, table),
        new DynamoHistory(items, table),
        S3Documents.in(objects, bucket),
        new Health(
            Questions.database(database(environment, secrets, SERVICE + "-health")),
            List.of(Questions.table(items, table), Questions.bucket(objects, bucket)),
            Clock.systemUTC(),
            log));
  }

  private static Database database(
      Environment environment, SecretsManagerClient secrets, String applicationName) {
    return new Database(
        new RdsLogins(
            environment.get(HOST), environment.port(PORT), environment.get(NAME), applicationName),
        SecretCredentials.of(secrets, environment.get(SECRET)));
  }

  @Override
  public ApplicationLoadBalancerResponseEvent handleRequest(
      ApplicationLoadBalancerRequestEvent event, Context context) {
    return BalancerEvents.answer(event, context, api, log);
  }
}
