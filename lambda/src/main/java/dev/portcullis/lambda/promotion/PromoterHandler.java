package dev.portcullis.lambda.promotion;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import dev.portcullis.lambda.rds.PostgresPing;
import dev.portcullis.lambda.rds.RdsAuthorities;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Entry point of the promoter, in the secondary region. An alarm that has been red for some minutes
 * calls it, through EventBridge; any other event, and news that is not recent, is refused with an
 * outcome. An exception makes Lambda call again, and the alarm on the function's errors makes
 * people look.
 *
 * <ul>
 *   <li>Reads {@code GLOBAL_CLUSTER_ID}, {@code PRIMARY_CLUSTER_ARN}, {@code TARGET_CLUSTER_ARN},
 *       {@code ARMED} ({@code true} to act), and {@code DB_HOST}, {@code DB_PORT}, {@code DB_NAME}
 *       (the writer's endpoint): a writer that answers one of several knocks is not deposed.
 *   <li>Calls {@code rds:DescribeGlobalClusters} on the global cluster and {@code
 *       rds:FailoverGlobalCluster} on the global cluster and both clusters.
 * </ul>
 */
public final class PromoterHandler
    implements RequestHandler<Map<String, Object>, Map<String, String>> {
  /** For each step of a knock: three knocks and the calls to RDS fit into the function's minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String GLOBAL_CLUSTER = "GLOBAL_CLUSTER_ID";
  private static final String PRIMARY = "PRIMARY_CLUSTER_ARN";
  private static final String TARGET = "TARGET_CLUSTER_ARN";
  private static final String ARMED = "ARMED";
  private static final String HOST = "DB_HOST";
  private static final String PORT = "DB_PORT";
  private static final String NAME = "DB_NAME";

  private final Promotion promotion;
  private final Debounce debounce;
  private final Log log;

  /** Called by Lambda, once for each environment. */
  public PromoterHandler() {
    this(
        promotion(
            Environment.ofProcess(
                    Environment.REGION, GLOBAL_CLUSTER, PRIMARY, TARGET, ARMED, HOST, PORT, NAME)
                .orFail()),
        new Debounce(Clock.systemUTC()),
        Log.of("promoter"));
  }

  PromoterHandler(Promotion promotion, Debounce debounce, Log log) {
    this.promotion = promotion;
    this.debounce = debounce;
    this.log = log;
  }

  private static Promotion promotion(Environment environment) {
    var client = Clients.connectPatiently(RdsClient.builder(), environment.get(Environment.REGION));
    return new Promotion(
        new RdsGlobalClusters(client, environment.get(GLOBAL_CLUSTER)),
        new Promotion.Plan(
            environment.get(PRIMARY),
            environment.get(TARGET),
            environment.get(ARMED).equals("true")),
        new Knocks(
            new PostgresPing(
                environment.get(HOST),
                environment.port(PORT),
                environment.get(NAME),
                RdsAuthorities.context(),
                PATIENCE),
            pause -> Thread.sleep(pause.toMillis())));
  }

  @Override
  public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
    log.begin(context.getAwsRequestId(), context.getAwsRequestId());
    try {
      var outcome = debounce.refuse(AlarmNews.of(event)).orElseGet(promotion::run);
      log.info("decided", Map.of("outcome", outcome.text()));
      return Map.of("outcome", outcome.name());
    } catch (RuntimeException e) {
      log.error("not-decided", e, Map.of());
      throw e;
    }
  }
}
