package dev.portcullis.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.portcullis.lambda.platform.Log;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An API behind a load balancer. */
public final class BalancerEvents {
  /** A load balancer wants the phrase in words. */
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(400, "Bad Request"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(428, "Precondition Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"));

  private BalancerEvents() {}

  /** Answers an event, whatever it holds. */
  public static ApplicationLoadBalancerResponseEvent answer(
      ApplicationLoadBalancerRequestEvent event, Context context, Api api, Log log) {
    var answer =
        new Wire(
                event.getHttpMethod(),
                event.getPath(),
                event.getHeaders(),
                decoded(event.getQueryStringParameters()),
                event.getBody(),
                event.getIsBase64Encoded())
            .answeredBy(api, context, log);
    var response = new ApplicationLoadBalancerResponseEvent();
    response.setStatusCode(answer.status());
    response.setStatusDescription(
        answer.status() + " " + REASONS.getOrDefault(answer.status(), "Unknown"));
    response.setHeaders(answer.headers());
    response.setIsBase64Encoded(false);
    response.setBody(answer.body());
    return response;
  }

  /** A load balancer hands a query on as it was written; API Gateway decodes it. */
  private static Map<String, String> decoded(@Nullable Map<String, String> query) {
    var parameters = new TreeMap<String, String>();
    if (query != null) {
      query.forEach((name, value) -> parameters.put(decoded(name), decoded(value)));
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A percent sign that encodes nothing: it stands for itself.
      return text;
    }
  }
}
