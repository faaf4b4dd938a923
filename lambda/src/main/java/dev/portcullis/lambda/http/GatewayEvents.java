package dev.portcullis.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.function.Consumer;

/** An API behind API Gateway's proxy integration. */
public final class GatewayEvents {
  private GatewayEvents() {}

  /**
   * Answers an event; what nobody foresaw ends in an exception, as in {@link BalancerEvents}.
   *
   * @param log where refusals go that are not the caller's fault
   */
  public static APIGatewayProxyResponseEvent answer(
      APIGatewayProxyRequestEvent event, Api api, Consumer<String> log) {
    var reply =
        api.answer(
            Wire.request(
                event.getHttpMethod(),
                event.getPath(),
                event.getHeaders(),
                event.getBody(),
                Boolean.TRUE.equals(event.getIsBase64Encoded())));
    var body = Wire.body(reply);
    if (reply.status() >= 500) {
      log.accept(body);
    }
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(reply.status())
        .withHeaders(Wire.headers(reply))
        .withIsBase64Encoded(false)
        .withBody(body);
  }
}
