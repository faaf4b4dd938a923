package dev.portcullis.report;

import java.nio.charset.StandardCharsets;

/** References to files, as formats demand them that take URIs. */
public final class Uris {
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private Uris() {}

  /**
   * A relative path as a relative URI reference (RFC 3986): whatever else stands in it is encoded,
   * and a slash at its beginning, which would make it lead to another root or host.
   */
  public static String path(String path) {
    var uri = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(b) >= 0 && (b != '/' || !uri.isEmpty())) {
        uri.append((char) b);
      } else {
        uri.append(String.format("%%%02X", b & 0xff));
      }
    }
    return uri.toString();
  }
}
