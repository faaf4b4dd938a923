package dev.portcullis.lambda.trading;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.portcullis.lambda.http.BalancerEvents;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import dev.portcullis.lambda.platform.Retry;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.RdsLogins;
import dev.portcullis.lambda.postgres.SecretCredentials;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Entry point of the trading API, behind a load balancer.
 *
 * <ul>
 *   <li>Reads {@code DB_HOST} (the global writer endpoint), {@code DB_PORT}, {@code DB_NAME},
 *       {@code DB_SECRET_ARN} (the application's secret, not the master's; in the secondary region
 *       the replica), and {@code DB_READER_HOST}, the endpoint of the region's own cluster for
 *       reads and health; {@code DB_HOST} if not set.
 *   <li>Calls {@code secretsmanager:GetSecretValue} on the secret, which needs {@code kms:Decrypt}
 *       on its key.
 * </ul>
 */
public final class TradingApiHandler
    implements RequestHandler<
        ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {
  private static final String HOST = "DB_HOST";
  private static final String READER_HOST = "DB_READER_HOST";
  private static final String PORT = "DB_PORT";
  private static final String NAME = "DB_NAME";
  private static final String SECRET = "DB_SECRET_ARN";

  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final TradingApi api;
  private final Log log;

  /** Called by Lambda, once for each environment: connections are made here and reused. */
  public TradingApiHandler() {
    this(
        Environment.ofProcess(Environment.REGION, HOST, PORT, NAME, SECRET), Log.of("trading-api"));
  }

  private TradingApiHandler(Environment environment, Log log) {
    this(connected(environment, log), log);
  }

  TradingApiHandler(TradingApi api, Log log) {
    this.api = api;
    this.log = log;
  }

  private static TradingApi connected(Environment environment, Log log) {
    Optional<OrderBook> book =
        environment.complete() ? Optional.of(book(environment)) : Optional.empty();
    return new TradingApi(environment, book, Clock.systemUTC(), UUID::randomUUID, log);
  }

  private static OrderBook book(Environment environment) {
    var client =
        Clients.connect(SecretsManagerClient.builder(), environment.get(Environment.REGION));
    var credentials = SecretCredentials.of(client, environment.get(SECRET));
    var writerHost = environment.get(HOST);
    var readerHost = environment.find(READER_HOST).orElse(writerHost);
    var writer = new Database(logins(environment, writerHost), credentials);
    return new PostgresOrderBook(
        writer,
        readerHost.equals(writerHost)
            ? writer
            : new Database(logins(environment, readerHost), credentials),
        Retry.of(ATTEMPTS, PAUSE),
        Clock.systemUTC());
  }

  private static RdsLogins logins(Environment environment, String host) {
    return new RdsLogins(host, environment.port(PORT), environment.get(NAME), "trading-api");
  }

  @Override
  public ApplicationLoadBalancerResponseEvent handleRequest(
      ApplicationLoadBalancerRequestEvent event, Context context) {
    return BalancerEvents.answer(event, context, api, log);
  }
}
