package dev.portcullis.lambda.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.orders.OrderApi.Reply;
import dev.portcullis.lambda.orders.OrderApi.Request;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entry point of the function: translates the load balancer's events. What nobody foresaw ends in
 * an exception, which Lambda counts as an error of the function and the alarm sees; it is not
 * turned into an answer.
 */
public final class OrderApiHandler
    implements RequestHandler<
        ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Integer, String> REASONS =
      Map.of(
          200, "OK",
          201, "Created",
          400, "Bad Request",
          404, "Not Found",
          405, "Method Not Allowed",
          409, "Conflict",
          422, "Unprocessable Entity",
          503, "Service Unavailable");

  private final OrderApi api;

  /** Called by Lambda, once for each environment: connections are made here and reused. */
  public OrderApiHandler() {
    this(connected(new Settings(System.getenv())));
  }

  OrderApiHandler(OrderApi api) {
    this.api = api;
  }

  private static OrderApi connected(Settings settings) {
    Optional<OrderStore> store =
        settings.missing().isEmpty()
            ? Optional.of(DynamoOrderStore.in(settings.region(), settings.table()))
            : Optional.empty();
    return new OrderApi(settings, store, Clock.systemUTC(), UUID::randomUUID);
  }

  @Override
  public ApplicationLoadBalancerResponseEvent handleRequest(
      ApplicationLoadBalancerRequestEvent event, Context context) {
    var reply = api.answer(request(event));
    if (reply.status() >= 500) {
      // The body of a refusal holds a code and our own words, nothing of the customer's.
      context.getLogger().log(json(reply.body()));
    }
    return response(reply);
  }

  private static Request request(ApplicationLoadBalancerRequestEvent event) {
    var headers = new TreeMap<String, String>();
    orEmpty(event.getHeaders())
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new Request(event.getHttpMethod(), event.getPath(), headers, body(event));
  }

  private static String body(ApplicationLoadBalancerRequestEvent event) {
    var body = event.getBody();
    if (body == null) {
      return "";
    }
    return event.getIsBase64Encoded()
        ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
        : body;
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> headers) {
    return headers == null ? Map.of() : headers;
  }

  private static ApplicationLoadBalancerResponseEvent response(Reply reply) {
    var headers = new TreeMap<>(reply.headers());
    headers.put("content-type", "application/json");
    headers.put("cache-control", "no-store");
    var event = new ApplicationLoadBalancerResponseEvent();
    event.setStatusCode(reply.status());
    event.setStatusDescription(
        reply.status() + " " + REASONS.getOrDefault(reply.status(), "Unknown"));
    event.setHeaders(headers);
    event.setIsBase64Encoded(false);
    event.setBody(json(reply.body()));
    return event;
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
