package dev.portcullis.lambda.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import dev.portcullis.lambda.platform.Metrics;
import dev.portcullis.lambda.rds.PostgresPing;
import dev.portcullis.lambda.rds.RdsAuthorities;
import dev.portcullis.lambda.rds.Reachability;
import java.time.Duration;
import java.util.Map;

/**
 * Entry point of the probe, called by a clock in each region. It reports the metric {@code
 * DbReachable}, 1 or 0, with the dimension {@code ClusterId}; no report at all counts as 0 where
 * the alarm says so.
 *
 * <ul>
 *   <li>Reads {@code DB_HOST} (endpoint of the region's own cluster), {@code DB_PORT}, {@code
 *       DB_NAME}, {@code CLUSTER_ID}, {@code METRIC_NAMESPACE}.
 *   <li>Calls nothing of AWS: the metric is a log line, and no credentials are needed.
 * </ul>
 */
public final class DatabaseProbeHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final String HOST = "DB_HOST";
  private static final String PORT = "DB_PORT";
  private static final String NAME = "DB_NAME";
  private static final String CLUSTER = "CLUSTER_ID";
  private static final String NAMESPACE = "METRIC_NAMESPACE";

  private final Reachability database;
  private final Metrics metrics;
  private final String clusterId;
  private final Log log;

  /** Called by Lambda, once for each environment. */
  public DatabaseProbeHandler() {
    this(Environment.ofProcess(HOST, PORT, NAME, CLUSTER, NAMESPACE).orFail());
  }

  private DatabaseProbeHandler(Environment environment) {
    this(
        new PostgresPing(
            environment.get(HOST),
            environment.port(PORT),
            environment.get(NAME),
            RdsAuthorities.context(),
            PATIENCE),
        Metrics.toLog(environment.get(NAMESPACE)),
        environment.get(CLUSTER),
        Log.of("database-probe"));
  }

  DatabaseProbeHandler(Reachability database, Metrics metrics, String clusterId, Log log) {
    this.database = database;
    this.metrics = metrics;
    this.clusterId = clusterId;
    this.log = log;
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    log.begin(context.getAwsRequestId(), context.getAwsRequestId());
    var answer = database.ask();
    metrics.count("DbReachable", answer.reachable() ? 1 : 0, Map.of("ClusterId", clusterId));
    if (!answer.reachable()) {
      log.warn("not-reachable", Map.of("clusterId", clusterId, "detail", answer.detail()));
    }
    return Map.of("reachable", answer.reachable(), "detail", answer.detail());
  }
}
