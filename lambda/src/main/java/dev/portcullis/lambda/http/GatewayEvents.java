package dev.portcullis.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.portcullis.lambda.platform.Log;
import java.util.Map;
import java.util.Objects;

/** An API behind API Gateway's proxy integration. */
public final class GatewayEvents {
  private GatewayEvents() {}

  /** Answers an event, whatever it holds. */
  public static APIGatewayProxyResponseEvent answer(
      APIGatewayProxyRequestEvent event, Context context, Api api, Log log) {
    var answer =
        new Wire(
                event.getHttpMethod(),
                event.getPath(),
                event.getHeaders(),
                Objects.requireNonNullElse(event.getQueryStringParameters(), Map.of()),
                event.getBody(),
                Boolean.TRUE.equals(event.getIsBase64Encoded()))
            .answeredBy(api, context, log);
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(answer.status())
        .withHeaders(answer.headers())
        .withIsBase64Encoded(false)
        .withBody(answer.body());
  }
}
