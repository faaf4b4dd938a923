package dev.portcullis.lambda.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.portcullis.lambda.http.BalancerEvents;
import dev.portcullis.lambda.platform.Environment;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Entry point of the order API, behind a load balancer.
 *
 * <ul>
 *   <li>Reads {@code ORDERS_TABLE}.
 *   <li>Calls {@code dynamodb:GetItem} and {@code dynamodb:PutItem} on that table.
 * </ul>
 */
public final class OrderApiHandler
    implements RequestHandler<
        ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {
  /** Name of the orders table. */
  static final String TABLE = "ORDERS_TABLE";

  private final OrderApi api;

  /** Called by Lambda, once for each environment: connections are made here and reused. */
  public OrderApiHandler() {
    this(connected(Environment.ofProcess(Environment.REGION, TABLE)));
  }

  OrderApiHandler(OrderApi api) {
    this.api = api;
  }

  private static OrderApi connected(Environment environment) {
    Optional<OrderStore> store =
        environment.complete()
            ? Optional.of(
                DynamoOrderStore.in(environment.get(Environment.REGION), environment.get(TABLE)))
            : Optional.empty();
    return new OrderApi(environment, store, Clock.systemUTC(), UUID::randomUUID);
  }

  @Override
  public ApplicationLoadBalancerResponseEvent handleRequest(
      ApplicationLoadBalancerRequestEvent event, Context context) {
    return BalancerEvents.answer(event, api, context.getLogger()::log);
  }
}
