package dev.portcullis.lambda.payments;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.portcullis.lambda.http.GatewayEvents;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import java.util.Optional;

/**
 * Entry point of the payment API, behind API Gateway.
 *
 * <ul>
 *   <li>Reads what {@link Wiring} names.
 *   <li>Calls {@code dynamodb:GetItem} and {@code dynamodb:PutItem} on the table, {@code
 *       dynamodb:UpdateItem} on its items whose key begins with {@code velocity#} or {@code
 *       recent#}; {@code s3:PutObject} on the objects of both buckets and {@code s3:GetObject} on
 *       receipts; {@code secretsmanager:GetSecretValue} on the key of the fingerprints and on the
 *       credentials of the database; {@code kms:Decrypt} and {@code kms:GenerateDataKey} on their
 *       keys come with them.
 *   <li>Calls {@code sts:AssumeRole} on the recovery role, and as that role {@code
 *       dynamodb:GetItem} on the table and {@code s3:GetObject} on the receipts of the other
 *       region.
 * </ul>
 */
public final class PaymentApiHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private final PaymentApi api;
  private final Log log;

  /** Called by Lambda, once for each environment: connections are made here and reused. */
  public PaymentApiHandler() {
    this(Environment.ofProcess(Wiring.VARIABLES), Log.of("payment-api"));
  }

  private PaymentApiHandler(Environment environment, Log log) {
    this(
        new PaymentApi(
            environment,
            environment.complete()
                ? Optional.of(new Wiring(environment, log).desk())
                : Optional.empty()),
        log);
  }

  PaymentApiHandler(PaymentApi api, Log log) {
    this.api = api;
    this.log = log;
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, Context context) {
    return GatewayEvents.answer(event, context, api, log);
  }
}
