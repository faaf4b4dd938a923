package dev.portcullis.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import dev.portcullis.lambda.platform.Json;
import dev.portcullis.lambda.platform.Log;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the events of load balancers and of API Gateway have in common: one way in, one way out.
 *
 * @param headers as they came; absent when there are none
 * @param parameters of the query, decoded
 * @param body as it came; absent when there is none
 * @param base64 whether the body is encoded
 */
record Wire(
    String method,
    String path,
    @Nullable Map<String, String> headers,
    Map<String, String> parameters,
    @Nullable String body,
    boolean base64) {

  /** By which a caller finds its request in the logs of everybody who had to do with it. */
  static final String CORRELATION_ID = "x-correlation-id";

  /**
   * Nothing that could break a line of a log, or carry a sentence; nor so many digits in a row that
   * they could be the number of a card or an account, also in groups. A UUID is none.
   */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
              + "|(?!.*(?:[0-9][._-]?){13})[A-Za-z0-9._-]{1,64}");

  /**
   * An answer, ready to be sent.
   *
   * @param headers names in lower case
   * @param body JSON
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  /**
   * Asks the API and says what came of it. What nobody foresaw is an answer too, {@code internal}
   * with status 500: the caller learns a code, the log learns where, the alarm on 5xx goes off.
   */
  Answer answeredBy(Api api, Context context, Log log) {
    var lower = new TreeMap<String, String>();
    if (headers != null) {
      headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    }
    var given = lower.getOrDefault(CORRELATION_ID, "");
    var requestId = context.getAwsRequestId();
    var correlationId = PLAIN.matcher(given).matches() ? given : requestId;
    log.begin(requestId, correlationId);
    var answer = answer(api, lower, log);
    var sent = new TreeMap<>(answer.headers());
    sent.put("content-type", "application/json");
    sent.put("cache-control", "no-store");
    sent.put(CORRELATION_ID, correlationId);
    return new Answer(answer.status(), sent, Json.text(answer.body()));
  }

  private Reply answer(Api api, Map<String, String> lower, Log log) {
    try {
      return api.route(new Request(method, path, lower, parameters, text()));
    } catch (Problem problem) {
      // Code and details are our own words, nothing of the customer's.
      var fields =
          Map.of(
              "status", problem.code().status(),
              "code", problem.code().text(),
              "details", String.join("; ", problem.details()));
      if (problem.code().status() >= 500) {
        log.error("refused", problem.getCause(), fields);
      } else {
        log.info("refused", fields);
      }
      return Reply.refusal(problem);
    } catch (RuntimeException e) {
      log.error("unforeseen", e, Map.of("code", Problem.Code.INTERNAL.text()));
      return Reply.refusal(
          new Problem(Problem.Code.INTERNAL, List.of("the request was not understood to its end")));
    }
  }

  private String text() throws Problem {
    if (body == null) {
      return "";
    }
    if (!base64) {
      return body;
    }
    try {
      // Strictly: a decoder that replaces what it cannot read changes what was said.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(body)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new Problem(Problem.Code.INVALID_JSON, List.of("the body is not UTF-8"));
    }
  }
}
