package dev.portcullis.lambda.payments;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.portcullis.lambda.http.GatewayEvents;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Environment;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Entry point of the payment API, behind API Gateway.
 *
 * <ul>
 *   <li>Reads {@code TABLE} (key {@code paymentId}), {@code AUDIT_BUCKET}, {@code RECEIPTS_BUCKET}.
 *   <li>Calls {@code dynamodb:PutItem} on the table and {@code s3:PutObject} on the objects of both
 *       buckets, which needs {@code kms:Decrypt} and {@code kms:GenerateDataKey} on their keys.
 * </ul>
 */
public final class PaymentApiHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private static final String TABLE = "TABLE";
  private static final String AUDIT_BUCKET = "AUDIT_BUCKET";
  private static final String RECEIPTS_BUCKET = "RECEIPTS_BUCKET";

  private final PaymentApi api;

  /** Called by Lambda, once for each environment: connections are made here and reused. */
  public PaymentApiHandler() {
    this(
        connected(Environment.ofProcess(Environment.REGION, TABLE, AUDIT_BUCKET, RECEIPTS_BUCKET)));
  }

  PaymentApiHandler(PaymentApi api) {
    this.api = api;
  }

  private static PaymentApi connected(Environment environment) {
    Optional<PaymentApi.Stores> stores =
        environment.complete() ? Optional.of(stores(environment)) : Optional.empty();
    return new PaymentApi(environment, stores, Clock.systemUTC());
  }

  private static PaymentApi.Stores stores(Environment environment) {
    var region = environment.get(Environment.REGION);
    return new PaymentApi.Stores(
        region,
        new DynamoLedger(Clients.connect(DynamoDbClient.builder(), region), environment.get(TABLE)),
        new S3Evidence(
            Clients.connect(S3Client.builder(), region),
            environment.get(AUDIT_BUCKET),
            environment.get(RECEIPTS_BUCKET)));
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, Context context) {
    return GatewayEvents.answer(event, api, context.getLogger()::log);
  }
}
