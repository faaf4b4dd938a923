package dev.portcullis.graph.capture.synth;

import dev.portcullis.graph.CanonicalJson;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Deterministic digits of a text. */
record Digest(String hex) {
  private static final int PREFIX = "sha256:".length();

  static Digest of(String text) {
    return new Digest(
        CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(PREFIX));
  }

  String lower(int digits) {
    return hex.substring(0, digits);
  }

  String upper(int digits) {
    return lower(digits).toUpperCase(Locale.ROOT);
  }

  /** Decimal digits without a leading zero. */
  String decimal(int digits) {
    var number = new BigInteger(hex, 16).toString();
    return "1" + number.substring(number.length() - digits + 1);
  }

  String uuid() {
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20, 32));
  }

  /** The last byte of an address, 1 to 254. */
  int hostByte() {
    return Integer.parseInt(hex.substring(0, 4), 16) % 254 + 1;
  }
}
