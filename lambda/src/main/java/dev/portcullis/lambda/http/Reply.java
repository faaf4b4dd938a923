package dev.portcullis.lambda.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param headers names in lower case, without those that every answer has
 * @param body rendered as JSON
 */
public record Reply(int status, Map<String, String> headers, Object body) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** An answer without headers of its own. */
  public static Reply of(int status, Object body) {
    return new Reply(status, Map.of(), body);
  }

  /** The problem as an answer. */
  public static Reply refusal(Problem problem) {
    var body = new TreeMap<String, Object>();
    body.put("code", problem.code().text());
    body.put("details", problem.details());
    return of(problem.code().status(), body);
  }

  /** There is something at this path, for another method. */
  public static Reply wrongMethod(String allowed) {
    var refusal = refusal(new Problem(Problem.Code.METHOD_NOT_ALLOWED, List.of("use " + allowed)));
    return new Reply(refusal.status(), Map.of("allow", allowed), refusal.body());
  }

  /** The health of a function that has all it needs to know. */
  public static Reply healthy() {
    return of(200, Map.of("status", "ok"));
  }

  /** The health of a function that lacks these variables. */
  public static Reply misconfigured(List<String> missing) {
    var body = new TreeMap<String, Object>();
    body.put("status", Problem.Code.MISCONFIGURED.text());
    body.put("missing", missing);
    return of(Problem.Code.MISCONFIGURED.status(), body);
  }
}
