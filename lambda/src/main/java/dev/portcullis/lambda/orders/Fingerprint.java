package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.platform.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells what was asked for without saying it: claims hold nothing of the customer's. */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 of what the caller sent, as it was understood: spelling and instant do not count. */
  static String of(Order order) {
    var asked = Json.text(List.of(order.customerId(), order.currency(), order.items()));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(asked.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
