package dev.portcullis.lambda.http;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import java.util.Map;
import java.util.function.Consumer;

/** An API behind a load balancer. */
public final class BalancerEvents {
  /** A load balancer wants the phrase in words. */
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

  private BalancerEvents() {}

  /**
   * Answers an event. What nobody foresaw ends in an exception, which Lambda counts as an error of
   * the function and the alarm sees; it is not turned into an answer.
   *
   * @param log where refusals go that are not the caller's fault
   */
  public static ApplicationLoadBalancerResponseEvent answer(
      ApplicationLoadBalancerRequestEvent event, Api api, Consumer<String> log) {
    var reply =
        api.answer(
            Wire.request(
                event.getHttpMethod(),
                event.getPath(),
                event.getHeaders(),
                event.getBody(),
                event.getIsBase64Encoded()));
    var body = Wire.body(reply);
    if (reply.status() >= 500) {
      // The body of a refusal holds a code and our own words, nothing of the customer's.
      log.accept(body);
    }
    var response = new ApplicationLoadBalancerResponseEvent();
    response.setStatusCode(reply.status());
    response.setStatusDescription(
        reply.status() + " " + REASONS.getOrDefault(reply.status(), "Unknown"));
    response.setHeaders(Wire.headers(reply));
    response.setIsBase64Encoded(false);
    response.setBody(body);
    return response;
  }
}
