package dev.portcullis.lambda.rotation;

import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * Makes passwords. Secrets Manager could, but only for those who may ask for a password of any kind
 * for anything ({@code GetRandomPassword} knows no resource).
 */
final class NewPassword implements Supplier<String> {
  private static final int LENGTH = 40;

  /** RDS refuses slash, at sign, double quote and space; the backslash would need escaping. */
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#%*+-.=_~";

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    var password = new StringBuilder(LENGTH);
    random
        .ints(LENGTH, 0, ALPHABET.length())
        .forEach(index -> password.append(ALPHABET.charAt(index)));
    return password.toString();
  }
}
