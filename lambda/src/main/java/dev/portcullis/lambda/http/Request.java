package dev.portcullis.lambda.http;

import java.util.Map;

/**
 * A request.
 *
 * @param method in capital letters
 * @param path without a query
 * @param headers names in lower case
 * @param body empty when there is none
 */
public record Request(String method, String path, Map<String, String> headers, String body) {
  public Request {
    headers = Map.copyOf(headers);
  }
}
