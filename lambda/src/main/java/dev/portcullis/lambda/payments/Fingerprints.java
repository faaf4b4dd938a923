package dev.portcullis.lambda.payments;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed fingerprints: HMAC-SHA256. There are so few card numbers that a hash without a key could be
 * turned back by trying them all.
 */
final class Fingerprints {
  private static final String ALGORITHM = "HmacSHA256";

  /** Letters and digits, six bits each but for a little: 43 of them are 256 bits. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{43,}");

  private final SecretKeySpec key;

  /**
   * Fingerprints with that key.
   *
   * @throws IllegalArgumentException if it is not at least 43 random letters and digits; the
   *     message quotes nothing
   */
  Fingerprints(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("the key is not at least 43 letters and digits");
    }
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), ALGORITHM);
  }

  /** The fingerprint of the text, in lower-case hexadecimal digits. */
  String of(String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
