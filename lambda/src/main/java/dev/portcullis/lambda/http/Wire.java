package dev.portcullis.lambda.http;

import dev.portcullis.lambda.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the events of load balancers and of API Gateway have in common. */
final class Wire {
  private Wire() {}

  static Request request(
      String method,
      String path,
      @Nullable Map<String, String> headers,
      @Nullable String body,
      boolean base64) {
    var lower = new TreeMap<String, String>();
    if (headers != null) {
      headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    }
    return new Request(method, path, lower, text(body, base64));
  }

  private static String text(@Nullable String body, boolean base64) {
    if (body == null) {
      return "";
    }
    return base64 ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8) : body;
  }

  static Map<String, String> headers(Reply reply) {
    var headers = new TreeMap<>(reply.headers());
    headers.put("content-type", "application/json");
    headers.put("cache-control", "no-store");
    return headers;
  }

  static String body(Reply reply) {
    return Json.text(reply.body());
  }
}
