package dev.portcullis.lambda.notification;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Entry point of the failover notifier, in each region. EventBridge calls it when one of the
 * region's failover alarms changes; an exception makes Lambda call again.
 *
 * <ul>
 *   <li>Reads {@code FAILOVER_ALARMS} ({@code database=name,…}, the roles of {@link
 *       FailoverAlarm}), {@code TOPIC_ARN}, {@code TABLE} (key {@code paymentId}), {@code
 *       GLOBAL_CLUSTER_ID}, {@code PRIMARY_REGION}, {@code SECONDARY_REGION}, {@code ARMED}
 *       (whether the promoter acts).
 *   <li>Calls {@code dynamodb:UpdateItem} on items of the table whose key begins with {@code
 *       alarm#}, {@code sns:Publish} on the topic, {@code rds:DescribeGlobalClusters} on the global
 *       cluster; {@code kms:Decrypt} and {@code kms:GenerateDataKey} come with table and topic.
 * </ul>
 */
public final class FailoverNotifierHandler
    implements RequestHandler<Map<String, Object>, Map<String, String>> {
  private static final String ALARMS = "FAILOVER_ALARMS";
  private static final String TOPIC = "TOPIC_ARN";
  private static final String TABLE = "TABLE";
  private static final String GLOBAL_CLUSTER = "GLOBAL_CLUSTER_ID";
  private static final String PRIMARY = "PRIMARY_REGION";
  private static final String SECONDARY = "SECONDARY_REGION";
  private static final String ARMED = "ARMED";

  private final Notifier notifier;
  private final Log log;

  /** Called by Lambda, once for each environment. */
  public FailoverNotifierHandler() {
    this(
        Environment.ofProcess(
                Environment.REGION, ALARMS, TOPIC, TABLE, GLOBAL_CLUSTER, PRIMARY, SECONDARY, ARMED)
            .orFail(),
        Log.of("failover-notifier"));
  }

  private FailoverNotifierHandler(Environment environment, Log log) {
    this(notifier(environment, log), log);
  }

  FailoverNotifierHandler(Notifier notifier, Log log) {
    this.notifier = notifier;
    this.log = log;
  }

  private static Notifier notifier(Environment environment, Log log) {
    var region = environment.get(Environment.REGION);
    var rds = Clients.connectPatiently(RdsClient.builder(), region);
    var database = new GlobalDatabase(rds, environment.get(GLOBAL_CLUSTER));
    return new Notifier(
        FailoverAlarm.named(environment.get(ALARMS)),
        new AlarmStates(Clients.connect(DynamoDbClient.builder(), region), environment.get(TABLE)),
        new Announcement(
            new Announcement.Setting(
                region,
                environment.get(PRIMARY),
                environment.get(SECONDARY),
                environment.get(ARMED).equals("true")),
            database::inWords),
        new SnsTopic(Clients.connect(SnsClient.builder(), region), environment.get(TOPIC)),
        Clock.systemUTC(),
        log);
  }

  @Override
  public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
    log.begin(context.getAwsRequestId(), context.getAwsRequestId());
    return Map.of("outcome", notifier.run(event).name());
  }
}
