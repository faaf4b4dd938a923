package dev.portcullis.lambda.http;

import java.util.Map;

/**
 * A request.
 *
 * @param method in capital letters
 * @param path without a query
 * @param headers names in lower case
 * @param parameters of the query, decoded; of a repeated one the last
 * @param body empty when there is none
 */
public record Request(
    String method,
    String path,
    Map<String, String> headers,
    Map<String, String> parameters,
    String body) {
  public Request {
    headers = Map.copyOf(headers);
    parameters = Map.copyOf(parameters);
  }
}
